import { crisisKinds } from '../../knowledge/crisis.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { CaseFile } from './case-file.ts';
import type { CasesState } from './held-back.ts';
import type { MemberDeps } from './member-deps.ts';
import type { MemberParts } from './member-parts.ts';
import { said } from './member-say.ts';
import type { MemberSteps } from './member-steps.ts';

type Answer = FeatureTurn | Promise<FeatureTurn>;
type Pressed = (heard: Heard, rest: string[], state: CasesState | undefined) => Answer;

export interface MemberButtons {
  /** @param choiceId `cases:<name>:…`. */
  press(heard: Heard, choiceId: string, state: CasesState | undefined): Answer;
  /** The form that asks what it is about was filled in, or asked for: `about` is a card, or `new` for a new matter. */
  unlessOpen(heard: Heard, about: string | undefined, begin: () => Answer): Promise<FeatureTurn>;
}

/** What members' buttons lead to. */
export function createMemberButtons(deps: MemberDeps, parts: MemberParts, steps: MemberSteps): MemberButtons {
  const { cases, writes, now } = deps;
  const { say, ask, passOn, sendHeld, crisisCase, afterClosing, currentCase } = parts;

  const buttons: Record<string, Pressed> = {
    async person(heard, [about, kind]) {
      const found = await currentCase(heard);
      const crisis = crisisKinds.find(known => known === kind);
      if (about === 'crisis') {
        const recent = await deps.recentDanger(heard.sender.conversationId, now());
        return crisisCase.asked(heard, found, { ...recent, ...(crisis && { kind: crisis }) });
      }
      return steps.take(heard, steps.of(heard, found, 'person'), found, { about });
    },
    ask: (heard, [about]) => unlessOpen(heard, about, () => ask.form(heard, about)),
    // A form that was asked one question at a time, and left: whoever asked says that it is over.
    intake: () => said([]),
    pass: (heard, [about]) => unlessOpen(heard, about, () => ask.justPass(heard, about)),
    leave: ({ language }) => said(say.reply(language, 'person.left')),
    new: heard => ask.first(heard, 'new'),
    sendStruck: (heard, _, state) => sendHeld(heard, state?.held, 'struck'),
    sendWhole: (heard, _, state) => sendHeld(heard, state?.held, 'whole'),
    sendNot: (heard, _, state) => sendHeld(heard, state?.held, 'not'),
    async bot(heard) {
      const found = await currentCase(heard);
      return steps.take(heard, steps.of(heard, found, 'bot'), found);
    },
    reopen: (heard, [id]) =>
      onOwn(heard, id, file => (file.closedAt ? passOn.reopened(heard, file) : steps.standing(heard, file))),
    well: heard => afterClosing.allWell(heard),
    helped: (heard, [id, answer]) => onOwn(heard, id, file => afterClosing.helped(heard, file, answer)),
    again: (heard, [id, answer]) => onOwn(heard, id, file => afterClosing.again(heard, file, answer)),
    withdraw: (heard, [id]) => onOwn(heard, id, file => withdraw(heard, file)),
  };

  return {
    unlessOpen,
    press(heard, choiceId, state) {
      const [, name = '', ...rest] = choiceId.split(':');
      const pressed = Object.hasOwn(buttons, name) ? buttons[name] : undefined;
      return pressed?.(heard, rest, state) ?? gone(heard);
    },
  };

  /** Nobody is handed over twice: who has an open case, and names no new matter, is told where that stands. */
  async function unlessOpen(heard: Heard, about: string | undefined, begin: () => Answer): Promise<FeatureTurn> {
    const found = about === 'new' ? undefined : await currentCase(heard);
    return found && !found.closedAt ? steps.standing(heard, found) : begin();
  }

  /** A button about a case is only its own member's. */
  async function onOwn(
    heard: Heard,
    caseId: string | undefined,
    act: (file: CaseFile) => Answer,
  ): Promise<FeatureTurn> {
    const own = await cases.ofPerson(heard.sender.personId);
    const file = own.find(({ id }) => id === caseId);
    return file ? act(file) : gone(heard);
  }

  function withdraw(heard: Heard, file: CaseFile): FeatureTurn {
    if (file.closedAt) return gone(heard);
    return said(say.reply(heard.language, 'case.withdrawn'), {
      writes: [writes.withdraw(file, now())],
      shows: [`cases:card:${file.id}`],
    });
  }

  function gone({ language }: Heard): FeatureTurn {
    return said(say.reply(language, 'choice.gone'));
  }
}
