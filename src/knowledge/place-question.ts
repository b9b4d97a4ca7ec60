import { z } from 'zod';
import type { Gazetteer } from './gazetteer.ts';
import { readLocaleFiles } from './locale-file.ts';
import { normalise, westernDigits, words } from './normalise.ts';

/**
 * How people ask in a language who helps, who offers what, and what is on, somewhere: phrases that say so, and words that may stand around
 * them. What is needed goes by the names that the directory has for it.
 */
export type PlaceQuestionWords = {
  near: string[];
  needs: Record<string, string[]>;
  events: string[];
  around: string[];
};

/** What somebody wants to know of a place, and the place, as `AreaFinder` reads it. */
export interface PlaceQuestion {
  about: 'near' | 'events';
  place: string;
  /** What is looked for there, where that was said. */
  need?: string;
}

/** @returns undefined for what names no place, or asks for anything else as well: a question of rights in Leeds is one of rights. */
export type ReadPlaceQuestion = (text: string) => PlaceQuestion | undefined;

const questionWords = z.strictObject({
  near: z.array(z.string()),
  needs: z.record(z.string(), z.array(z.string())),
  events: z.array(z.string()),
  around: z.array(z.string()),
});
/** A longer message is about more than a place. */
const WORDS_MAX = 14;
const NAME_WORDS_MAX = 5;
/** Shorter names are words of some language: "هل" is Hull, and begins every other question in Arabic. */
const NAME_LETTERS = /^(?:.{4,}|\p{Script=Ethiopic}{3,})$/u;
/** What Arabic and Tigrinya write together with the name that follows, and Ukrainian with the one before: "in", "to", "from". */
const BEFORE_NAME = /^(?:ب|ل|و|ف|ን|ብ|ካብ)(?=\p{L}{4,})/u;
const AFTER_NAME = /(?<=\p{Script=Cyrillic}{4,})(?:[іиуюаяе]|ом|ем|ою|ею)$/u;

export function loadPlaceQuestionWords(localesDirectory: string): Map<string, PlaceQuestionWords> {
  return readLocaleFiles(localesDirectory, 'place-question.json', questionWords);
}

/** Reads "who helps near Birmingham", "English classes in Leeds", "any events there", or the mere name of a place, in every language. */
export function createReadPlaceQuestion(
  byLanguage: Map<string, PlaceQuestionWords>,
  { names, nations, outcodes }: Gazetteer,
): ReadPlaceQuestion {
  const vocabularies = [...byLanguage.values()].map(({ near, needs, events, around }) => ({
    near: longestFirst(near),
    needs: Object.entries(needs).map(([need, phrases]) => ({ need, phrases: longestFirst(phrases) })),
    events: longestFirst(events),
    around: new Set(around.flatMap(words)),
  }));

  return text => {
    const said = words(text);
    if (said.length === 0 || said.length > WORDS_MAX) return undefined;
    for (const { place, from, to } of placesIn(said)) {
      const rest = ` ${[...said.slice(0, from), '|', ...said.slice(to)].join(' ')} `;
      const asked = vocabularies.map(vocabulary => askedIn(rest, vocabulary)).find(found => found !== undefined);
      if (asked) return { ...asked, place };
    }
    return undefined;
  };

  /** The places that a message may name, the longest names first. */
  function* placesIn(said: string[]): Generator<{ place: string; from: number; to: number }> {
    for (let length = Math.min(NAME_WORDS_MAX, said.length); length > 0; length--) {
      for (let from = 0; from + length <= said.length; from++) {
        const place = nameOf(said.slice(from, from + length));
        if (place) yield { place, from, to: from + length };
      }
    }
  }

  function nameOf(part: string[]): string | undefined {
    const name = part.join(' ');
    const isKnown = (form: string) => (names.has(form) || nations.has(form)) && NAME_LETTERS.test(form);
    if (isKnown(name)) return name;
    if (part.length > 1) return undefined;
    const outcode = westernDigits(name).toUpperCase();
    if (outcodes.has(outcode)) return outcode;
    return formsWithout(name).find(isKnown);
  }
}

/** What is left of a word without what is written together with a name. An ending may stand where the name has one of its own. */
function formsWithout(word: string): string[] {
  const bare = word.replace(BEFORE_NAME, '');
  const stem = bare.replace(AFTER_NAME, '');
  return [bare, stem, `${stem}ь`, `${stem}а`].filter(form => form !== word);
}

interface Vocabulary {
  near: string[];
  needs: { need: string; phrases: string[] }[];
  events: string[];
  around: Set<string>;
}

/** A place with nothing but what stands around it asks who helps there: "i live in Leeds". */
function askedIn(rest: string, { near, needs, events, around }: Vocabulary): Omit<PlaceQuestion, 'place'> | undefined {
  const need = needs.find(({ phrases }) => phrases.some(phrase => rest.includes(phrase)));
  const withoutNeed = need ? without(rest, need.phrases) : rest;
  const withoutEvents = without(withoutNeed, events);
  const left = without(withoutEvents, near);
  const isAllUnderstood = left.split(' ').every(word => word === '' || word === '|' || around.has(word));
  if (!isAllUnderstood) return undefined;
  if (need) return { about: 'near', need: need.need };
  return { about: withoutEvents === withoutNeed ? 'near' : 'events' };
}

function without(text: string, phrases: string[]): string {
  return phrases.reduce((left, phrase) => left.replaceAll(phrase, ' '), text);
}

function longestFirst(phrases: string[]): string[] {
  return phrases.map(phrase => ` ${normalise(phrase)} `).sort((a, b) => b.length - a.length);
}
