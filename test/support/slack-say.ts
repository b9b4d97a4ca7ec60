import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SlackSay } from '../../src/channels/slack/slack-say.ts';

const WORDS = JSON.parse(readFileSync(join(import.meta.dirname, '../../locales/en/messages.json'), 'utf8')) as Record<
  string,
  string
>;

/** What Slack itself needs words for, in English whatever the language. */
export const sayInTests: SlackSay = (_language, key, values = {}) =>
  (WORDS[key] ?? '').replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
