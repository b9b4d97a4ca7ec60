import type { Concepts } from './concepts.ts';
import type { DetectedLanguage } from './detect-language.ts';
import { extractFeatures, type Features } from './features.ts';
import type { LanguageDetector } from './language-detector.ts';
import { words } from './normalise.ts';

/** A text that is read by several ears, one after the other: what one of them has worked out the next need not. */
export class Reading {
  readonly text: string;
  #words?: string[];
  #detected?: DetectedLanguage;
  readonly #features = new Map<string, Features>();

  constructor(text: string) {
    this.text = text;
  }

  /** As `normalise` leaves them. */
  get words(): string[] {
    this.#words ??= words(this.text);
    return this.#words;
  }

  /** The language that it seems to be in. @param detect the one detector that there is. */
  detected(detect: LanguageDetector): DetectedLanguage {
    this.#detected ??= detect(this.text);
    return this.#detected;
  }

  /** What it is compared by, read as that language. @param concepts the one thesaurus that there is. */
  features(language: string, concepts: Concepts): Features {
    const known = this.#features.get(language);
    if (known) return known;
    const features = extractFeatures(this.words, language, concepts);
    this.#features.set(language, features);
    return features;
  }
}

/** What only one ear will read needs no more than its text. */
export function readingOf(said: string | Reading): Reading {
  return typeof said === 'string' ? new Reading(said) : said;
}
