import { describe, expect, test } from '@jest/globals';
import { drawReference, readReference } from '../../../src/features/cases/case-reference.ts';

const LETTERS = '346789CDFGHJKLMNPRTVWXY';
const drawn = Array.from({ length: 300 }, () => drawReference());
const all = (change: (reference: string) => string) => drawn.map(reference => readReference(change(reference)));

describe('a reference', () => {
  test('has no letter or digit that is taken for another, nor a vowel', () => {
    expect(
      drawn.filter(reference => !/^[346789CDFGHJKLMNPRTVWXY]{3}-[346789CDFGHJKLMNPRTVWXY]{3}$/.test(reference)),
    ).toEqual([]);
  });

  test('is neither all letters, which may be a word, nor all digits, nor like a postcode', () => {
    const many = Array.from({ length: 20_000 }, () => drawReference().replace('-', ''));
    expect(many.filter(text => /^\D+$|^\d+$|\d[A-Z]{2}$/.test(text))).toEqual([]);
  });

  test('seldom comes twice', () => {
    expect(new Set(drawn).size).toBeGreaterThan(297);
  });

  test.each<[string, (reference: string) => string]>([
    ['as it is', reference => reference],
    ['in small letters', reference => reference.toLowerCase()],
    ['without its dash', reference => reference.replace('-', '')],
    ['with spaces everywhere', reference => ` ${[...reference].join(' ')} `],
    ['with another dash', reference => reference.replace('-', '–')],
    [
      'with the digits of an Arabic keyboard',
      reference => reference.replaceAll(/\d/g, digit => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? ''),
    ],
    [
      'with the digits of a Persian keyboard',
      reference => reference.replaceAll(/\d/g, digit => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? ''),
    ],
    [
      'in the wide letters of some keyboards',
      reference => reference.replaceAll(/\w/g, letter => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
    ],
    [
      'with Cyrillic letters that look the same',
      reference => reference.replaceAll(/[CKMHPTXY]/g, letter => 'СКМНРТХУ'['CKMHPTXY'.indexOf(letter)] ?? ''),
    ],
    ['in a dotted hand', reference => `${reference}.`],
  ])('is read %s', (_, change) => {
    expect(all(change)).toEqual(drawn);
  });
});

describe('a reference that is mistyped', () => {
  test('in any one letter is told', () => {
    const missed = drawn.slice(0, 40).flatMap(reference => {
      const letters = [...reference.replace('-', '')];
      return letters.flatMap((letter, place) =>
        [...LETTERS, ...'01258SOIZBQAEU']
          .filter(other => other !== letter)
          .map(other => letters.with(place, other).join(''))
          .filter(wrong => readReference(wrong) !== 'mistyped' && /\d/.test(wrong)),
      );
    });
    expect(missed).toEqual([]);
  });

  test('by two letters exchanged is told', () => {
    const missed = drawn.flatMap(reference => {
      const letters = [...reference.replace('-', '')];
      return letters.flatMap((letter, place) =>
        letters.flatMap((other, otherPlace) => {
          const wrong = letters.with(place, other).with(otherPlace, letter).join('');
          return letter !== other && readReference(wrong) !== 'mistyped' ? wrong : [];
        }),
      );
    });
    expect(missed).toEqual([]);
  });
});

test.each(['', 'asylum', 'appeal', 'M14 5GP is my postcode', '0800 1111', '7', 'کمک 123', '١٢٣'])(
  'what is no reference is not taken for a mistyped one: %s',
  text => {
    expect(readReference(text)).toBeUndefined();
  },
);
