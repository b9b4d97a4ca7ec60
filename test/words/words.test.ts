import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadWords } from '../../src/words/words.ts';

let locales: string;
let missing: string[];
const load = () => loadWords(locales, (language, key) => missing.push(`${language} ${key}`));

beforeEach(() => {
  locales = mkdtempSync(join(tmpdir(), 'folding-chair-words-'));
  missing = [];
  write('en', { hello: 'Hello {{name}}', bye: 'Goodbye', days_one: '{{count}} day', days_other: '{{count}} days' });
});
afterEach(() => rmSync(locales, { recursive: true }));

function write(language: string, messages: Record<string, unknown>): void {
  mkdirSync(join(locales, language), { recursive: true });
  writeFileSync(join(locales, language, 'messages.json'), JSON.stringify(messages));
}

test('a sentence is said in the language, and in English where it is missing, which is told', async () => {
  write('so', { hello: 'Salaan {{name}}' });
  const words = await load();
  expect(words.say('so', 'hello', { name: 'Member' })).toBe('Salaan Member');
  expect(missing).toEqual([]);
  expect(words.say('so', 'bye')).toBe('Goodbye');
  expect(words.say('xx', 'bye')).toBe('Goodbye');
  expect(missing).toEqual(['so bye', 'xx bye']);
});

test('every plural form of a language is found, by its own rules', async () => {
  const arabic = {
    zero: 'لا أيام',
    one: 'يوم',
    two: 'يومان',
    few: '{{count}} أيام',
    many: '{{count}} يومًا',
    other: '{{count}} يوم',
  };
  write('ar', Object.fromEntries(Object.entries(arabic).map(([form, text]) => [`days_${form}`, text])));
  const words = await load();
  expect([0, 1, 2, 3, 11, 100].map(count => words.say('ar', 'days', { count }))).toEqual([
    'لا أيام',
    'يوم',
    'يومان',
    '3 أيام',
    '11 يومًا',
    '100 يوم',
  ]);
  expect([1, 2].map(count => words.say('en', 'days', { count }))).toEqual(['1 day', '2 days']);
  expect(missing).toEqual([]);
});

test('what is filled in stands as it was given: it is no markup, and no sentence to fill in again', async () => {
  const words = await load();
  expect(words.say('en', 'hello', { name: '<b>& {{count}} $t(bye)' })).toBe('Hello <b>& {{count}} $t(bye)');
});

test('English comes first, then the others; a folder without sentences is no language', async () => {
  write('so', {});
  write('ar', {});
  mkdirSync(join(locales, 'zz'));
  expect((await load()).languages).toEqual(['en', 'ar', 'so']);
});

test('a machine’s words are known to be a machine’s', async () => {
  write('so', { translation: 'machine' });
  write('ar', {});
  const words = await load();
  expect(['so', 'ar', 'en'].map(words.isMachineTranslated)).toEqual([true, false, false]);
});

test('a sentence that nobody wrote, and a file that is no list of sentences, are refused with what to do', async () => {
  const words = await load();
  expect(() => words.say('en', 'nothing')).toThrow(
    'No sentence is called nothing: add it to locales/en/messages.json.',
  );
  write('so', { hello: 7 });
  await expect(load()).rejects.toThrow(/so.messages\.json must map keys to sentences[\s\S]*Correct it and start again/);
});
