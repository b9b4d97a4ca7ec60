import { describe, expect, test } from '@jest/globals';
import { strikeOut } from '../../src/language-model/strike-out.ts';

const CHARS_MAX = 1000;
/** What may be cut in two where the text that is looked at ends. */
const SECRETS = [
  'call 07700 900123',
  'write to amina.kassem@example.org',
  'my name is Amina Kassem',
  'i live at 12 Quillfeather Street',
  'M14 5XX',
  'born on 3 May 1990',
];
const PARTS = /07700|900123|amina|kassem|quillfeather|5xx|1990/i;

describe('an address', () => {
  test('is struck out whole, with a flat and a street of two words', () => {
    expect(strikeOut('i live at flat 3, 12 Upper Quillfeather Street now', CHARS_MAX)).toBe('i live at [address] now');
  });

  test.each(['they gave me 14 days to court', 'hearing on 12 May court 3'])('is not seen in a term: %s', text => {
    expect(strikeOut(text, CHARS_MAX)).toBe(text);
  });
});

describe('a long message', () => {
  test('is looked at only as far as it is used, whatever is in it', () => {
    for (const letter of ['a', ' ', '1', '@', 'a@', '1 a ', 'my name is ', 'ا', 'é.']) {
      expect(strikeOut(letter.repeat(80_000), CHARS_MAX).length).toBeLessThanOrEqual(CHARS_MAX);
    }
    let looked = 0;
    const text = Object.assign(Object('x'.repeat(80_000)), {
      slice: (start: number, end: number) => {
        looked = end - start;
        return 'x'.repeat(looked);
      },
    });
    strikeOut(text, CHARS_MAX);
    expect(looked).toBeLessThan(CHARS_MAX * 2);
  });

  test.each(SECRETS)('tells nothing by half where it is cut: %s', secret => {
    for (const filler of ['so ', '07700900456 ', 'a@b.cd ', '1/1/1 ']) {
      for (let before = CHARS_MAX - 60; before < CHARS_MAX * 2; before++) {
        const text = `${filler.repeat(CHARS_MAX).slice(0, before)} ${secret} ${'and so on '.repeat(200)}`;
        expect(strikeOut(text, CHARS_MAX)).not.toMatch(PARTS);
      }
    }
  });

  test('keeps all of a message that is not cut', () => {
    const text = 'who can help? '.repeat(71).trim();
    expect(strikeOut(text, CHARS_MAX)).toBe(text);
  });
});
