/** Letters that people use for one another, and that Unicode's own decomposition keeps apart. */
const sameLetters: [from: string, to: string][] = [
  // Arabic script as Arabic, Persian, Dari, Urdu, Kurdish and Pashto keyboards type it.
  ['ىیېۍےۑ', 'ي'],
  ['کڪګ', 'ك'],
  ['ةہھەۀۂە', 'ه'],
  ['ں', 'ن'],
  ['ٱٲٳ', 'ا'],
  ['ۆۇۈۋ', 'و'],
  // Ethiopic letters that sound the same in Tigrinya or Amharic; each stands for its row of seven vowels.
  ...ethiopicRow('ሐ', 'ሀ'),
  ...ethiopicRow('ኀ', 'ሀ'),
  ...ethiopicRow('ሠ', 'ሰ'),
  ...ethiopicRow('ዐ', 'አ'),
  ...ethiopicRow('ፀ', 'ጸ'),
  ...ethiopicRow('ቐ', 'ቀ'),
  ...ethiopicRow('ኸ', 'ከ'),
  // After a guttural the first and the fourth vowel sound the same, so that people write either.
  ['ሃሓኃ', 'ሀ'],
  ['ኣዓ', 'አ'],
  // Latin and Cyrillic.
  ['ı', 'i'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ł', 'l'],
  ['ß', 's'],
  ['æ', 'e'],
  ['ґ', 'г'],
  ['є', 'е'],
  ['ы', 'и'],
];

function ethiopicRow(from: string, to: string): [string, string][] {
  return Array.from({ length: 7 }, (_, vowel) => [
    String.fromCodePoint((from.codePointAt(0) ?? 0) + vowel),
    String.fromCodePoint((to.codePointAt(0) ?? 0) + vowel),
  ]);
}

const folded = new Map(sameLetters.flatMap(([from, to]) => [...from].map(letter => [letter, to] as const)));
const foldable = new RegExp(`[${[...folded.keys()].join('')}]`, 'gu');

/**
 * The form in which two spellings of a message are compared: lower case, without accents, vowel signs, elongation and
 * punctuation, one letter for each group of letters that keyboards and ears confuse, Western digits, single spaces.
 *
 * @example normalise("I don't have a GP!!") // 'i dont have a gp'
 */
export function normalise(text: string): string {
  return westernDigits(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}ـ\u00AD]/gu, '')
    .replace(foldable, letter => folded.get(letter) ?? letter)
    .replace(/(?<=\p{L})['’ʼ`´](?=(?:m|d|s|t|ll|ve|re)(?!\p{L}))/gu, '')
    .replace(/(?<!\p{L})(\p{Script=Latin}|qu)['’ʼ`´](?=\p{L})/gu, '$1 ')
    .replace(/(?<=\p{L})['’ʼ`´](?=\p{L})/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The words of a text as `normalise` leaves them. */
export function words(text: string): string[] {
  const normal = normalise(text);
  return normal === '' ? [] : normal.split(' ');
}

/** The same text with the digits of any script written 0 to 9. */
export function westernDigits(text: string): string {
  return text.replace(/[\p{Nd}፩-፱]/gu, digit => {
    const code = digit.codePointAt(0) ?? 0;
    if (code >= 0x1369 && code <= 0x1371) return String(code - 0x1368);
    // Unicode lays every script's digits out as a run of ten that begins at zero.
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String((code - zero) % 10);
  });
}
