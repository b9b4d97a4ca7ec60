import type { Choice, Reply } from '../../messages/reply.ts';
import type { Words } from '../../words/words.ts';
import type { FeatureTurn } from '../feature.ts';

/** How the directory speaks with members. */
export interface MemberSay {
  reply(language: string, key: string, values?: Record<string, string>, choices?: Choice[]): Reply;
  /** A button, and the step of ours that it leads to: `directory:<step>`. */
  button(language: string, label: string, ...step: string[]): Choice;
  person(language: string): Choice;
}

export function createMemberSay(words: Words): MemberSay {
  return {
    reply: (language, key, values = {}, choices = []) => ({
      text: words.say(language, `directory.${key}`, values),
      language,
      choices,
    }),
    button: (language, label, ...step) => ({
      id: ['directory', ...step].join(':'),
      label: words.say(language, `button.${label}`),
    }),
    person: language => ({ id: 'cases:person', label: words.say(language, 'button.person') }),
  };
}

/** A turn that says this and leads nowhere. */
export function said(replies: Reply | Reply[], more: Partial<FeatureTurn> = {}): FeatureTurn {
  return { replies: [replies].flat(), next: 'start', ...more };
}
