import { z } from 'zod';
import type { CrisisFinder } from '../../knowledge/crisis.ts';
import type { Words } from '../../words/words.ts';
import type { Feature } from '../feature.ts';

/**
 * A crisis comes first: numbers to call now, in the language of the message, before anything else. No question, no form.
 *
 * @example
 * > i take all my tablets now
 * < I am very sorry that you feel this way … 999 … Samaritans 116 123 … [Talk to a person]
 */
export function createSafety({ findCrisis, words }: { findCrisis: CrisisFinder; words: Words }): Feature {
  return {
    name: 'safety',
    state: z.unknown(),

    claims: ({ text }) => text !== undefined && findCrisis(text) !== undefined,

    think(heard) {
      const crisis = findCrisis(heard.text ?? '');
      if (!crisis) return { replies: [], next: 'start' };
      const language = heard.writtenIn?.language ?? crisis.language;
      const text = [words.say(language, `crisis.${crisis.kind}`), words.say(language, 'crisis.after')].join('\n\n');
      return {
        replies: [
          { text, language, choices: [{ id: 'cases:person:crisis', label: words.say(language, 'button.person') }] },
        ],
        next: 'start',
        understood: { band: 'crisis', scores: [], why: `${crisis.kind}, by a pattern of ${crisis.language}` },
      };
    },
  };
}
