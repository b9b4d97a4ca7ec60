import type { Feature, FeatureTurn, Heard } from '../feature.ts';
import type { CaseFile } from './case-file.ts';
import { crisisHandedOver } from './crisis-case.ts';
import { andThen, type CasesState } from './held-back.ts';
import { createMemberButtons } from './member-buttons.ts';
import type { MemberDeps } from './member-deps.ts';
import { memberWordsOf, wordsFor } from './member-heard.ts';
import { createMemberParts } from './member-parts.ts';
import { createMemberSteps } from './member-steps.ts';

/** The member's side of cases. */
export type MemberFlow = Required<Pick<Feature<CasesState>, 'claims' | 'think'>>;

/**
 * A member asks for a person, and speaks with one: while they do, the bot is silent but for what works everywhere.
 *
 * @example
 * > 9
 * < Talk to a person. Tell us what happened, or just pass it on … [Tell us what happened] [Just pass it on]
 */
export function createMemberFlow(deps: MemberDeps): MemberFlow {
  const parts = createMemberParts(deps);
  const { ask, heldBack, crisisCase, afterClosing, currentCase } = parts;
  const steps = createMemberSteps(deps, parts);
  const buttons = createMemberButtons(deps, parts, steps);

  return {
    async claims(heard) {
      if (heard.place !== 'private') return false;
      const { content, word } = heard;
      if (word === 'person' || (content.kind === 'command' && content.name === 'person')) return true;
      if (heard.sender.hasCases === false) return false;
      const found = await currentCase(heard);
      const step = steps.of(heard, found);
      return (step !== 'bot' && step !== 'intake') || isSurvey(heard, found);
    },

    async think(heard, state) {
      const turn = await thinkWith(heard, state);
      const isUndecided = state && turn.next === 'start' && !isDecision(heard);
      return isUndecided ? { ...turn, next: { wait: state } } : turn;
    },
  };

  async function thinkWith(heard: Heard, state: CasesState | undefined): Promise<FeatureTurn> {
    const { content } = heard;
    const crisis = crisisHandedOver.safeParse(heard.handedOver);
    if (crisis.success) return crisisCase.heard(heard, await currentCase(heard), crisis.data);
    if (content.kind === 'choice') return buttons.press(heard, content.choiceId, state);
    if (content.kind === 'form') {
      const [, , about] = content.formId.split(':');
      const { values } = content;
      return buttons.unlessOpen(heard, about, () => ask.answered(heard, about, values));
    }
    const words = wordsFor(heard);
    const goesOn = state && words && content.kind !== 'media' && heldBack.ask(heard, andThen(state.held, words));
    if (goesOn) return goesOn;
    const found = await currentCase(heard);
    if (found && isSurvey(heard, found)) return afterClosing.helped(heard, found, heard.word === 'no' ? 'no' : 'yes');
    return steps.take(heard, steps.of(heard, found), found, { state });
  }

  /** "Yes" and "no" in words, to what closing asked. */
  function isSurvey(heard: Heard, found: CaseFile | undefined): boolean {
    return memberWordsOf(heard, found, deps.now()) === 'survey';
  }
}

/** The buttons by which a member says what is to become of words that are held back. */
function isDecision({ content }: Heard): boolean {
  return content.kind === 'choice' && /^cases:send(?:Struck|Whole|Not)$/.test(content.choiceId);
}
