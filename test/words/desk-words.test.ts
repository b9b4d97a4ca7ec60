import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadDeskWords } from '../../src/words/desk-words.ts';

let locales: string;

beforeEach(() => {
  locales = mkdtempSync(join(tmpdir(), 'folding-chair-desk-words-'));
  mkdirSync(join(locales, 'en'));
});
afterEach(() => rmSync(locales, { recursive: true }));

function write(file: string, sentences: unknown): void {
  writeFileSync(join(locales, 'en', file), JSON.stringify(sentences));
}

test('what staff read comes from both files, however its keys are written, with plurals and values as they were given', async () => {
  write('desk.json', { desk: { claimed: 'Claimed by {{name}}' } });
  write('staff.json', { 'staff.cases_one': '{{count}} case', 'staff.cases_other': '{{count}} cases' });
  const words = await loadDeskWords(locales);
  expect(words.say('desk.claimed', { name: '<b>$t(staff.cases) {{name}}' })).toBe(
    'Claimed by <b>$t(staff.cases) {{name}}',
  );
  expect([1, 2].map(count => words.say('staff.cases', { count }))).toEqual(['1 case', '2 cases']);
});

test('a sentence that nobody wrote, and a value that nobody gave, are no sentence at all', async () => {
  write('desk.json', { claimed: 'Claimed by {{name}}' });
  const words = await loadDeskWords(locales);
  expect(() => words.say('claimd')).toThrow('No sentence is called claimd: add it to one of desk.json, staff.json');
  expect(() => words.say('claimed')).toThrow('A sentence for staff lacks the value name: give it to say().');
  expect([words.has('claimed'), words.has('claimd')]).toEqual([true, false]);
});

test('a key that is in both files, and a file that is no list of sentences, are refused with what to do', async () => {
  write('desk.json', { claimed: 'Claimed' });
  write('staff.json', { claimed: 'Taken' });
  await expect(loadDeskWords(locales)).rejects.toThrow('claimed stands twice in desk.json and staff.json');
  write('staff.json', { claimed: 7 });
  await expect(loadDeskWords(locales)).rejects.toThrow(/staff\.json must map keys to sentences[\s\S]*Correct it/);
});
