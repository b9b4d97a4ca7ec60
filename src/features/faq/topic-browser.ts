import type { CardLibrary } from '../../knowledge/card-library.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import type { Words } from '../../words/words.ts';

/** What people ask about most, and where danger may be, is on the first page. */
const TOPICS = [
  'healthcare',
  'asylum',
  'immigration',
  'detention',
  'housing',
  'work',
  'safety',
  'money',
  'education',
  'legal',
  'everyday',
  'organising',
] as const;

/** With a person and the way back, a page fits the smallest list of any platform: WhatsApp's ten rows. */
const PAGE_SIZE = 8;

/** The way to every card by buttons alone, for those who would rather not type: topics, then the cards of one by their titles. */
export interface TopicBrowser {
  topics(language: string, page?: number): Reply;
  /** @returns undefined for what is no topic. */
  cardsOf(topic: string, language: string, page?: number): Reply | undefined;
}

/**
 * @example
 * > [Browse topics]
 * < Topics … [Doctor and health] [Asylum] … [More] [Talk to a person]
 */
export function createTopicBrowser({ library, words }: { library: CardLibrary; words: Words }): TopicBrowser {
  return {
    topics(language, page = 0) {
      const topics = TOPICS.map(topic => ({ id: `faq:topic:${topic}`, label: words.say(language, `topic.${topic}`) }));
      const choices = pageOf(topics, page, 'faq:topics', language);
      return { text: words.say(language, 'topics'), language, choices: withPerson(choices, language) };
    },

    cardsOf(topic, language, page = 0) {
      if (!TOPICS.some(known => known === topic)) return undefined;
      const cards = library.ids.flatMap(id => {
        const card = library.card(id, language);
        return card?.original.topic === topic ? [{ id: `faq:card:${id}`, label: card.title }] : [];
      });
      const back = { id: 'faq:topics:0', label: words.say(language, 'button.back') };
      const choices = [...pageOf(cards, page, `faq:topic:${topic}`, language), back];
      const text = words.say(language, 'topic', { topic: words.say(language, `topic.${topic}`) });
      return { text, language, choices: withPerson(choices, language) };
    },
  };

  /** All choices where they fit, else one page of them and the way to the next; after the last comes the first. */
  function pageOf(choices: Choice[], page: number, id: string, language: string): Choice[] {
    if (choices.length <= PAGE_SIZE) return choices;
    const size = PAGE_SIZE - 1;
    const pages = Math.ceil(choices.length / size);
    const shown = Number.isInteger(page) && page >= 0 && page < pages ? page : 0;
    const more = { id: `${id}:${(shown + 1) % pages}`, label: words.say(language, 'button.more') };
    return [...choices.slice(shown * size, (shown + 1) * size), more];
  }

  /** The key 9 leads to a person everywhere: where so much is offered, a person is the ninth. */
  function withPerson(choices: Choice[], language: string): Choice[] {
    const person = { id: 'cases:person', label: words.say(language, 'button.person') };
    return [...choices.slice(0, 8), person, ...choices.slice(8)];
  }
}
