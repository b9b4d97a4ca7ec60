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
  /** How often they were introduced to an organiser. */
  introductions: number;
}

export type CountKept = (personId: string) => Promise<Kept>;

export function createCountKept({ prisma }: Database): CountKept {
  return async personId => {
    const conversations = await prisma.conversation.findMany({ where: { personId }, select: { id: true } });
    const where = { conversationId: { in: conversations.map(({ id }) => id) } };
    const [inbound, outbound, files, caseFiles, cases, introductions] = await Promise.all([
      prisma.inboundMessage.count({ where }),
      prisma.outboundMessage.count({ where }),
      prisma.attachment.count({ where }),
      prisma.storedFile.count({ where }),
      prisma.case.count({ where: { personId } }),
      prisma.introduction.count({ where: { personId } }),
    ]);
    return { messages: inbound + outbound, files, cases, caseFiles, introductions };
  };
}
