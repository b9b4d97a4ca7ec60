import { z } from 'zod';
import type { CrisisFinder, FoundCrisis } from '../../knowledge/crisis-finder.ts';
import type { Reading } from '../../knowledge/reading.ts';
import type { Search } from '../../knowledge/search.ts';
import type { Choice } from '../../messages/reply.ts';
import { goTo, type Next } from '../../messages/turn.ts';
import type { Words } from '../../words/words.ts';
import { type Feature, type Heard, wordsOf } from '../feature.ts';
import type { RecentDanger } from '../recent-danger.ts';

interface SafetyDeps {
  findCrisis: CrisisFinder;
  /** The card that may have been asked for. */
  find: Search['find'];
  words: Words;
  keepDanger: RecentDanger['keep'];
}

/**
 * A crisis comes first and alone: numbers to call now, in the language of the message, then a person. No question, no form, no card: what
 * there is to read is behind a button. In a group others read along, perhaps the very person
 * somebody is afraid of: nothing there may tell what was heard.
 *
 * @example
 * > i take all my tablets now
 * < I am very sorry that you feel this way … 999 … Samaritans 116 123 … [Talk to a person] [Read about this]
 */
export function createSafety({ findCrisis, find, words, keepDanger }: SafetyDeps): Feature {
  return {
    name: 'safety',
    state: z.unknown(),

    claims: heard => heard.place === 'private' && findCrisis(saidIn(heard)) !== undefined,

    think(heard) {
      const crisis = findCrisis(saidIn(heard));
      if (!crisis) return { replies: [], next: 'start' };
      const language = heard.writtenIn?.language ?? crisis.language ?? heard.language;
      const text = [words.say(language, `crisis.${crisis.kind}`), words.say(language, 'crisis.after')].join('\n\n');
      const person = {
        id: `cases:person:crisis:${crisis.kind}`,
        label: words.say(language, 'button.person'),
      };
      const choices = [...(crisis.isPlain ? [] : [person]), ...toRead(saidIn(heard), language)];
      return {
        replies: [{ text, language, choices }],
        next: afterNumbers(crisis, language),
        writes: [keepDanger(heard, crisis.kind)],
        understood: { band: 'crisis', scores: [], why: crisis.why },
      };
    },
  };

  /** The way to the card that is plainly about it. */
  function toRead(said: string | Reading, language: string): Choice[] {
    const { band, candidates } = find(said, language);
    const [best] = candidates;
    return band === 'answer' && best
      ? [{ id: `faq:read:${best.cardId}`, label: words.say(language, 'button.aboutThis') }]
      : [];
  }
}

/** Somebody may have their case in hand: cases knows, and tells a person where the danger is plain. */
function afterNumbers({ kind, isPlain }: FoundCrisis, language: string): Next {
  return goTo('cases', { crisis: kind, isPlain, language });
}

/** Whatever carried them: in fear people put a slash before a word, too. */
function saidIn(heard: Heard): string | Reading {
  return wordsOf(heard) ?? (heard.content.kind === 'command' ? heard.content.name : '');
}
