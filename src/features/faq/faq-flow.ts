import { z } from 'zod';
import type { CardLibrary, ShownCard } from '../../knowledge/card-library.ts';
import type { CrisisKind } from '../../knowledge/crisis.ts';
import type { ReadPlaceQuestion } from '../../knowledge/place-question.ts';
import type { Found, Search } from '../../knowledge/search.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import { goTo, type Understanding } from '../../messages/turn.ts';
import type { Words } from '../../words/words.ts';
import { cardReply, isUrgent } from '../card-reply.ts';
import { type Feature, type FeatureTurn, type Heard, wordsOf } from '../feature.ts';
import type { RecentDanger } from '../recent-danger.ts';
import { rememberFeedback } from './faq-store.ts';
import type { Listener } from './listener.ts';
import { createTopicBrowser } from './topic-browser.ts';

/** The cards that came close to the last question: what is offered when the first was not it. */
const faqState = z.object({ version: z.literal(1), candidates: z.array(z.string()) });
type FaqState = z.infer<typeof faqState>;

/** Another feature asks for a card to be shown, e.g. after a change of language; or for the topics. */
const handedOver = z.union([z.object({ cardId: z.string() }), z.object({ show: z.literal('topics') })]);

/** How many cards "did you mean" offers. */
const OFFERED_MAX = 3;
/** What a listener must be sure of to be believed, and to be offered. */
const BELIEVED_MIN = 0.8;
const OFFERED_MIN = 0.4;

interface FaqDeps {
  library: CardLibrary;
  find: Search['find'];
  readPlaceQuestion: ReadPlaceQuestion;
  words: Words;
  keepDanger: RecentDanger['keep'];
  /** Set when a language model is configured. */
  listener?: Listener | undefined;
}

/**
 * Answers a rights question from the cards, asks which was meant, or says that it cannot.
 *
 * @example
 * > can i see a doctor without papers
 * < Yes. Anyone living in England can register with a GP … [This helped] [Not what I asked] [Talk to a person]
 */
export function createFaq({
  library,
  find,
  readPlaceQuestion,
  words,
  keepDanger,
  listener,
}: FaqDeps): Feature<FaqState> {
  const browser = createTopicBrowser({ library, words });

  return {
    name: 'faq',
    state: faqState,

    async think(heard, state) {
      const asked = handedOver.safeParse(heard.handedOver);
      if (asked.success) return showAsked(heard, asked.data);
      if (heard.content.kind === 'choice') return choose(heard, heard.content.choiceId, state);
      if (heard.word === 'hello' || heard.word === 'thanks') return say(heard, heard.word);
      if (heard.word === 'helped') return say(heard, 'helped');
      if (heard.text === undefined || heard.text.trim() === '') return unknown(heard);
      return aboutPlace(heard.text) ?? answer(heard, heard.text);
    },
  };

  function showAsked(heard: Heard, asked: z.infer<typeof handedOver>): FeatureTurn {
    return 'cardId' in asked ? showCard(heard, asked.cardId) : topics(heard, '');
  }

  /** Who helps in a place, or what is on there: other rooms know. */
  function aboutPlace(text: string): FeatureTurn | undefined {
    const question = readPlaceQuestion(text);
    if (!question) return undefined;
    const { about, ...rest } = question;
    const understood: Understanding = { band: 'answer', scores: [], why: `${about} a place` };
    return {
      replies: [],
      next: goTo(about === 'events' ? 'actions' : 'directory', { show: 'near', ...rest }),
      understood,
    };
  }

  async function answer(heard: Heard, text: string): Promise<FeatureTurn> {
    const found = find(wordsOf(heard) ?? text, heard.writtenIn?.language ?? heard.language);
    const { band, cardIds } = await listen(text, found);
    const understood: Understanding = { band, scores: found.candidates, why: found.why };
    const [best] = cardIds;
    if (band === 'answer' && best) {
      const kind = library.card(best, heard.language)?.original.crisis;
      if (kind) {
        const understood: Understanding = { band: 'crisis', scores: found.candidates, why: found.why };
        return { ...numbersAlone(heard, best, kind), writes: [keepDanger(heard, kind)], understood };
      }
      return { ...showCard(heard, best, cardIds), understood };
    }
    if (band === 'unsure' && best) return { ...didYouMean(heard, cardIds, 'unsure'), understood };
    return { ...unknown(heard), understood };
  }

  /** Whoever asks some cards may be in danger: they get numbers to call, and the card when they ask for it. */
  function numbersAlone(heard: Heard, cardId: string, kind: CrisisKind): FeatureTurn {
    const { language } = heard;
    const person = { id: `cases:person:crisis:${kind}`, label: words.say(language, 'button.person') };
    const read = { id: `faq:read:${cardId}`, label: words.say(language, 'button.aboutThis') };
    const text = [words.say(language, `crisis.${kind}`), words.say(language, 'crisis.after')].join('\n\n');
    return turn([{ text, language, choices: [person, read] }]);
  }

  /** Lets a configured model help where retrieval is not sure; without one, or without its help, retrieval's word stands. */
  async function listen(text: string, found: Found): Promise<{ band: Found['band']; cardIds: string[] }> {
    const cardIds = found.candidates.map(({ cardId }) => cardId);
    if (found.band === 'answer' || !listener) return { band: found.band, cardIds };
    const cards = library.ids.flatMap(id => {
      const card = library.card(id, 'en');
      return card ? [{ id, question: card.question }] : [];
    });
    const named = await listener(text, cards);
    if (!named || named.confidence < OFFERED_MIN) return { band: found.band, cardIds };
    return {
      band: named.confidence >= BELIEVED_MIN ? 'answer' : 'unsure',
      cardIds: [named.cardId, ...cardIds.filter(id => id !== named.cardId)],
    };
  }

  /**
   * What a button of ours leads to: `faq:card:ID`, `faq:read:ID` (from under numbers to call), `faq:helped:ID`, `faq:not:ID`, `faq:none`,
   * `faq:topics:PAGE`, `faq:topic:TOPIC:PAGE`.
   */
  function choose(heard: Heard, choiceId: string, state: FaqState | undefined): FeatureTurn {
    const [, verb, subject = '', page = 0] = choiceId.split(':');
    const card = library.card(subject, heard.language);
    if (verb === 'topics') return topics(heard, subject);
    if (verb === 'topic') {
      const cards = browser.cardsOf(subject, heard.language, Number(page));
      return cards ? turn([{ ...cards, replaces: true }]) : say(heard, 'choice.gone');
    }
    if (verb === 'read') return showCard(heard, subject);
    if (verb === 'card') {
      const kind = card?.original.crisis;
      return kind ? numbersAlone(heard, subject, kind) : showCard(heard, subject);
    }
    if (verb === 'helped' && card) {
      return { ...say(heard, 'helped'), writes: [rememberFeedback(subject, heard.language, true)] };
    }
    if (verb === 'not' && card) {
      const others = [...(state?.candidates ?? []), ...card.original.related].filter(id => id !== subject);
      return {
        ...didYouMean(heard, [...new Set(others)], 'notThis'),
        writes: [rememberFeedback(subject, heard.language, false)],
      };
    }
    return verb === 'none' ? unknown(heard) : say(heard, 'choice.gone');
  }

  /** The topics are a message of their own, which further pages and the cards then replace. */
  function topics(heard: Heard, page: string): FeatureTurn {
    return turn([{ ...browser.topics(heard.language, Number(page)), replaces: page !== '' }]);
  }

  function showCard(heard: Heard, cardId: string, candidates: string[] = []): FeatureTurn {
    const card = library.card(cardId, heard.language);
    if (!card) return say(heard, 'choice.gone');
    const reply = cardReply({
      card,
      related: shown(heard, card.original.related),
      language: heard.language,
      nation: heard.sender.nation,
      words,
    });
    return turn([offerLanguage(heard, reply, cardId)], candidates);
  }

  function didYouMean(heard: Heard, cardIds: string[], key: 'unsure' | 'notThis'): FeatureTurn {
    const cards = shown(heard, cardIds).slice(0, OFFERED_MAX);
    const choices = cards.map(card => ({ id: `faq:card:${card.original.id}`, label: card.title }));
    const none = { id: 'faq:none', label: words.say(heard.language, 'button.none') };
    const person = personChoice(heard);
    const ordered = cards.some(isUrgent) ? [person, ...choices, none] : [...choices, none, person];
    return turn([offerLanguage(heard, reply(heard, key, ordered))], cardIds);
  }

  function unknown(heard: Heard): FeatureTurn {
    const browse = { id: 'faq:topics', label: words.say(heard.language, 'button.topics') };
    const near = { id: 'directory:near', label: words.say(heard.language, 'button.near') };
    const help = { id: 'members:help', label: words.say(heard.language, 'button.help') };
    return turn([offerLanguage(heard, reply(heard, 'unknown', [browse, personChoice(heard), near, help]))]);
  }

  function say(heard: Heard, key: string): FeatureTurn {
    return turn([reply(heard, key)]);
  }

  function reply(heard: Heard, key: string, choices: Choice[] = []): Reply {
    return { text: words.say(heard.language, key), language: heard.language, choices };
  }

  function personChoice(heard: Heard): Choice {
    return { id: 'cases:person', label: words.say(heard.language, 'button.person') };
  }

  /** Somebody who writes in another language than theirs is asked, in it, whether to change: it never changes by itself. */
  function offerLanguage(heard: Heard, reply: Reply, cardId?: string): Reply {
    const other = heard.writtenIn?.language;
    if (!other || other === heard.language) return reply;
    const offer = {
      id: ['members:speak', other, cardId].filter(part => part).join(':'),
      label: words.say(other, 'language.offer'),
    };
    return { ...reply, choices: [offer, ...(reply.choices ?? [])] };
  }

  function shown(heard: Heard, cardIds: string[]): ShownCard[] {
    return cardIds.flatMap(id => library.card(id, heard.language) ?? []);
  }
}

function turn(replies: Reply[], candidates: string[] = []): FeatureTurn {
  return { replies, next: { wait: { version: 1, candidates } satisfies FaqState } };
}
