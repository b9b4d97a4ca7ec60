import { z } from 'zod';
import type { Place, PlaceFinder } from '../../knowledge/places.ts';
import type { Found } from '../../knowledge/search.ts';
import type { MediaRef } from '../../messages/inbound.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import type { Nation } from '../../messages/sender.ts';
import { goTo } from '../../messages/turn.ts';
import type { Words } from '../../words/words.ts';
import type { Feature, FeatureTurn, Heard, TimelyTurn } from '../feature.ts';
import type { StopWriting } from '../stop-writing.ts';
import { languageChoices } from './language-picker.ts';
import { rememberAttachment } from './members-store.ts';

/** What the member was asked, and the card that the answer leads back to. */
const membersState = z.object({ version: z.literal(1), asked: z.literal('place'), cardId: z.string().optional() });
type MembersState = z.infer<typeof membersState>;

const NATIONS: Nation[] = ['England', 'Scotland', 'Wales', 'Northern Ireland'];
/** The words that steer which are this room's business, and the step each leads to. */
const STEP_OF_WORD: Partial<Record<NonNullable<Heard['word']>, string>> = {
  help: 'help',
  menu: 'help',
  language: 'language',
  stop: 'stop',
};
/** Buttons of the menu that belong to other rooms. */
const ELSEWHERE: Record<string, string> = {
  person: 'cases:person',
  near: 'directory:near',
  topics: 'faq:topics',
  held: 'privacy:held',
  forget: 'privacy:forget',
  events: 'actions:near',
  mine: 'actions:mine',
};
/** A longer answer to "where do you live" is a question of its own, and so is one that a card answers as probably as this. */
const PLACE_WORDS_MAX = 4;
const QUESTION_SCORE_MIN = 0.3;

interface MembersDeps {
  words: Words;
  findPlace: PlaceFinder;
  find: (text: string, language: string) => Found;
  charity?: { name: string } | undefined;
  seal: (value: unknown) => Uint8Array<ArrayBuffer>;
  stopWriting: StopWriting;
  /** Ends what a member and an organiser write to each other; undefined where they do not. */
  endIntroduction(personId: string): Promise<TimelyTurn | undefined>;
}

/**
 * Who the member is, as far as the bot needs to know: their language, their nation; and the house's own words: welcome, help, about.
 *
 * @example
 * > /start
 * < Hello. I am Folding Chair … [English] [العربية] [فارسی] …
 */
export function createMembers({
  words,
  findPlace,
  find,
  charity,
  seal,
  stopWriting,
  endIntroduction,
}: MembersDeps): Feature<MembersState> {
  /** What a command or a button leads to; a button's id carries the rest: `members:nation:Wales:HLT-01`. */
  const steps: Record<string, (heard: Heard, argument: string[]) => FeatureTurn | Promise<FeatureTurn>> = {
    start: heard => done(welcome(heard)),
    help: heard => done(help(heard)),
    topics: () => ({ replies: [], next: goTo('faq', { show: 'topics' }) }),
    about: heard => done(about(heard)),
    language: heard => done(picker(heard, 0)),
    languages: (heard, [page]) => done({ ...picker(heard, Number(page)), replaces: true }),
    speak: (heard, [language = '', cardId]) => speak(heard, language, cardId),
    place: (heard, [cardId]) => askPlace(heard, 'place.ask', cardId),
    nation: (heard, [nation, cardId]) => keepNation(heard, nation, cardId),
    skip: (heard, [cardId]) => leadBack([plain(heard, 'place.skipped')], cardId),
    stop,
  };
  const take = (name: string, heard: Heard, argument: string[] = []) =>
    (Object.hasOwn(steps, name) ? steps[name]?.(heard, argument) : undefined) ?? done(help(heard));

  return {
    name: 'members',
    state: membersState,

    claims: ({ place, content, word }) =>
      place === 'group' ||
      ['media', 'location', 'left'].includes(content.kind) ||
      (content.kind === 'command' && (Object.hasOwn(steps, content.name) || content.argument === '')) ||
      (word !== undefined && word in STEP_OF_WORD),

    introduce: heard => [welcome(heard)],

    think(heard, state) {
      const { content, word } = heard;
      if (content.kind === 'left') return { replies: [], next: 'start' };
      if (heard.place === 'group') return done(toGroup(heard));
      if (content.kind === 'choice') {
        const [, step = '', ...argument] = content.choiceId.split(':');
        return take(step, heard, argument);
      }
      if (content.kind === 'command') return take(content.name, heard);
      if (content.kind === 'location') return askPlace(heard, 'media.location');
      if (content.kind === 'media') return keepMedia(heard, content.media);
      if (word && STEP_OF_WORD[word]) return take(STEP_OF_WORD[word], heard);
      return state ? answerPlace(heard, state) : done(help(heard));
    },
  };

  /** Whatever they agreed to is over; of a place that they have they still hear. */
  async function stop(heard: Heard): Promise<FeatureTurn> {
    const { personId } = heard.sender;
    const { writes, hadConsents, hasPlaces } = await stopWriting(personId);
    const ended = await endIntroduction(personId);
    const keys = [
      'stopped',
      ...(hadConsents ? ['stopped.consents'] : []),
      ...(hasPlaces ? ['stopped.places'] : []),
      ...(ended ? ['directory.ended'] : []),
    ];
    const text = keys.map(key => say(heard, key)).join('\n\n');
    const choices = [button(heard, 'forget'), ...(hasPlaces ? [button(heard, 'mine')] : [])];
    return {
      ...done({ text, language: heard.language, choices }),
      ...ended,
      writes: [...writes, ...(ended?.writes ?? [])],
    };
  }

  /** The same to everybody, with no button: an answer that differs for some would tell the others what they said. */
  function toGroup(heard: Heard): Reply {
    const inIt = { ...heard, language: heard.writtenIn?.language ?? heard.language };
    return { text: [say(inIt, 'group'), say(inIt, 'help.emergency')].join('\n\n'), language: inIt.language };
  }

  /** A file is kept; what was written under it is answered as a question, unless another room has answered it. */
  function keepMedia(heard: Heard, media: MediaRef): FeatureTurn {
    const writes = [rememberAttachment(heard, media, seal)];
    if (heard.handedOver !== undefined) return { replies: [], next: 'start', writes };
    if (!heard.text?.trim()) return { ...done(plain(heard, 'media.received')), writes };
    return { replies: [plain(heard, 'media.captioned')], next: goTo('faq'), writes };
  }

  function welcome(heard: Heard): Reply {
    const byCharity = charity ? say(heard, 'welcome.byCharity', { charity: charity.name }) : '';
    const text = [say(heard, 'welcome', { byCharity }), say(heard, 'language.ask')].join('\n\n');
    return { text, language: heard.language, choices: languageChoices(words, heard.language, 0) };
  }

  function picker(heard: Heard, page: number): Reply {
    return { ...plain(heard, 'language.ask'), choices: languageChoices(words, heard.language, page) };
  }

  function help(heard: Heard): Reply {
    const choices = ['topics', 'near', 'person', 'events', 'language', 'place', 'held', 'about'].map(step =>
      button(heard, step),
    );
    return { ...plain(heard, 'help'), choices };
  }

  function about(heard: Heard): Reply {
    const byCharity = charity ? say(heard, 'welcome.byCharity', { charity: charity.name }) : '';
    const choices = ['held', 'forget', 'help'].map(step => button(heard, step));
    return { text: say(heard, 'about', { byCharity }), language: heard.language, choices };
  }

  /** From now on in this language: only the member changes it. A card they were reading is shown again. */
  function speak(heard: Heard, language: string, cardId: string | undefined): FeatureTurn {
    if (!words.languages.includes(language)) return done(picker(heard, 0));
    const inIt = { ...heard, language };
    const keys = [
      'language.chosen',
      ...(words.isMachineTranslated(language) ? ['language.machine'] : []),
      ...(cardId ? [] : ['hello']),
    ];
    const text = keys.map(key => say(inIt, key)).join('\n\n');
    const reply: Reply = { text, language, choices: cardId ? [] : [button(inIt, 'help'), button(inIt, 'person')] };
    return { ...leadBack([reply], cardId), learnt: { language, languageChosen: true } };
  }

  function askPlace(heard: Heard, key: string, cardId?: string, nations: Nation[] = NATIONS): FeatureTurn {
    const choices: Choice[] = [
      ...nations.map(nation => ({ id: idOf('nation', nation, cardId), label: say(heard, `nation.${nation}`) })),
      { id: idOf('skip', cardId), label: say(heard, 'button.skip') },
    ];
    const state: MembersState = { version: 1, asked: 'place', ...(cardId && { cardId }) };
    return { replies: [{ ...plain(heard, key), choices }], next: { wait: state } };
  }

  /** A place is kept, an outcode across a border asks which side, and a question of its own is answered. */
  function answerPlace(heard: Heard, { cardId }: MembersState): FeatureTurn {
    const text = heard.text ?? '';
    const place = findPlace(text);
    if (place && !place.hasOtherWords) return keepPlace(heard, place, cardId);
    const [best] = find(text, heard.writtenIn?.language ?? heard.language).candidates;
    const looksLikeOne = place ? /[?؟፧]/.test(text) : text.trim().split(/\s+/).length > PLACE_WORDS_MAX;
    if (looksLikeOne || (best && best.score >= QUESTION_SCORE_MIN)) return { replies: [], next: goTo('faq') };
    return place ? keepPlace(heard, place, cardId) : askPlace(heard, 'place.unknown', cardId);
  }

  function keepPlace(heard: Heard, { nations, outcode, council }: Place, cardId: string | undefined): FeatureTurn {
    const [nation, ...others] = nations;
    if (!nation) return askPlace(heard, 'place.ask', cardId);
    if (others.length > 0)
      return {
        ...askPlace(heard, 'place.ask', cardId, nations),
        learnt: { nation: null, outcode: outcode ?? null, council: null },
      };
    const reply = plain(heard, 'place.saved', { nation: say(heard, `nation.${nation}`) });
    return { ...leadBack([reply], cardId), learnt: { nation, outcode: outcode ?? null, council: council ?? null } };
  }

  /** Which side of the border it is; an outcode elsewhere says nothing any more. */
  function keepNation(heard: Heard, chosen: string | undefined, cardId: string | undefined): FeatureTurn {
    const nations = NATIONS.filter(name => name === chosen);
    const { outcode } = heard.sender;
    const isThere = outcode !== undefined && nations.some(name => findPlace(outcode)?.nations.includes(name));
    return keepPlace(heard, { nations, ...(isThere && { outcode }) }, cardId);
  }

  function say(heard: Heard, key: string, values: Record<string, string> = {}): string {
    return words.say(heard.language, key, values);
  }

  function plain(heard: Heard, key: string, values: Record<string, string> = {}): Reply {
    return { text: say(heard, key, values), language: heard.language };
  }

  function button(heard: Heard, step: string): Choice {
    return { id: ELSEWHERE[step] ?? `members:${step}`, label: say(heard, `button.${step}`) };
  }
}

/** Back to the card that somebody was reading, with what has been learnt. */
function leadBack(replies: Reply[], cardId: string | undefined): FeatureTurn {
  return { replies, next: cardId ? goTo('faq', { cardId }) : 'start' };
}

function done(reply: Reply): FeatureTurn {
  return { replies: [reply], next: 'start' };
}

function idOf(...parts: (string | undefined)[]): string {
  return ['members', ...parts].filter(part => part !== undefined).join(':');
}
