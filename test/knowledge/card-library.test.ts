import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadCardLibrary } from '../../src/knowledge/card-library.ts';

let locales: string;

beforeEach(() => {
  locales = mkdtempSync(join(tmpdir(), 'locales-'));
  write('en', 'HLT-01', english('HLT-01', 'Yes.'));
  write('en', 'HLT-02', english('HLT-02', 'No.', '[HLT-01]'));
});
afterEach(() => rmSync(locales, { recursive: true }));

test('a card is shown in the language of the person where it has the words, and in English where it has not', () => {
  const hash = loadCardLibrary(locales).card('HLT-01', 'en')?.original.hash ?? '';
  write('so', 'HLT-01', translation('HLT-01', hash, '## Answer\nHaa.'));
  write('so', 'HLT-02', translation('HLT-02', '', ''));
  const library = loadCardLibrary(locales);
  expect(library.card('HLT-01', 'so')).toMatchObject({
    titleLanguage: 'so',
    bodyLanguage: 'so',
    translation: 'machine',
    stale: false,
  });
  expect(library.card('HLT-02', 'so')).toMatchObject({
    titleLanguage: 'so',
    bodyLanguage: 'en',
    sections: { Answer: 'No.' },
  });
  expect(library.card('HLT-01', 'fr')).toMatchObject({ titleLanguage: 'en', bodyLanguage: 'en' });
  expect(library.card('HLT-99', 'so')).toBeUndefined();
});

test('a translation of words that have changed since is known to be stale', () => {
  write('so', 'HLT-01', translation('HLT-01', 'anotherhash1', '## Answer\nHaa.'));
  expect(loadCardLibrary(locales).card('HLT-01', 'so')?.stale).toBe(true);
});

test('all faults of all files are reported together', () => {
  write('en', 'HLT-01', english('HLT-01', 'Yes.').replace('healthcare', 'health'));
  write('en', 'HLT-02', english('HLT-02', 'No.').replace('confidence: high', 'confidence: sure'));
  expect(() => loadCardLibrary(locales)).toThrow(/HLT-01\.md: topic[\s\S]*HLT-02\.md: confidence/);
});

test('a related card must exist, and a translation must have an English card', () => {
  write('en', 'HLT-02', english('HLT-02', 'No.', '[HLT-77]'));
  write('so', 'HLT-55', translation('HLT-55', '', ''));
  expect(() => loadCardLibrary(locales)).toThrow(/there is no card HLT-77[\s\S]*there is no English card HLT-55/);
});

test('the same cards are known again wherever they are read from, so that an install learns for every start', () => {
  const elsewhere = relative(process.cwd(), locales);
  expect(loadCardLibrary(elsewhere).fingerprint('en')).toBe(loadCardLibrary(locales).fingerprint('en'));
});

test('cards whose cache was damaged are read from their files', () => {
  const cache = join(locales, 'cache');
  const first = loadCardLibrary(locales, cache).card('HLT-01', 'en');
  const [name = ''] = readdirSync(cache);
  writeFileSync(join(cache, name), '[["HLT-01"');
  expect(loadCardLibrary(locales, cache).card('HLT-01', 'en')).toEqual(first);
  expect(loadCardLibrary(locales, cache).card('HLT-01', 'en')).toEqual(first);
});

test('a start from the cache shows the same cards, and an edit is seen at the next start', () => {
  const cache = join(locales, '..', `${locales.split('/').at(-1)}-cache`);
  const first = loadCardLibrary(locales, cache);
  const second = loadCardLibrary(locales, cache);
  expect(second.card('HLT-01', 'en')).toEqual(first.card('HLT-01', 'en'));
  write('en', 'HLT-01', english('HLT-01', 'Perhaps.'));
  expect(loadCardLibrary(locales, cache).card('HLT-01', 'en')?.sections.Answer).toBe('Perhaps.');
  expect(readdirSync(cache)).toHaveLength(1);
  rmSync(cache, { recursive: true });
});

function write(language: string, id: string, text: string): void {
  mkdirSync(join(locales, language, 'cards'), { recursive: true });
  writeFileSync(join(locales, language, 'cards', `${id}.md`), text);
}

function english(id: string, answer: string, related = '[]'): string {
  return `---
id: ${id}
topic: healthcare
title: Title
question: Question?
variants: [one]
escalation: { level: E0, when: "" }
related: ${related}
sources: []
asOf: "2025"
confidence: high
---
## Answer
${answer}
`;
}

function translation(id: string, madeFrom: string, body: string): string {
  const stamp = madeFrom ? `madeFrom: "${madeFrom}"\n` : '';
  return `---\nid: ${id}\ntitle: Cinwaan\nquestion: Su'aal?\nvariants: [mid]\n${stamp}---\n${body}\n`;
}
