import { expect, test } from '@jest/globals';
import { createWordReader } from '../../src/knowledge/words.ts';

const readWord = createWordReader(
  new Map([
    ['en', { help: ['help'], no: ['no'], stop: ['stop', 'unsubscribe'] }],
    ['so', { yes: ['haa'], no: ['maya'] }],
    ['xx', { yes: ['no'] }],
  ]),
);

test('a steering word is understood in any language, in any case and with punctuation', () => {
  expect(readWord('HELP!', 'so')).toEqual({ kind: 'word', word: 'help' });
  expect(readWord('Haa.', 'en')).toEqual({ kind: 'word', word: 'yes' });
});

test("where two languages mean different things by a word, the person's own wins", () => {
  expect(readWord('no', 'xx')).toEqual({ kind: 'word', word: 'yes' });
  expect(readWord('no', 'so')).toEqual({ kind: 'word', word: 'no' });
});

test('only the whole message steers', () => {
  expect(readWord('help me find a doctor', 'en')).toBeUndefined();
});

test.each([
  ['9', '9'],
  ['٩', '9'],
  ['۰۰', '00'],
  ['2.', '2'],
  ['3)', '3'],
  ['1️⃣', '1'],
])('the number %s is read as %s', (text, digits) => {
  expect(readWord(text, 'en')).toEqual({ kind: 'number', digits });
});

test('a number in a sentence is no choice', () => {
  expect(readWord('i have 2 children', 'en')).toBeUndefined();
});
