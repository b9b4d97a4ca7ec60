import type { Reply } from '../../messages/reply.ts';
import type { Words } from '../../words/words.ts';
import type { Colleague } from '../colleagues.ts';
import type { DeskDeps } from './desk-step.ts';
import { homePage, homeQueues } from './home-page.ts';

/** The page of somebody who works on cases, as it stands now. */
export async function deskHome({ cases, views, say, warnings, now }: DeskDeps, who: Colleague): Promise<Reply> {
  const at = now();
  const [open, warned] = await Promise.all([cases.open(), who.role === 'lead' ? warnings(at) : []]);
  const facts = { warnings: warned, calendarOf: views.calendarOf, at };
  return homePage(homeQueues(open, who.staffId, at), who, facts, say);
}

/** What whoever does not work here finds there: what the bot can do for them. */
export function guestHome(words: Words, language: string): Reply {
  return {
    text: words.say(language, 'help'),
    language,
    onHomePage: true,
    choices: [
      { id: 'faq:topics', label: words.say(language, 'button.topics') },
      { id: 'cases:person', label: words.say(language, 'button.person'), opensForm: true },
      { id: 'members:language', label: words.say(language, 'button.language') },
      { id: 'members:about', label: words.say(language, 'button.about') },
    ],
  };
}
