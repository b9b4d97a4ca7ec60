import type { FormValues } from '../../messages/form.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import type { Learnt } from '../../messages/turn.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { Danger } from '../recent-danger.ts';
import { sayMoment } from '../say-moment.ts';
import { answerBy } from './answer-promise.ts';
import { newEntry } from './case-change.ts';
import type { CaseFile } from './case-file.ts';
import type { HeldBack } from './held-back.ts';
import { type Asked, askedWithCard, readIntake } from './intake-answers.ts';
import { intakeForm, NEW_MATTER } from './intake-form.ts';
import type { MemberDeps } from './member-deps.ts';
import { type MemberSay, said } from './member-say.ts';
import { HOME_NATION } from './office.ts';
import type { OpenCase } from './open-case.ts';

/** The way to a person, from the first question to the case. @param about the card somebody was reading, or `new`. */
export interface MemberAsk {
  /** What will happen, who else can be called, two ways to go on, and the way out. */
  first(heard: Heard, about: string | undefined): Promise<FeatureTurn>;
  form(heard: Heard, about: string | undefined): FeatureTurn;
  answered(heard: Heard, about: string | undefined, values: FormValues): Promise<FeatureTurn>;
  justPass(heard: Heard, about: string | undefined): Promise<FeatureTurn>;
  /** The member has decided what of it is sent. */
  open(heard: Heard, asked: Asked): Promise<FeatureTurn>;
}

export function createMemberAsk(
  deps: MemberDeps,
  say: MemberSay,
  { openCase, heldBack }: { openCase: OpenCase; heldBack: HeldBack },
): MemberAsk {
  const { words, library, findPlace, findCrisis, recentDanger, office, writes, cases, now } = deps;
  const cardOf = (about: string | undefined) => (about === NEW_MATTER ? undefined : about);

  return {
    async first(heard, about) {
      const { language } = heard;
      const at = now();
      const { level } = askedWithCard(library, cardOf(about));
      const times = { level, nation: heard.sender.nation ?? HOME_NATION, openedAt: at };
      const by = sayMoment(answerBy(times, await office(), at) ?? at, language);
      const text = [
        words.say(language, 'person', { by }),
        words.say(language, 'person.call'),
        say.calls(language, cardOf(about)),
      ].join('\n\n');
      return said({ text, language, choices: beginnings(language, about) });
    },

    form({ language }, about) {
      const text = words.say(language, 'intake.before');
      return said({ text, language, form: intakeForm(words, language, about) });
    },

    async answered(heard, about, values) {
      const asked = readIntake({ library, findPlace, languages: words.languages }, values, cardOf(about));
      const crisis = wordsIn(asked).flatMap(text => findCrisis(text) ?? [])[0];
      const recent = await untoldDanger(heard);
      const danger = crisis ? { ...recent, kind: crisis.kind } : recent;
      if (danger) return inDanger(heard, asked, danger);
      const held = heldBack.ask(heard, { for: 'intake', asked, isNew: about === NEW_MATTER });
      return held ?? open(heard, asked);
    },

    async justPass(heard, about) {
      const asked = askedWithCard(library, cardOf(about));
      const recent = await untoldDanger(heard);
      return recent ? inDanger(heard, asked, recent) : open(heard, asked);
    },
    open,
  };

  /** What numbers to call were given for today, unless a case tells of it already: this is something else then. */
  async function untoldDanger({ sender }: Heard): Promise<Danger | undefined> {
    const current = await cases.currentOf(sender.personId);
    return current?.intake.crisis ? undefined : recentDanger(sender.conversationId, now());
  }

  /**
   * Words of danger in a form, or before it: the numbers to call come first, unless they were given for these very words while the questions
   * were asked; what was written goes at once, as it is, with what was written before.
   */
  async function inDanger(heard: Heard, asked: Asked, { kind: crisis, words: before }: Danger): Promise<FeatureTurn> {
    const language = asked.language ?? heard.language;
    const wereGiven = before !== undefined && wordsIn(asked).every(text => before.includes(text) || !findCrisis(text));
    const numbers = { text: words.say(language, `crisis.${crisis}`), language };
    const isSaid = before === undefined || wordsIn(asked).some(text => before.includes(text));
    const said = isSaid ? asked.words : [before, asked.words].filter(part => part).join('\n');
    const turn = await open(heard, {
      ...asked,
      level: 'E4',
      intake: { ...asked.intake, crisis },
      ...(said && { words: said }),
    });
    return wereGiven ? turn : { ...turn, replies: [numbers, ...turn.replies] };
  }

  async function open(before: Heard, asked: Asked): Promise<FeatureTurn> {
    const language = asked.language ?? before.language;
    const heard = { ...before, language };
    const entry = {
      ...newEntry('memberSaid', { at: now(), ...(asked.words && { text: asked.words }) }),
      ...(asked.intake.crisis && { mark: 'crisis' as const }),
    };
    const { file, turn } = await openCase(heard, asked, entry);
    const closedNow = await say.outOfHours(await withLastTold(file), now());
    const isWordless = asked.words === undefined;
    const replies = [await opened(file, isWordless), closedNow && { text: closedNow.text, language }];
    return said(
      replies.flatMap(reply => reply ?? []),
      {
        ...turn,
        writes: [...(turn.writes ?? []), ...(closedNow ? [writes.told(file.id, closedNow.told)] : [])],
        ...(asked.language && { learnt: { language, languageChosen: true } satisfies Learnt }),
      },
    );
  }

  /** What nobody should hear twice a day, they may have heard in another case. */
  async function withLastTold(file: CaseFile): Promise<CaseFile> {
    const times = (await cases.ofPerson(file.personId)).flatMap(({ outOfHoursSaidAt }) => outOfHoursSaidAt ?? []);
    const last = times.toSorted((a, b) => Number(b) - Number(a))[0];
    return last ? { ...file, outOfHoursSaidAt: last } : file;
  }

  /**
   * The number, what happens next and by when; where nobody's room is rung, that too, and who can be called. Whoever has said nothing yet
   * is asked to.
   */
  async function opened(file: CaseFile, isWordless: boolean): Promise<Reply> {
    const { language, reference, roomId, intake } = file;
    const writeNow = isWordless && words.say(language, 'case.writeNow');
    const inParagraphs = (...parts: (string | false)[]) => parts.filter(part => part !== false).join('\n\n');
    if (!roomId) {
      const kept = words.say(language, 'case.opened.noRoom', { reference });
      return { text: inParagraphs(kept, say.calls(language, intake.cardId), writeNow), language };
    }
    const by = await say.promise(file, now());
    const passedOn = words.say(language, 'case.opened', { reference, by });
    return { text: inParagraphs(passedOn, writeNow), language, choices: [say.button(language, 'bot', 'cases:bot')] };
  }

  function beginnings(language: string, about: string | undefined): Choice[] {
    const id = (step: string) => ['cases', step, about].filter(part => part !== undefined).join(':');
    return [
      { ...say.button(language, 'ask', id('ask')), opensForm: true },
      say.button(language, 'pass', id('pass')),
      { id: 'cases:leave', label: words.say(language, 'form.cancel') },
    ];
  }
}

/** All that was written in answer to the form. */
function wordsIn({ words, intake: { safeTimes, safeWays } }: Asked): string[] {
  return [words, safeTimes, safeWays].flatMap(text => text ?? []);
}
