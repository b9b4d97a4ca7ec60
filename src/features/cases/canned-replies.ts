import type { Choice } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';

/** Sentences that are true in general, in every language: `canned.<name>` in `locales/<lang>/messages.json`. */
export const cannedReplies = ['received', 'moreTime', 'call', 'photo', 'when', 'danger'] as const;
export type CannedReply = (typeof cannedReplies)[number];

/** First of all, none: a choice that was made cannot be unmade in every window. */
export function cannedOptions(say: DeskWords['say']): Choice[] {
  return ['none', ...cannedReplies].map(name => ({ id: name, label: say(`desk.canned.${name}`) }));
}

/** @returns undefined for what is none. */
export function cannedWords(words: Words, language: string, name: string | undefined): string | undefined {
  const known = cannedReplies.find(canned => canned === name);
  return known && words.say(language, `canned.${known}`);
}

/** The English of a text that begins with a canned reply in another language. */
export function cannedInEnglish(words: Words, language: string, text: string): string | undefined {
  if (language === 'en') return undefined;
  const used = cannedReplies.find(name => text.startsWith(words.say(language, `canned.${name}`)));
  return used && words.say('en', `canned.${used}`);
}

/** Parts a text in English that begins with a canned reply: that reply in the member's language, and the rest. */
export function splitCanned(words: Words, text: string, language: string): { canned: string; rest: string } {
  const used = cannedReplies.find(name => text.startsWith(words.say('en', `canned.${name}`)));
  if (!used) return { canned: '', rest: text };
  const rest = text.slice(words.say('en', `canned.${used}`).length).trim();
  return { canned: words.say(language, `canned.${used}`), rest };
}
