import type { Database } from '../../database/database.ts';

/** How much is kept of one person's words. */
export interface Kept {
  /** Theirs and ours. */
  messages: number;
  /** References to files that stayed with their chat app. */
  files: number;
  /** What they told our team, in how many cases. */
  cases: number;
  caseFiles: number;
  /** Actions that they asked for a place at, and yeses to being written to, those that were taken back among them. */
  registrations: number;
  consents: number;
  hasReportingDay: boolean;
  /** How often they were introduced to an organiser. */
  introductions: number;
}

export type CountKept = (personId: string) => Promise<Kept>;

export function createCountKept({ prisma }: Database): CountKept {
  return async personId => {
    const conversations = await prisma.conversation.findMany({ where: { personId }, select: { id: true } });
    const where = { conversationId: { in: conversations.map(({ id }) => id) } };
    const said = await prisma.caseEntry.findMany({
      where: { case: { personId }, kind: { not: 'reply' } },
      select: { fileIds: true },
    });
    const [inbound, outbound, files, caseFiles, cases, introductions, registrations, consents, reporting] =
      await Promise.all([
        prisma.inboundMessage.count({ where }),
        prisma.outboundMessage.count({ where }),
        prisma.attachment.count({ where }),
        // What we sent them is stored as well, and is not theirs: answers, calendars.
        prisma.storedFile.count({ where: { id: { in: said.flatMap(({ fileIds }) => fileIds) } } }),
        prisma.case.count({ where: { personId } }),
        prisma.introduction.count({ where: { personId } }),
        prisma.registration.count({ where: { personId } }),
        prisma.consent.count({ where: { personId } }),
        prisma.person.count({ where: { id: personId, reportingSealed: { not: null } } }),
      ]);
    return {
      ...{ files, cases, caseFiles, introductions, registrations, consents },
      messages: inbound + outbound,
      hasReportingDay: reporting > 0,
    };
  };
}
