import type { Choice } from '../../messages/reply.ts';
import type { Words } from '../../words/words.ts';

/** With a person and "more", a page fits the smallest list of any platform: WhatsApp's ten rows. */
const PAGE_SIZE = 8;

/** One page of languages, each by its own name in its own script, and the way to the next page. */
export function languageChoices(words: Words, language: string, page: number): Choice[] {
  const pages = Math.ceil(words.languages.length / PAGE_SIZE);
  const shown = Number.isInteger(page) && page >= 0 && page < pages ? page : 0;
  const choices = words.languages.slice(shown * PAGE_SIZE, (shown + 1) * PAGE_SIZE).map(known => ({
    id: `members:speak:${known}`,
    label: words.say(known, 'language.name'),
  }));
  if (pages === 1) return choices;
  // The key 9 leads to a person everywhere, so that a ninth choice is one.
  const person = { id: 'cases:person', label: words.say(language, 'button.person') };
  const more = { id: `members:languages:${(shown + 1) % pages}`, label: words.say(language, 'language.more') };
  return [...choices, person, more];
}
