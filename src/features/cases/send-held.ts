import type { FeatureTurn, Heard } from '../feature.ts';
import type { Held, HeldBack } from './held-back.ts';
import type { MemberAsk } from './member-ask.ts';
import type { MemberDeps } from './member-deps.ts';
import { type MemberSay, said } from './member-say.ts';
import type { PassOn } from './pass-on.ts';

/** What a member decides of words that were held back. */
export type SendHeld = (
  heard: Heard,
  held: Held | undefined,
  decision: 'struck' | 'whole' | 'not',
) => Promise<FeatureTurn>;

export function createSendHeld(
  { cases }: MemberDeps,
  say: MemberSay,
  { ask, passOn, heldBack }: { ask: MemberAsk; passOn: PassOn; heldBack: HeldBack },
): SendHeld {
  return async (heard, held, decision) => {
    const { language } = heard;
    if (!held) return said(say.reply(language, 'details.lost'));
    if (decision === 'not') return said(say.reply(language, 'details.notSent'));
    const sent = decision === 'struck' ? heldBack.struck(held) : held;
    const file = await cases.currentOf(heard.sender.personId);
    if (sent.for === 'intake') {
      // Meanwhile there may be a case, opened by words of danger: what was held belongs to it.
      const isOpen = file && !file.closedAt && !sent.isNew;
      return isOpen ? passOn.given(heard, file, { text: sent.asked.words }, true) : ask.open(heard, sent.asked);
    }
    const own = (await cases.ofPerson(heard.sender.personId)).find(({ id }) => id === sent.caseId);
    if (!own) return said(say.reply(language, 'details.lost'));
    const { text, fileIds, isCorrection } = sent;
    const turn = await passOn.given(heard, own, { text, fileIds, ...(isCorrection && { mark: 'correction' }) }, false);
    return { ...turn, replies: [say.reply(language, 'details.sent'), ...turn.replies] };
  };
}
