/** A word's rank among the words that are known, the commonest lowest; -1 for a word that is not known. */
export type WordRank = (word: string) => number;

/** Letters as `normalise` leaves them. */
const alphabets = [
  'abcdefghijklmnopqrstuvwxyz',
  'ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگٹڈڑ',
  'абвгдежзиіклмнопрстуфхцчшщьюя',
];
/** Shorter words have too many neighbours that mean something else. */
const charsMin = 4;
const charsMax = 24;

/** The commonest known word that is one slip of the finger away from a word that is not known. */
export function correctWord(word: string, rank: WordRank): string {
  if (word.length < charsMin || word.length > charsMax || /\p{N}/u.test(word) || rank(word) >= 0) return word;
  let best = word;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const slip of slips(word)) {
    const slipRank = rank(slip);
    if (slipRank < 0 || slipRank >= bestRank) continue;
    best = slip;
    bestRank = slipRank;
  }
  return best;
}

/** Every word with one letter left out, swapped with the next, replaced or put in. */
function* slips(word: string): Generator<string> {
  for (let at = 0; at <= word.length; at++) {
    const before = word.slice(0, at);
    const letter = word[at];
    const after = word.slice(at + 1);
    if (letter !== undefined) {
      yield before + after;
      if (after !== '') yield before + after[0] + letter + after.slice(1);
      for (const other of neighbours(letter)) yield before + other + after;
    }
    for (const extra of neighbours(letter ?? word[at - 1] ?? '')) yield before + extra + word.slice(at);
  }
}

/** The letters that may have been meant: all of the same alphabet, or the other vowels of the same Ethiopic row. */
function neighbours(letter: string): Iterable<string> {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x1200 || code > 0x137f) return alphabets.find(alphabet => alphabet.includes(letter)) ?? '';
  const row = code - (code % 8);
  return Array.from({ length: 7 }, (_, vowel) => String.fromCodePoint(row + vowel));
}
