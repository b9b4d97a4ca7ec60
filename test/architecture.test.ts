import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const SRC = resolve(import.meta.dirname, '../src');

/** Which rooms each room may import; `log` is open to all. The house is described in docs/architecture.md. */
const MAY_IMPORT: Record<string, string[]> = {
  messages: [],
  channels: ['messages'],
  knowledge: ['messages'],
  words: ['messages'],
  'language-model': ['messages'],
  database: ['messages'],
  features: ['messages', 'knowledge', 'words', 'language-model', 'database'],
  outbox: ['messages', 'database', 'channels'],
  conversation: ['messages', 'knowledge', 'features', 'outbox', 'database', 'channels'],
  jobs: ['features', 'outbox', 'messages', 'database'],
  web: ['messages'],
  playground: ['messages'],
};
/** Files at the top wire the rooms and may know all. */
const TOP_FILES = ['main.ts', 'bot.ts', 'config.ts', 'log.ts'];
/** Of the channels, what is not a channel itself sees the contract alone. */
const CHANNEL_CONTRACT = ['channels/channel.ts', 'channels/send-error.ts'];

interface Import {
  from: string;
  to: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path = '']) => ({
    from: file,
    to: relative(SRC, resolve(dirname(join(SRC, file)), path)),
  }));
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  file => file.endsWith('.ts') && !file.startsWith('database/client/') && !file.startsWith('playground/page/'),
);
const imports = files.flatMap(importsOf);
const roomOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : file);

describe('the house', () => {
  test('every file is in a room that the table knows', () => {
    const strangers = files.map(roomOf).filter(room => !(room in MAY_IMPORT) && !TOP_FILES.includes(room));
    expect(strangers).toEqual([]);
  });

  test('a room imports only the rooms that the table allows', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [room, target] = [roomOf(from), roomOf(to)];
      return !TOP_FILES.includes(room) && room !== target && target !== 'log.ts' && !MAY_IMPORT[room]?.includes(target);
    });
    expect(wrong).toEqual([]);
  });

  test('features never import each other', () => {
    const featureOf = (file: string) => /^features\/([^/]+)\//.exec(file)?.[1];
    const wrong = imports.filter(({ from, to }) => {
      const [feature, target] = [featureOf(from), featureOf(to)];
      return feature && target && feature !== target;
    });
    expect(wrong).toEqual([]);
  });

  test('only the contract of the channels is known outside them', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        !TOP_FILES.includes(roomOf(from)) &&
        roomOf(from) !== 'channels' &&
        roomOf(to) === 'channels' &&
        !CHANNEL_CONTRACT.includes(to),
    );
    expect(wrong).toEqual([]);
  });

  test('channels never import each other', () => {
    const channelOf = (file: string) => /^channels\/([^/]+)\//.exec(file)?.[1];
    const wrong = imports.filter(
      ({ from, to }) => channelOf(from) && channelOf(to) && channelOf(from) !== channelOf(to),
    );
    expect(wrong).toEqual([]);
  });

  test('nothing but the outbox sends', () => {
    const senders = files.filter(file => /\bchannel\.send\(/.test(readFileSync(join(SRC, file), 'utf8')));
    expect(senders).toEqual(['outbox/deliver.ts']);
  });

  test('nothing reaches outside the project', () => {
    const outside = files.filter(file => readFileSync(join(SRC, file), 'utf8').includes('../shared'));
    expect(outside).toEqual([]);
  });
});
