import { crisisKinds } from '../../knowledge/crisis.ts';
import { goTo } from '../../messages/turn.ts';
import type { Feature, FeatureTurn, Heard } from '../feature.ts';
import { createAfterClosing } from './after-closing.ts';
import type { CaseFile } from './case-file.ts';
import { createCrisisCase, crisisHandedOver } from './crisis-case.ts';
import { andThen, type CasesState, createHeldBack, type Held, withHeld } from './held-back.ts';
import { createMemberAsk } from './member-ask.ts';
import type { MemberDeps } from './member-deps.ts';
import { createFilesOf } from './member-files.ts';
import { memberWordsOf, wordsFor } from './member-heard.ts';
import { type MemberStep, memberStep } from './member-rules.ts';
import { createMemberSay, said } from './member-say.ts';
import { createOpenCase } from './open-case.ts';
import { createPassOn } from './pass-on.ts';
import { createSendHeld } from './send-held.ts';

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
  const { cases, writes, now } = deps;
  const say = createMemberSay(deps);
  const openCase = createOpenCase(deps);
  const passOn = createPassOn(deps, say);
  const filesOf = createFilesOf(deps, say);
  const heldBack = createHeldBack(deps, say);
  const ask = createMemberAsk(deps, say, { openCase, heldBack });
  const sendHeld = createSendHeld(deps, say, { ask, passOn, heldBack });
  const crisisCase = createCrisisCase(deps, say, { openCase, passOn, filesOf });
  const afterClosing = createAfterClosing(deps, say);
  type Pressed = (heard: Heard, rest: string[], state: CasesState | undefined) => FeatureTurn | Promise<FeatureTurn>;

  /** What a button leads to: `cases:<name>:…`. */
  const buttons: Record<string, Pressed> = {
    async person(heard, [about, kind]) {
      const found = await cases.currentOf(heard.sender.personId);
      const crisis = crisisKinds.find(known => known === kind);
      if (about === 'crisis') return crisisCase.asked(heard, found, crisis);
      return takeStep(heard, stepOf(heard, found, 'person'), found, about);
    },
    ask: (heard, [about]) => unlessOpen(heard, about, () => ask.form(heard, about)),
    // A form that was asked one question at a time, and left: whoever asked says that it is over.
    intake: () => said([]),
    pass: (heard, [about]) => unlessOpen(heard, about, () => ask.justPass(heard, about)),
    new: heard => ask.first(heard, 'new'),
    sendStruck: (heard, _, state) => sendHeld(heard, state?.held, 'struck'),
    sendWhole: (heard, _, state) => sendHeld(heard, state?.held, 'whole'),
    sendNot: (heard, _, state) => sendHeld(heard, state?.held, 'not'),
    async bot(heard) {
      const found = await cases.currentOf(heard.sender.personId);
      return takeStep(heard, stepOf(heard, found, 'bot'), found);
    },
    reopen: (heard, [id]) =>
      onOwn(heard, id, file => (file.closedAt ? passOn.reopened(heard, file) : standing(heard, file))),
    well: heard => afterClosing.allWell(heard),
    helped: (heard, [id, answer]) => onOwn(heard, id, file => afterClosing.helped(heard, file, answer)),
    again: (heard, [id, answer]) => onOwn(heard, id, file => afterClosing.again(heard, file, answer)),
    withdraw: (heard, [id]) => onOwn(heard, id, file => withdraw(heard, file)),
  };

  return {
    async claims(heard) {
      if (heard.place !== 'private') return false;
      const { content, word } = heard;
      if (word === 'person' || (content.kind === 'command' && content.name === 'person')) return true;
      if (heard.sender.hasCases === false) return false;
      const found = await cases.currentOf(heard.sender.personId);
      const step = stepOf(heard, found);
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
    const found = () => cases.currentOf(heard.sender.personId);
    if (crisis.success) return crisisCase.heard(heard, await found(), crisis.data);
    if (content.kind === 'choice') {
      const [, name = '', ...rest] = content.choiceId.split(':');
      const press = Object.hasOwn(buttons, name) ? buttons[name] : undefined;
      return press?.(heard, rest, state) ?? said(say.reply(heard.language, 'choice.gone'));
    }
    if (content.kind === 'form') {
      const [, , about] = content.formId.split(':');
      const { values } = content;
      return unlessOpen(heard, about, () => ask.answered(heard, about, values));
    }
    const words = wordsFor(heard);
    const goesOn = state && words && content.kind !== 'media' && heldBack.ask(heard, andThen(state.held, words));
    if (goesOn) return goesOn;
    const current = await found();
    if (current && isSurvey(heard, current))
      return afterClosing.helped(heard, current, heard.word === 'no' ? 'no' : 'yes');
    return takeStep(heard, stepOf(heard, current), current, undefined, state);
  }

  /** "Yes" and "no" in words, to what closing asked. */
  function isSurvey(heard: Heard, found: CaseFile | undefined): boolean {
    return memberWordsOf(heard, found, now()) === 'survey';
  }

  function stepOf(heard: Heard, found: CaseFile | undefined, words = memberWordsOf(heard, found, now())): MemberStep {
    return memberStep(words, found, now());
  }

  async function takeStep(
    heard: Heard,
    step: MemberStep,
    found: CaseFile | undefined,
    about?: string,
    state?: CasesState,
  ): Promise<FeatureTurn> {
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

  function withdraw({ language }: Heard, file: CaseFile): FeatureTurn {
    if (file.closedAt) return said(say.reply(language, 'choice.gone'));
    return said(say.reply(language, 'case.withdrawn'), {
      writes: [writes.withdraw(file, now())],
      shows: [`cases:card:${file.id}`],
    });
  }

  /** Nobody is handed over twice: who has an open case, and names no new matter, is told where that stands. */
  async function unlessOpen(
    heard: Heard,
    about: string | undefined,
    begin: () => FeatureTurn | Promise<FeatureTurn>,
  ): Promise<FeatureTurn> {
    const found = about === 'new' ? undefined : await cases.currentOf(heard.sender.personId);
    return found && !found.closedAt ? standing(heard, found) : begin();
  }

  /** A button about a case is only its own member's. */
  async function onOwn(
    heard: Heard,
    caseId: string | undefined,
    act: (file: CaseFile) => FeatureTurn | Promise<FeatureTurn>,
  ): Promise<FeatureTurn> {
    const own = await cases.ofPerson(heard.sender.personId);
    const file = own.find(({ id }) => id === caseId);
    return file ? act(file) : said(say.reply(heard.language, 'choice.gone'));
  }
}

/** The buttons by which a member says what is to become of words that are held back. */
function isDecision({ content }: Heard): boolean {
  return content.kind === 'choice' && /^cases:send(?:Struck|Whole|Not)$/.test(content.choiceId);
}
