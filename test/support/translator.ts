import { join } from 'node:path';
import { createDatesIn } from '../../src/knowledge/dates-in.ts';
import { loadDeadlineWords } from '../../src/knowledge/deadline-radar-words.ts';
import { createTranslator, type Translator } from '../../src/language-model/translator.ts';
import type { OpenAiServer } from './openai-server.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What a bot translates with, against a local endpoint. @param timeoutMs of one call. */
export function translatorAt({ baseUrl }: Pick<OpenAiServer, 'baseUrl'>, timeoutMs?: number): Translator {
  const datesOf = createDatesIn(loadDeadlineWords(join(ROOT, 'locales')));
  const settings = { baseUrl, model: 'large', apiKey: 'key' };
  return createTranslator(settings, join(ROOT, 'prompts'), { datesOf, ...(timeoutMs !== undefined && { timeoutMs }) });
}
