import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { z } from 'zod';

/** Says a sentence that only staff read, in English. */
export interface DeskWords {
  /**
   * @param key as in `staff.invite.title`: a file's nested keys are joined by dots. @param values to fill in; `count` chooses the plural form.
   * @throws Error for a key that is in no file, and for a value that is missing.
   */
  say(key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
}

type Nested = string | { [key: string]: Nested };

const LANGUAGE = 'en';
const FILES = ['desk.json', 'staff.json', 'directory.json', 'actions.json', 'broadcasts.json'];
const nested: z.ZodType<Nested> = z.lazy(() => z.union([z.string(), z.record(z.string(), nested)]));
const file = z.record(z.string(), nested);

/**
 * Loads what staff read: `locales/en/desk.json` (cases), `staff.json` (staff and settings), and a file for each room of organisers.
 *
 * @throws Error for a file that is no list of sentences, and for a key that is in both.
 */
export async function loadDeskWords(localesDirectory: string): Promise<DeskWords> {
  const sentences: Record<string, string> = {};
  for (const name of FILES) {
    for (const [key, sentence] of readSentences(join(localesDirectory, LANGUAGE, name))) {
      if (Object.hasOwn(sentences, key))
        throw new Error(`${key} stands twice in ${FILES.join(' and ')} of locales/en: take one of them out.`);
      sentences[key] = sentence;
    }
  }
  const instance = i18next.createInstance();
  await instance.init({
    lng: LANGUAGE,
    resources: { [LANGUAGE]: { translation: sentences } },
    keySeparator: false,
    nsSeparator: false,
    returnNull: false,
    interpolation: { escapeValue: false },
    missingInterpolationHandler(_, [, value = '']) {
      throw new Error(`A sentence for staff lacks the value ${value}: give it to say().`);
    },
  });
  return {
    has: key => instance.exists(key),
    say(key, values = {}) {
      if (!instance.exists(key, values))
        throw new Error(`No sentence is called ${key}: add it to one of ${FILES.join(', ')} in locales/en.`);
      return instance.t(key, values);
    },
  };
}

function readSentences(path: string): [string, string][] {
  if (!existsSync(path)) return [];
  const parsed = file.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw new Error(
      `${path} must map keys to sentences: ${z.prettifyError(parsed.error)}. Correct it and start again.`,
    );
  return flatten(parsed.data);
}

function flatten(sentences: { [key: string]: Nested }, path = ''): [string, string][] {
  return Object.entries(sentences).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );
}
