import { goTo } from '../../messages/turn.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { CaseFile } from './case-file.ts';
import type { CasesState, Held } from './held-back.ts';
import { withHeld } from './held-back.ts';
import type { MemberDeps } from './member-deps.ts';
import { memberWordsOf, wordsFor } from './member-heard.ts';
import type { MemberParts } from './member-parts.ts';
import { type MemberStep, type MemberWords, memberStep } from './member-rules.ts';
import { said } from './member-say.ts';

/** What the rules say of a member's words, and how it is done. */
export interface MemberSteps {
  /** @param words what they are; by default what they plainly are. */
  of(heard: Heard, found: CaseFile | undefined, words?: MemberWords): MemberStep;
  take(
    heard: Heard,
    step: MemberStep,
    found: CaseFile | undefined,
    more?: { about?: string | undefined; state?: CasesState | undefined },
  ): Promise<FeatureTurn>;
  /** Says where a case stands. */
  standing(heard: Heard, found: CaseFile): Promise<FeatureTurn>;
}

export function createMemberSteps(deps: MemberDeps, parts: MemberParts): MemberSteps {
  const { writes, now } = deps;
  const { say, ask, passOn, filesOf, heldBack, afterClosing, crisisCase } = parts;

  async function take(
    heard: Heard,
    step: MemberStep,
    found: CaseFile | undefined,
    { about, state }: { about?: string | undefined; state?: CasesState | undefined } = {},
  ): Promise<FeatureTurn> {
    const danger = await unseenDanger(heard, step, found);
    if (danger) return crisisCase.asked(heard, found, danger);
    if (step === 'intake' || (!found && step !== 'bot')) return ask.first(heard, about);
    if (step === 'bot' || !found) return { replies: [], next: goTo('faq') };
    switch (step) {
      case 'back-to-bot': {
        const choices = [say.button(heard.language, 'toPerson', 'cases:person')];
        return said(say.reply(heard.language, 'case.withBot', {}, choices), {
          writes: [writes.withBot(found, true, now())],
          shows: [`cases:card:${found.id}`],
        });
      }
      case 'back-to-person': {
        const { reference } = found;
        return said(say.reply(heard.language, 'case.withPerson', { reference }), {
          writes: [writes.withBot(found, false, now())],
          shows: [`cases:card:${found.id}`],
        });
      }
      case 'offer-reopen': {
        const offer = afterClosing.offerReopen(heard, found);
        const isQuestion = wordsFor(heard) !== undefined && heard.word !== 'person';
        return isQuestion ? { ...offer, next: goTo('faq') } : offer;
      }
      default:
        return speak(heard, found, step === 'to-case-and-say', state?.held);
    }
  }

  /** Who asks for a person on the day on which they were given numbers to call asks because of that, unless their case tells of it already. */
  async function unseenDanger(heard: Heard, step: MemberStep, found: CaseFile | undefined) {
    const asksForPerson = heard.content.kind === 'choice' || memberWordsOf(heard, found, now()) === 'person';
    if (!asksForPerson || step === 'bot' || step === 'back-to-bot' || found?.intake.crisis) return undefined;
    return deps.recentDanger(heard.sender.conversationId, now());
  }

  /** Words and files to a case. */
  async function speak(heard: Heard, found: CaseFile, says: boolean, before?: Held): Promise<FeatureTurn> {
    // A sticker says nothing that could be passed on.
    if (heard.content.kind === 'media' && heard.content.media.kind === 'sticker') return said([]);
    const text = wordsFor(heard);
    const { fileIds, replies } = await filesOf(heard);
    if (text === undefined && fileIds.length === 0) {
      if (replies.length > 0) return said(replies);
      return found.closedAt ? passOn.reopened(heard, found) : standing(heard, found);
    }
    const isCorrection = heard.content.kind === 'edit';
    const held =
      text && heldBack.ask(heard, withHeld(before, { for: 'case', caseId: found.id, text, fileIds, isCorrection }));
    if (held) return { ...held, replies: [...replies, ...held.replies] };
    const given = { text, fileIds, ...(isCorrection && { mark: 'correction' as const }) };
    const turn = await passOn.given(heard, found, given, says);
    return { ...turn, replies: [...replies, ...turn.replies] };
  }

  async function standing(heard: Heard, found: CaseFile): Promise<FeatureTurn> {
    const file = { ...found, language: heard.language };
    return said(await say.standing(file, now()), { writes: [writes.told(found.id, { lastSaidAt: now() })] });
  }

  return {
    take,
    standing,
    of: (heard, found, words = memberWordsOf(heard, found, now())) => memberStep(words, found, now()),
  };
}
