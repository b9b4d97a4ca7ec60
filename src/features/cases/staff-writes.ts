import { Overtaken } from '../../messages/turn.ts';
import type { IaaLevel } from '../colleagues.ts';
import type { FeatureWrite } from '../feature.ts';
import type { Matter, ReplyMark } from './advice-gate.ts';
import { afterClosing, type CaseChange, newEntry } from './case-change.ts';
import type { CaseFile } from './case-file.ts';
import { freeFromFormer, mustWorkHere } from './case-hands.ts';

/** Who on the staff does something, when, and with what words. */
export interface StaffAct {
  staffId: string;
  at: Date;
  text?: string;
}

/** A reply that has been decided: `entryId` is the `trackId` of the post that carries it. */
export interface WrittenReply extends StaffAct {
  entryId: string;
  /** What arrives in place of the text, where a machine translated it. */
  translation?: string;
  fileIds?: string[];
  mark: ReplyMark;
  /** The sender's, as it counts at that moment. */
  iaaLevel: IaaLevel;
  /** How many things the member had said when it was decided: it answers these. */
  saidCount: number;
}

/** What staff change of a case. */
export interface StaffWrites {
  /** Of two at the same moment one wins. */
  claim(caseId: string, act: StaffAct): FeatureWrite;
  /** @param to a colleague's staffId, or undefined for the queue; a `roomId` moves the card. */
  handOver(found: CaseFile, to: { ownerId?: string; roomId?: string }, act: StaffAct): FeatureWrite;
  note(caseId: string, act: StaffAct & { fileIds?: string[] }): FeatureWrite;
  /** @param found the case as the turn read it: into other hands, or past what the member writes meanwhile, nothing goes. */
  reply(found: CaseFile, reply: WrittenReply): FeatureWrite;
  /**
   * The reply was taken back before it went: it was never said, and what the member wrote before waits again.
   * @throws Overtaken, in the turn, when it has begun to go.
   */
  takeReplyBack(caseId: string, entryId: string): FeatureWrite;
  /** @param deadline undefined when there is none after all. */
  setDeadline(caseId: string, deadline: CaseFile['deadline'], act: StaffAct): FeatureWrite;
  setMatter(caseId: string, matter: Matter, act: StaffAct): FeatureWrite;
  /** @param found what the member wrote since it was read is not closed over. */
  close(found: CaseFile, act: StaffAct): FeatureWrite;
  /** Opened again by somebody on the staff, in the hands that it was in. */
  reopenAtDesk(found: CaseFile, act: StaffAct): FeatureWrite;
  /** So many people have been told by now that nobody claims it. */
  climb(found: CaseFile, climbed: number): FeatureWrite;
}

export function createStaffWrites({ change, add, setDue, keepFiles, deadlineColumns }: CaseChange): StaffWrites {
  return {
    claim: (id, act) => ({
      label: 'support_case (claimed)',
      async apply(transaction) {
        await mustWorkHere(transaction, act.staffId);
        const unclaimed = { ownerId: null, closedAt: null };
        await change(transaction, id, unclaimed, { ownerId: act.staffId, claimedAt: act.at });
        await add(transaction, id, newEntry('claimed', act));
      },
    }),

    handOver: ({ id, ownerId }, to, act) => ({
      label: 'support_case (handed over)',
      async apply(transaction) {
        await mustWorkHere(transaction, act.staffId);
        if (to.ownerId !== undefined) await mustWorkHere(transaction, to.ownerId);
        const data = {
          ownerId: to.ownerId ?? null,
          claimedAt: to.ownerId === undefined ? null : act.at,
          climbed: 0,
          ...(to.roomId !== undefined && { roomId: to.roomId }),
        };
        await change(transaction, id, { ownerId: ownerId ?? null, closedAt: null }, data);
        await add(transaction, id, newEntry('handedOver', act));
      },
    }),

    note: (id, { fileIds = [], ...act }) => ({
      label: 'case_entry (note)',
      apply: transaction => add(transaction, id, { ...newEntry('note', act), fileIds }),
    }),

    reply: (
      { id, ownerId, firstRepliedAt, waitingSince },
      { entryId, translation, fileIds = [], mark, iaaLevel, saidCount, ...act },
    ) => ({
      label: 'case_entry (reply)',
      async apply(transaction) {
        await mustWorkHere(transaction, act.staffId);
        const asFound = { closedAt: null, ownerId: ownerId ?? null, waitingSince: waitingSince ?? null };
        const data = { waitingSince: null, ...(firstRepliedAt ? {} : { firstRepliedAt: act.at }) };
        await change(transaction, id, asFound, data);
        if ((await transaction.caseEntry.count({ where: { caseId: id, kind: 'memberSaid' } })) !== saidCount)
          throw new Overtaken('The member has written again: the turn is thought again.');
        const said = { ...newEntry('reply', act), ...(translation !== undefined && { translation }) };
        await add(transaction, id, { ...said, id: entryId, fileIds, mark, iaaLevel });
        await keepFiles(transaction, id, null);
      },
    }),

    takeReplyBack: (id, entryId) => ({
      label: 'case_entry (taken back)',
      async apply(transaction) {
        const sends = await transaction.$queryRaw<{ waits: boolean }[]>`
          SELECT status IN ('queued', 'taken back') AND chunks_sent = 0 AS waits
          FROM outbound_message WHERE track_id = ${entryId}::uuid FOR UPDATE`;
        if (sends.length === 0 || sends.some(({ waits }) => !waits))
          throw new Overtaken('The reply has begun to go: it cannot be taken back any more.');
        const { openedAt } = await transaction.case.findUniqueOrThrow({ where: { id } });
        const since = await transaction.caseEntry.findMany({
          where: { caseId: id, at: { gte: openedAt }, kind: { in: ['reply', 'memberSaid'] } },
          orderBy: { at: 'asc' },
        });
        const takenBack = await transaction.outboundMessage.findMany({
          where: { trackId: { in: since.map(entry => entry.id) }, status: 'takenBack' },
          select: { trackId: true },
        });
        const unsaid = new Set([entryId, ...takenBack.map(({ trackId }) => trackId)]);
        const said = since.filter(entry => !unsaid.has(entry.id));
        const unanswered = said[said.findLastIndex(({ kind }) => kind === 'reply') + 1];
        const data = {
          firstRepliedAt: said.find(({ kind }) => kind === 'reply')?.at ?? null,
          waitingSince: unanswered?.at ?? null,
        };
        await change(transaction, id, {}, data);
      },
    }),

    setDeadline: (id, deadline, act) => ({
      label: 'support_case (deadline)',
      async apply(transaction) {
        await change(transaction, id, {}, deadlineColumns(deadline));
        await add(transaction, id, newEntry('deadline', act));
      },
    }),

    setMatter: (id, matter, act) => ({
      label: 'support_case (matter)',
      async apply(transaction) {
        await change(transaction, id, {}, { matter });
        await add(transaction, id, newEntry('matter', act));
      },
    }),

    close: ({ id, waitingSince }, act) => ({
      label: 'support_case (closed)',
      async apply(transaction) {
        const asFound = { closedAt: null, waitingSince: waitingSince ?? null };
        await change(transaction, id, asFound, { closedAt: act.at, waitingSince: null, reopenOfferedAt: null });
        await add(transaction, id, newEntry('closed', act));
        await keepFiles(transaction, id, afterClosing(act.at));
      },
    }),

    reopenAtDesk: ({ id, closedAt }, act) => ({
      label: 'support_case (reopened)',
      async apply(transaction) {
        const anew = { firstRepliedAt: null, climbed: 0, helped: null, askAgainAt: null, reopenOfferedAt: null };
        await change(transaction, id, { closedAt: closedAt ?? null }, { ...anew, closedAt: null, openedAt: act.at });
        await freeFromFormer(transaction, id);
        await setDue(transaction, id);
        await add(transaction, id, newEntry('reopened', act));
        await keepFiles(transaction, id, null);
      },
    }),

    climb: ({ id, climbed }, becomes) => ({
      label: 'support_case (climbed)',
      apply: transaction => change(transaction, id, { climbed, ownerId: null, closedAt: null }, { climbed: becomes }),
    }),
  };
}
