import { personalShapes } from '../messages/personal-shapes.ts';

/**
 * What no translation may change, and nobody outside needs to see: values to be filled in, links, addresses, references, telephone numbers.
 * The most specific first; nothing that may fail after a repetition is without a longest length, as in `personalShapes`.
 */
const SHAPES = [
  /\{{1,2}\s?\w{1,64}\s?\}{1,2}/u,
  /(?:https?:\/\/|www\.)[^\s<>"*]*[^\s<>"*.,;:!?()'’،؛؟።]/u,
  /[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}-]{2,63}(?:\.[\p{L}\p{N}-]{2,63})?/u,
  /@\w{3,64}/u,
  personalShapes.postcode,
  /\b[A-Z]{1,3}[\s-]?\d{5,}\b/u,
  /\+?\p{Nd}(?:[ ().-]{0,3}\p{Nd}){6,}/u,
];
const HELD_ASIDE = new RegExp(SHAPES.map(({ source }) => `(?:${source})`).join('|'), 'giu');
const MARK = /\[\[(\d+)\]\]/g;

/** A text with marks in the place of what must not change. */
export interface HeldAside {
  text: string;
  /** Puts it back. @returns undefined when a mark is lost, or there is one too many. */
  restore(translated: string): string | undefined;
}

/** @param text double square brackets around a number mean nothing else in it. */
export function holdAside(text: string): HeldAside {
  const held: string[] = [];
  const marked = text.replace(HELD_ASIDE, found => `[[${held.push(found)}]]`);
  const marksIn = (words: string) => (words.match(MARK) ?? []).toSorted().join();
  return {
    text: marked,
    restore(translated) {
      if (marksIn(translated) !== marksIn(marked)) return undefined;
      return translated.replace(MARK, (mark, number) => held[Number(number) - 1] ?? mark);
    },
  };
}
