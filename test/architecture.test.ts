import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { faultOf, importsIn, isInHouse } from './support/house-rules.ts';

const SRC = join(import.meta.dirname, '../src');

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  file => file.endsWith('.ts') && !file.startsWith('database/client/') && !file.startsWith('playground/page/'),
);
const textOf = (file: string) => readFileSync(join(SRC, file), 'utf8');

describe('the house', () => {
  test('every file is in a room that the table knows', () => {
    expect(files.filter(file => !isInHouse(file))).toEqual([]);
  });

  test('every import keeps to the arrows', () => {
    const imports = files.flatMap(file => importsIn(file, textOf(file)));
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.flatMap(arrow => (faultOf(arrow) ? { ...arrow, fault: faultOf(arrow) } : []))).toEqual([]);
  });

  test('nothing but the outbox sends', () => {
    const senders = files.filter(file => /\bchannel\.send(?:File|Notice)?\b/.test(textOf(file)));
    expect(senders).toEqual(['outbox/deliver.ts', 'outbox/hold-back.ts', 'outbox/send-chunk.ts']);
  });

  test('nothing reaches outside the project', () => {
    expect(files.filter(file => textOf(file).includes('../shared'))).toEqual([]);
  });
});

describe('the arrows', () => {
  test.each([
    [
      'a feature another feature',
      'features/faq/faq-flow.ts',
      'features/cases/cases-flow.ts',
      'a feature imports another',
    ],
    [
      'a feature a channel',
      'features/faq/faq-flow.ts',
      'channels/telegram/telegram-channel.ts',
      'features may not import channels',
    ],
    [
      'a feature the contract of the channels',
      'features/faq/faq-flow.ts',
      'channels/channel.ts',
      'features may not import channels',
    ],
    ['a feature the outbox', 'features/faq/faq-flow.ts', 'outbox/enqueue.ts', 'features may not import outbox'],
    [
      'a channel another channel',
      'channels/slack/slack-channel.ts',
      'channels/telegram/telegram-markup.ts',
      'a channel imports another',
    ],
    [
      'a channel the database',
      'channels/telegram/telegram-channel.ts',
      'database/database.ts',
      'channels may not import database',
    ],
    [
      'the outbox one channel',
      'outbox/deliver.ts',
      'channels/telegram/telegram-error.ts',
      'a channel is known outside the channels',
    ],
    ['a noun anything', 'messages/inbound.ts', 'knowledge/card.ts', 'messages may not import knowledge'],
    ['a room the wiring', 'web/web-server.ts', 'bot.ts', 'web may not import bot.ts'],
    ['a room the settings', 'features/faq/faq-flow.ts', 'config.ts', 'features may not import config.ts'],
    ['a stranger anything', 'helpers/text.ts', 'messages/reply.ts', 'helpers may not import messages'],
  ])('forbid %s', (_, from, to, fault) => {
    expect(faultOf({ from, to })).toBe(fault);
  });

  test.each([
    ['a feature its own room', 'features/faq/faq-flow.ts', 'features/faq/topic-browser.ts'],
    ['a feature what all features share', 'features/faq/faq-flow.ts', 'features/feature.ts'],
    ['a channel what all channels share', 'channels/slack/slack-channel.ts', 'channels/split-text.ts'],
    ['the outbox the contract of the channels', 'outbox/deliver.ts', 'channels/send-error.ts'],
    ['anybody the log', 'messages/inbound.ts', 'log.ts'],
    ['the wiring everything', 'bot.ts', 'channels/telegram/telegram-channel.ts'],
  ])('allow %s', (_, from, to) => {
    expect(faultOf({ from, to })).toBeUndefined();
  });

  test('know a room that nobody has drawn', () => {
    expect(['helpers/text.ts', 'stray.ts', 'web/web-server.ts', 'bot.ts'].map(isInHouse)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test.each([
    ["import { createCases } from '../cases/cases-flow.ts';"],
    ["import type { CasesState } from '../cases/cases-flow.ts';"],
    ["import {\n  createCases,\n} from '../cases/cases-flow.ts';"],
    ["export { createCases } from '../cases/cases-flow.ts';"],
    ["export * from '../cases/cases-flow.ts';"],
    ["import '../cases/cases-flow.ts';"],
    ["const cases = await import('../cases/cases-flow.ts');"],
    ["const cases = await import(\n  '../cases/cases-flow.ts'\n);"],
    ['import { createCases } from "../cases/cases-flow.ts";'],
  ])('see every way to import: %s', text => {
    const found = importsIn('features/faq/faq-flow.ts', `import { z } from 'zod';\n${text}`);
    expect(found).toEqual([{ from: 'features/faq/faq-flow.ts', to: 'features/cases/cases-flow.ts' }]);
  });
});
