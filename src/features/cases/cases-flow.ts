import { z } from 'zod';
import type { CardLibrary } from '../../knowledge/card-library.ts';
import type { Words } from '../../words/words.ts';
import type { Feature } from '../feature.ts';

/** The card that says how to find a regulated adviser. */
const ADVISER_CARD = 'LEG-01';

interface CasesDeps {
  library: CardLibrary;
  words: Words;
  charity?: { name: string; contact: string } | undefined;
}

/**
 * Where a person can be found: the charity's own contact where it is configured, whom the card names, and how to find an adviser.
 *
 * @example
 * > 9
 * < Talk to a person … JCWI advice line 0800 160 1004 …
 */
export function createCases({ library, words, charity }: CasesDeps): Feature {
  return {
    name: 'cases',
    state: z.unknown(),

    claims: ({ place, word, content }) =>
      place === 'private' && (word === 'person' || (content.kind === 'command' && content.name === 'person')),

    think(heard) {
      const cardId = heard.content.kind === 'choice' ? heard.content.choiceId.split(':')[2] : undefined;
      const callsOf = (id: string) => library.card(id, heard.language)?.sections['Who to call'];
      const say = (key: string, values = {}) => words.say(heard.language, key, values);
      const ofCard = cardId && cardId !== ADVISER_CARD ? callsOf(cardId) : undefined;
      const paragraphs = [
        say('person'),
        charity && say('person.charity', { charity: charity.name, contact: charity.contact }),
        ofCard,
        say('person.adviser'),
        callsOf(ADVISER_CARD),
        say('person.urgent'),
      ];
      return {
        replies: [{ text: paragraphs.filter(paragraph => paragraph).join('\n\n'), language: heard.language }],
        next: 'start',
      };
    },
  };
}
