import type { IaaLevel } from '../colleagues.ts';
import { adviceGate, type GateVerdict } from './advice-gate.ts';
import type { CaseFile } from './case-file.ts';
import type { DeskAct, DeskDeps } from './desk-step.ts';
import { mayBeWatched } from './member-news.ts';
import { canBeReachedElsewhere } from './reach-elsewhere.ts';
import type { Draft } from './reply-draft.ts';

/** Whether a draft may go: why not, each in a sentence that says what to do; and the sender's level as it counts now. */
export interface Checked {
  refusals: string[];
  level: IaaLevel;
}

export type CheckReply = (file: CaseFile, draft: Draft, act: Pick<DeskAct, 'who' | 'at'>) => Promise<Checked>;

export function createCheckReply({ prisma, colleagues, say, elsewhere }: DeskDeps): CheckReply {
  return async (file, draft, { who, at }) => {
    const { topic, matter, ownerId, closedAt, conversationId, handle } = file;
    const staff = (await colleagues.all()).filter(({ role }) => role !== 'organiser');
    const verdict = adviceGate({ mark: draft.mark, topic, matter, sender: who, staff, at });
    const conversation = await prisma.conversation.findUnique({
      where: { id: conversationId },
      select: { addressGoneAt: true },
    });
    const isGone = !conversation || conversation.addressGoneAt !== null;
    const isLost = isGone && (mayBeWatched(file) || !(await canBeReachedElsewhere({ prisma }, elsewhere, file, at)));
    const refusals = [
      closedAt && say('desk.reply.isClosed', { handle }),
      !closedAt && !ownerId && say('desk.reply.claimFirst', { handle }),
      isLost && say('desk.reply.addressGone', { handle }),
      draft.words === '' && draft.fileIds.length === 0 && say('desk.reply.empty'),
      !verdict.allowed && gateInWords(verdict),
    ].filter(refusal => typeof refusal === 'string');
    return { refusals, level: verdict.allowed ? verdict.level : 0 };

    function gateInWords({ reason, levelNeeded, couldSend }: Extract<GateVerdict, { allowed: false }>): string {
      const names = couldSend.map(({ staffId, away }) => {
        const name = staff.find(colleague => colleague.staffId === staffId)?.name ?? '';
        return away ? say('desk.handOver.away', { name }) : name;
      });
      const why = say(`desk.gate.${reason}`, { needed: levelNeeded, level: who.iaaLevel });
      const whoCould =
        names.length > 0 ? say('desk.gate.couldSend', { names: names.join(', ') }) : say('desk.gate.nobody');
      return [why, whoCould].join(' ');
    }
  };
}
