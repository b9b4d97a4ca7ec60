import type { Choice, Reply } from '../../messages/reply.ts';
import type { Words } from '../../words/words.ts';
import type { FeatureTurn } from '../feature.ts';

/** How the members' side speaks: in the member's language. Keys are those of messages.json without `actions.`. */
export interface MemberSay {
  (language: string, key: string, values?: Record<string, string | number>): string;
  reply(language: string, key: string, values?: Record<string, string | number>, choices?: Choice[]): Reply;
  /** @param step also what is pressed: `actions:<step>:<rest>`. */
  button(language: string, step: string, ...rest: string[]): Choice;
  /** The same way on, under another name. */
  named(language: string, key: string, id: string): Choice;
}

export function createMemberSay(words: Words): MemberSay {
  const say = (language: string, key: string, values: Record<string, string | number> = {}) =>
    words.say(language, `actions.${key}`, values);
  const named: MemberSay['named'] = (language, key, id) => ({ id, label: say(language, `button.${key}`) });
  return Object.assign(say, {
    named,
    reply: (language: string, key: string, values: Record<string, string | number> = {}, choices: Choice[] = []) => ({
      text: say(language, key, values),
      language,
      choices,
    }),
    button: (language: string, step: string, ...rest: string[]) =>
      named(language, step, ['actions', step, ...rest].join(':')),
  });
}

/** A turn that says this, and after which nothing is waited for. */
export function said(replies: Reply | Reply[], more: Partial<FeatureTurn> = {}): FeatureTurn {
  return { replies: [replies].flat(), next: 'start', ...more };
}
