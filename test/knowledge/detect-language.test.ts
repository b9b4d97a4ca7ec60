import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { loadCardLibrary } from '../../src/knowledge/card-library.ts';
import { type LanguageDetector, loadLanguageDetector } from '../../src/knowledge/language-detector.ts';
import { librarySource } from '../../src/knowledge/search-source.ts';
import { CACHE } from '../support/cache.ts';

let detect: LanguageDetector;
beforeAll(() => {
  detect = loadLanguageDetector(librarySource(loadCardLibrary('locales', CACHE)), CACHE);
});

const rows = readFileSync('test/knowledge/data/language-id-eval.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as { lang: string; text: string })
  .map(({ lang, text }) => ({ language: lang === 'prs' ? 'fa' : lang, text }));

/** The mean of the shares that come out right in each language, in per cent. */
function macroAccuracy(cut: (text: string) => string): number {
  const languages = [...new Set(rows.map(row => row.language))];
  const shares = languages.map(language => {
    const own = rows.filter(row => row.language === language);
    return own.filter(row => detect(cut(row.text)).language === language).length / own.length;
  });
  return (100 * shares.reduce((a, b) => a + b)) / shares.length;
}

test('at least 96 in 100 sentences of 12 languages are told apart', () => {
  expect(macroAccuracy(text => text)).toBeGreaterThanOrEqual(96);
});

test('at least 90 in 100 are told apart by their first three words', () => {
  expect(macroAccuracy(text => text.split(/\s+/).slice(0, 3).join(' '))).toBeGreaterThanOrEqual(90);
});

test('what is detected with high confidence is nearly always right', () => {
  const sure = rows
    .map(row => ({ ...row, found: detect(row.text.split(/\s+/).slice(0, 3).join(' ')) }))
    .filter(row => row.found.confidence >= 0.9);
  const right = sure.filter(row => row.found.language === row.language);
  expect(right.length / sure.length).toBeGreaterThanOrEqual(0.95);
});

test('a message without letters has no language to be confident of', () => {
  expect(detect('12345 👍').confidence).toBeLessThan(0.2);
});
