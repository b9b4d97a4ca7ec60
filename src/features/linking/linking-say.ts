import type { Choice, Reply } from '../../messages/reply.ts';
import type { Words } from '../../words/words.ts';
import { done } from '../desk-parts.ts';

export { done };

/** How this room speaks. */
export interface LinkingSay {
  (language: string, key: string, values?: Record<string, string | number>): string;
  reply(language: string, key: string, values?: Record<string, string | number>, choices?: Choice[]): Reply;
  /** @param step what it leads to, with what the step is given. */
  button(language: string, key: string, step: string, values?: Record<string, string>): Choice;
}

export function createLinkingSay(words: Words): LinkingSay {
  const say = (language: string, key: string, values = {}) => words.say(language, `linking.${key}`, values);
  return Object.assign(say, {
    reply: (language: string, key: string, values = {}, choices: Choice[] = []): Reply => ({
      text: say(language, key, values),
      language,
      choices,
    }),
    button: (language: string, key: string, step: string, values = {}): Choice => ({
      id: `linking:${step}`,
      label: say(language, `button.${key}`, values),
    }),
  });
}
