import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { type DeskWords, loadDeskWords } from '../../../src/words/desk-words.ts';

const ROOM = join(import.meta.dirname, '../../../src/features/staff');
/** What Slack shows above a modal: https://docs.slack.dev/reference/views/modal-views */
const TITLE_CHARS_MAX = 24;

let desk: DeskWords;

beforeAll(async () => {
  desk = await loadDeskWords(join(import.meta.dirname, '../../../locales'));
});

/** The sentences that a file asks for by a whole key; `say` stands for a prefix that the file names itself. */
function keysIn(text: string): string[] {
  const [, prefix = ''] = /=> desk\.say\(`([\w.]+)\.\$\{key\}`/.exec(text) ?? [];
  const own = [...text.matchAll(/(?<!desk\.)\bsay\('([\w.]+)'/g)].map(([, key]) => `${prefix}.${key}`);
  return [...own, ...[...text.matchAll(/desk\.say\('([\w.]+)'/g)].flatMap(([, key]) => key ?? [])];
}

test('every sentence that the room asks for is written', () => {
  const keys = readdirSync(ROOM).flatMap(file => keysIn(readFileSync(join(ROOM, file), 'utf8')));
  expect(keys.length).toBeGreaterThan(60);
  const isWritten = (key: string) => desk.has(key) || desk.has(`${key}_one`);
  expect(keys.filter(key => !isWritten(key))).toEqual([]);
});

test('every title of a window fits', () => {
  const titles = ['list', 'invite', 'edit', 'leave', 'away', 'back', 'audit', 'settings'].map(part =>
    desk.say(`staff.${part}.title`),
  );
  expect(titles.filter(title => title.length > TITLE_CHARS_MAX)).toEqual([]);
});
