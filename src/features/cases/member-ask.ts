import type { CrisisKind } from '../../knowledge/crisis.ts';
import type { FormValues } from '../../messages/form.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import type { Learnt } from '../../messages/turn.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
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
  /** What will happen, who else can be called, and two buttons. */
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
  const { words, library, findPlace, findCrisis, office, writes, cases, now } = deps;
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
      const crisis = asked.words === undefined ? undefined : findCrisis(asked.words);
      if (crisis?.isPlain) return inDanger(heard, asked, crisis.kind);
      const held = heldBack.ask(heard, { for: 'intake', asked, isNew: about === NEW_MATTER });
      return held ?? open(heard, asked);
    },

    justPass: (heard, about) => open(heard, askedWithCard(library, cardOf(about))),
    open,
  };

  /** Words of danger in a form: the numbers to call come first, and what was written goes at once, as it is. */
  async function inDanger(heard: Heard, asked: Asked, crisis: CrisisKind): Promise<FeatureTurn> {
    const language = asked.language ?? heard.language;
    const numbers = { text: words.say(language, `crisis.${crisis}`), language };
    const turn = await open(heard, { ...asked, level: 'E4', intake: { ...asked.intake, crisis } });
    return { ...turn, replies: [numbers, ...turn.replies] };
  }

  async function open(before: Heard, asked: Asked): Promise<FeatureTurn> {
    const language = asked.language ?? before.language;
    const heard = { ...before, language };
    const entry = newEntry('memberSaid', { at: now(), ...(asked.words && { text: asked.words }) });
    const { file, turn } = await openCase(heard, asked, entry);
    const closedNow = await say.outOfHours(await withLastTold(file), now());
    const replies = [await opened(file), closedNow && { text: closedNow.text, language }];
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

  /** The number, what happens next and by when; where nobody's room is rung, that too, and who can be called. */
  async function opened(file: CaseFile): Promise<Reply> {
    const { language, reference, roomId, intake } = file;
    if (!roomId) {
      const { text } = say.reply(language, 'case.opened.noRoom', { reference });
      return { text: [text, say.calls(language, intake.cardId)].join('\n\n'), language };
    }
    const by = await say.promise(file, now());
    return say.reply(language, 'case.opened', { reference, by }, [say.button(language, 'bot', 'cases:bot')]);
  }

  function beginnings(language: string, about: string | undefined): Choice[] {
    const id = (step: string) => ['cases', step, about].filter(part => part !== undefined).join(':');
    return [{ ...say.button(language, 'ask', id('ask')), opensForm: true }, say.button(language, 'pass', id('pass'))];
  }
}
