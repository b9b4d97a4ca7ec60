/** Where a text may be cut, the kindest place first: between paragraphs, lines, sentences, words. */
const CUTS = [/\n\n+/g, /\n/g, /(?<=[.!?…؟۔।።])\s+/gu, /\s+/g];

/**
 * Cuts a text into chunks of at most `charsMax` characters (UTF-16 units, as platforms count): between paragraphs where that is
 * possible, then between sentences, then between words. A word that is longer than a whole chunk is the only thing ever cut.
 */
export function splitText(text: string, charsMax: number): string[] {
  const chunks: string[] = [];
  let rest = text.trim();
  while (rest.length > charsMax) {
    const { end, next } = cutBefore(rest, charsMax);
    chunks.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(next).trimStart();
  }
  return rest === '' ? chunks : [...chunks, rest];
}

/** Where the first chunk ends and the next begins. */
function cutBefore(text: string, charsMax: number): { end: number; next: number } {
  for (const cut of CUTS) {
    const places = [...text.slice(0, charsMax + 1).matchAll(cut)].filter(({ index }) => index > 0 && index <= charsMax);
    const last = places.at(-1);
    if (last) return { end: last.index, next: last.index + last[0].length };
  }
  const isInsideSurrogatePair = /[\uD800-\uDBFF]/.test(text[charsMax - 1] ?? '');
  const end = isInsideSurrogatePair ? charsMax - 1 : charsMax;
  return { end, next: end };
}
