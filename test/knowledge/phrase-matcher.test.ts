import { expect, test } from '@jest/globals';
import { words } from '../../src/knowledge/normalise.ts';
import { PhraseMatcher } from '../../src/knowledge/phrase-matcher.ts';

function matches(pattern: string, message: string): boolean {
  const matcher = new PhraseMatcher([[pattern, true]]);
  return [...matcher.find(words(message))].length > 0;
}

test.each([
  ['detained', 'I am detained now', true],
  ['detained', 'they are detaining me', false],
  ['detain*', 'they are detaining me', true],
  ['*ment', 'my appointment', true],
  ['*oint*', 'my appointment', true],
  ['kill (myself|my self)', 'i will kill my self', true],
  ['kill (myself|my self)', 'i will kill time', false],
  ['[please] help me', 'help me', true],
  ['knife ~ me', 'he has a knife and he hates me', true],
  ['knife ~ me', 'knife one two three four five me', false],
  ['(he|she) [will|wants to] (hit|hurt) me', 'she wants to hurt me', true],
  ['yes | no', 'oh no', true],
  ["don't know", 'dont know', true],
])('the pattern "%s" against "%s": %s', (pattern, message, expected) => {
  expect(matches(pattern, message)).toBe(expected);
});

test('an Arabic word is found behind the article and "and"', () => {
  expect(matches('مستشفى', 'والمستشفى بعيد')).toBe(true);
});

test('a bracket that is never closed is reported with the pattern and the remedy', () => {
  expect(() => new PhraseMatcher([['kill (myself', 1]])).toThrow(/"kill \(myself".*docs\/cards\.md/);
});

test('a pattern of many alternatives needs no more than their number', () => {
  const many = Array.from({ length: 200 }, (_, at) => `w${at}`).join('|');
  expect(matches(`(${many}) (${many}) (${many}) (${many})`, 'w1 w2 w3 w199')).toBe(true);
});
