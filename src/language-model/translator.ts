import { generateText } from 'ai';
import { z } from 'zod';
import { log } from '../log.ts';
import { checkTranslation, type DatesOf, type Refusal } from './check-translation.ts';
import { holdAside } from './hold-aside.ts';
import { type LanguageModelSettings, openModel } from './open-model.ts';
import { loadPrompt } from './prompt-file.ts';

/** What staff wrote, never a member's words. */
export interface ToTranslate {
  texts: { text: string; charsMax: number }[];
  /** BCP 47. */
  from: string;
  to: string[];
}

/** The texts in one language, in their order; or why there are none. */
export type Translation = { texts: string[] } | { refused: Refusal };

/** Translates texts into languages. It never throws: a language that could not be had is refused, and the others are there. */
export type Translator = (wanted: ToTranslate) => Promise<Map<string, Translation>>;

const answer = z.object({ translations: z.array(z.string()) });

/**
 * For all the languages of one press together. Somebody looks at a window that says "One moment" meanwhile, and a turn of theirs waits;
 * what is ready by then is kept.
 */
const TIMEOUT_MS = 20_000;
/** A local model takes one after the other anyway, and others need it too. */
const AT_ONCE = 3;
/** Tigrinya takes several tokens for a letter. */
const TOKENS_PER_CHAR = 4;
const TOKENS_MIN = 300;

/**
 * Opens a model that translates. What must not change is held aside before it is asked (`hold-aside.ts`), and what it says is looked at
 * before it is used (`check-translation.ts`).
 *
 * @param options `datesOf` finds the dates that a text names. `timeoutMs` of one call. @default 20 s
 */
export function createTranslator(
  settings: LanguageModelSettings,
  promptsDirectory: string,
  { datesOf, timeoutMs = TIMEOUT_MS }: { datesOf: DatesOf; timeoutMs?: number },
): Translator {
  const prompt = loadPrompt(promptsDirectory, 'translate');
  const model = openModel(settings);
  const nameOf = new Intl.DisplayNames('en-GB', { type: 'language' });

  return async ({ texts, from, to }) => {
    const late = AbortSignal.timeout(timeoutMs);
    const made = new Map<string, Translation>();
    const left = [...to];
    async function work(): Promise<void> {
      for (let language = left.shift(); language !== undefined; language = left.shift())
        made.set(language, late.aborted ? { refused: 'late' } : await translate(texts, from, language, late));
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return new Map(to.map(language => [language, made.get(language) ?? { refused: 'late' }]));
  };

  async function translate(
    texts: ToTranslate['texts'],
    from: string,
    to: string,
    late: AbortSignal,
  ): Promise<Translation> {
    const held = texts.map(({ text }) => holdAside(text));
    const values: Record<string, string> = {
      from: nameOf.of(from) ?? from,
      to: nameOf.of(to) ?? to,
      charsMax: texts.map(({ charsMax }) => charsMax).join(', '),
    };
    const chars = texts.reduce((sum, { text }) => sum + text.length, 0);
    let said: string;
    try {
      ({ text: said } = await generateText({
        model,
        instructions: prompt.text.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? ''),
        prompt: JSON.stringify(held.map(({ text }) => text)),
        temperature: 0,
        maxOutputTokens: Math.max(TOKENS_MIN, chars * TOKENS_PER_CHAR),
        maxRetries: 0,
        abortSignal: late,
      }));
    } catch (error) {
      log.warn({ err: error, prompt: prompt.name, version: prompt.version, language: to }, 'nothing was translated');
      return { refused: late.aborted ? 'late' : 'unreachable' };
    }
    const translations = readTranslations(said, texts.length);
    if (!translations) return refuse('unreadable', to);
    if (translations.some(words => words.trim() === '')) return refuse('empty', to);
    const restored = translations.map((words, index) => held[index]?.restore(words));
    const whole = restored.filter(words => words !== undefined);
    if (whole.length < texts.length) return refuse('kept', to);
    for (const [index, { text: original, charsMax }] of texts.entries()) {
      const fault = checkTranslation({ original, from, translation: whole[index] ?? '', to, charsMax }, datesOf);
      if (fault) return refuse(fault, to);
    }
    return { texts: whole.map(words => words.trim()) };
  }

  function refuse(refused: Refusal, language: string): Translation {
    const { name, version } = prompt;
    log.warn({ prompt: name, version, language, refused }, 'a translation is not used');
    return { refused };
  }
}

/** @returns undefined for anything but as many translations as there are texts. */
function readTranslations(said: string, count: number): string[] | undefined {
  const [from, to] = [said.indexOf('{'), said.lastIndexOf('}')];
  try {
    const { translations } = answer.parse(JSON.parse(said.slice(from, to + 1)));
    return translations.length === count ? translations : undefined;
  } catch {
    return undefined;
  }
}
