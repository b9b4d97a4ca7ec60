import type { Choice, Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { deskId } from './desk-say.ts';
import type { Organisation } from './organisation.ts';
import { hiddenFrom, isDue, isShown } from './still-true.ts';

type Say = DeskWords['say'];

/** The name of an entry's message in the room where staff were asked about it. */
export function entryName(id: string): string {
  return `entry:${id}`;
}

/** What staff read of an entry: all that members do, where it is from, and how long it is shown. */
export function entryText(entry: Organisation, say: Say, today: string): string {
  const { name, url, description, needs, languages, regions, nation, source, licence, lastCheckedOn } = entry;
  const where = regions.length > 0 ? regions.join(', ') : (nation ?? say('directory.entry.everywhere'));
  const offered = needs.map(need => say(`directory.needs.${need}`)).join(', ');
  return [
    `*${name}*`,
    description,
    [where, offered, languages.join(', ')].filter(part => part).join(' · '),
    url,
    say('directory.entry.source', { source, licence }),
    ageLine(),
  ]
    .filter(line => line)
    .join('\n');

  function ageLine(): string {
    const dates = { checked: lastCheckedOn, hidden: hiddenFrom(lastCheckedOn) };
    if (entry.isHidden) return say('directory.entry.hidden');
    if (!isShown(entry, today)) return say('directory.entry.tooOld', dates);
    return say(isDue(entry, today) ? 'directory.entry.due' : 'directory.entry.shown', dates);
  }
}

/** What can be done with an entry. */
export function entryChoices({ id, isHidden }: Organisation, say: Say): Choice[] {
  const button = (step: string, opensForm = false): Choice => ({
    id: deskId(step, id),
    label: say(`directory.button.${step}`),
    ...(opensForm && { opensForm }),
  });
  return [button('true'), button('edit', true), ...(isHidden ? [] : [button('hide')])];
}

/** The question whether an entry is still true, or what has become of it. */
export function entryCard(entry: Organisation, say: Say, today: string): Reply {
  return {
    text: entryText(entry, say, today),
    language: 'en',
    name: entryName(entry.id),
    choices: entryChoices(entry, say),
  };
}
