import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { z } from 'zod';

/** Says a sentence of `locales/<lang>/messages.json` in a language, with its values filled in. */
export interface Words {
  say(language: string, key: string, values?: Record<string, string | number>): string;
  /** True while no person has checked a language's words: `"translation": "machine"` in its file. */
  isMachineTranslated(language: string): boolean;
  /** Languages that have words of their own, English first. */
  languages: string[];
}

const DEFAULT_LANGUAGE = 'en';
const messagesFile = z.record(z.string(), z.string());

/**
 * Loads what people read. A sentence that a language lacks is said in English.
 *
 * @param onMissing is told of each sentence that was said in English instead, to count it.
 */
export async function loadWords(
  localesDirectory: string,
  onMissing: (language: string, key: string) => void,
): Promise<Words> {
  const found = readdirSync(localesDirectory).filter(language =>
    existsSync(join(localesDirectory, language, 'messages.json')),
  );
  const languages = [DEFAULT_LANGUAGE, ...found.filter(language => language !== DEFAULT_LANGUAGE).sort()];
  const resources = Object.fromEntries(
    languages.map(language => [language, { translation: readMessages(localesDirectory, language) }]),
  );
  const instance = i18next.createInstance();
  await instance.init({
    resources,
    fallbackLng: DEFAULT_LANGUAGE,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  /** Plural forms stand under other keys, which only i18next knows. */
  const has = (language: string, key: string, values: Record<string, string | number>) =>
    resources[language]?.translation[key] !== undefined ||
    instance.exists(key, { lng: language, fallbackLng: [], ...values });
  const sentence = (language: string, key: string, values: Record<string, string | number>) => {
    if (!has(DEFAULT_LANGUAGE, key, values)) {
      throw new Error(`No sentence is called ${key}: add it to locales/en/messages.json.`);
    }
    const isMissing = language !== DEFAULT_LANGUAGE && !has(language, key, values);
    return { text: instance.t(key, { lng: language, ...values }), isMissing };
  };
  /** What is the same every time, by language and key: most of what a card is surrounded by. */
  const withoutValues = new Map<string, ReturnType<typeof sentence>>();
  return {
    languages,
    isMachineTranslated: language => resources[language]?.translation.translation === 'machine',
    say(language, key, values) {
      const name = `${language} ${key}`;
      const said = (!values && withoutValues.get(name)) || sentence(language, key, values ?? {});
      if (!values) withoutValues.set(name, said);
      if (said.isMissing) onMissing(language, key);
      return said.text;
    },
  };
}

function readMessages(localesDirectory: string, language: string): Record<string, string> {
  const path = join(localesDirectory, language, 'messages.json');
  const parsed = messagesFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success)
    throw new Error(
      `${path} must map keys to sentences: ${z.prettifyError(parsed.error)}. Correct it and start again.`,
    );
  return parsed.data;
}
