import { z } from 'zod';
import type { CrisisFinder, FoundCrisis } from '../../knowledge/crisis-finder.ts';
import { goTo, type Next } from '../../messages/turn.ts';
import type { Words } from '../../words/words.ts';
import type { Feature, Heard } from '../feature.ts';

/**
 * A crisis comes first: numbers to call now, in the language of the message, before anything else. No question, no form. What only
 * sounds like one gets the numbers too, and then the answer to what was asked. In a group others read along, perhaps the very person
 * somebody is afraid of: nothing there may tell what was heard.
 *
 * @example
 * > i take all my tablets now
 * < I am very sorry that you feel this way … 999 … Samaritans 116 123 … [Talk to a person]
 */
export function createSafety({ findCrisis, words }: { findCrisis: CrisisFinder; words: Words }): Feature {
  return {
    name: 'safety',
    state: z.unknown(),

    claims: heard => heard.place === 'private' && findCrisis(wordsOf(heard)) !== undefined,

    think(heard) {
      const crisis = findCrisis(wordsOf(heard));
      if (!crisis) return { replies: [], next: 'start' };
      const language = heard.writtenIn?.language ?? crisis.language ?? heard.language;
      const text = [words.say(language, `crisis.${crisis.kind}`), words.say(language, 'crisis.after')].join('\n\n');
      const person = {
        id: `cases:person:crisis:${crisis.kind}`,
        label: words.say(language, 'button.person'),
      };
      return {
        replies: [{ text, language, choices: crisis.isPlain ? [] : [person] }],
        next: afterNumbers(crisis, language),
        understood: { band: 'crisis', scores: [], why: crisis.why },
      };
    },
  };
}

/** Somebody may have their case in hand: cases knows, and tells a person where the danger is plain. */
function afterNumbers({ kind, isPlain }: FoundCrisis, language: string): Next {
  return goTo('cases', { crisis: kind, isPlain, language });
}

/** Whatever carried them: in fear people put a slash before a word, too. */
function wordsOf({ text, content }: Heard): string {
  return text ?? (content.kind === 'command' ? content.name : '');
}
