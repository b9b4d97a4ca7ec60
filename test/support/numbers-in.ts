/** Digits in groups are one number: a telephone number, a span of years. */
const NUMBER = /\d+(?:[ \u00A0-]\d+)*/g;

/**
 * Every number in a text, whatever the script, written with 0 to 9, its groups apart by a space, and sorted: `٩٩٩ أو 0808-2000` is
 * `0808 2000` and `999`.
 */
export function numbersIn(text: string): string[] {
  const numbers = text.replaceAll(/\p{Nd}/gu, digit => String(worthOf(digit))).match(NUMBER) ?? [];
  return numbers.map(number => number.replaceAll(/\D/g, ' ')).sort();
}

/** Unicode gives the digits of a script ten places in a row, from nought to nine. */
function worthOf(digit: string): number {
  const place = digit.codePointAt(0) ?? 0;
  let nought = place;
  while (/\p{Nd}/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return (place - nought) % 10;
}
