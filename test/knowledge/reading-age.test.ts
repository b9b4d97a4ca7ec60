import { expect, test } from '@jest/globals';
import { readingAge } from '../../src/knowledge/reading-age.ts';

test('plain words in short sentences are easy, legal prose is not', () => {
  expect(readingAge('You can see a doctor. You do not need papers.').grade).toBeLessThan(6);
  expect(
    readingAge('Eligibility for accommodation is determined administratively by the authority.').grade,
  ).toBeGreaterThan(12);
});

test('a sentence of more than 20 words is named', () => {
  const long = `${'word '.repeat(21).trim()}.`;
  expect(readingAge(`Short one. ${long}`).longSentences).toEqual([long]);
});

test('headings and addresses do not count', () => {
  expect(readingAge('## Incomprehensibility\nGo on. See https://example.org/administration').grade).toBe(
    readingAge('Go on. See').grade,
  );
});
