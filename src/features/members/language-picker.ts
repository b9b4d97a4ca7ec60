import type { Choice } from '../../messages/reply.ts';
import type { Words } from '../../words/words.ts';

/** With "more", a page fits the smallest list of any platform: WhatsApp's ten rows. */
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
  return [...choices, { id: `members:languages:${(shown + 1) % pages}`, label: words.say(language, 'language.more') }];
}
