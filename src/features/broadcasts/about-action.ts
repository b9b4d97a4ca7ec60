import type { Field, FormValues } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { BroadcastFile } from './broadcast-file.ts';
import { momentInWords } from './broadcast-lines.ts';
import type { ActionInBrief } from './broadcast-store.ts';
import { lineIn } from './desk-say.ts';

const NAME = 'about';
const NONE = 'none';

/** Which action a broadcast tells of: below its words is a button that leads there. Not asked where there is none to choose. */
export function aboutFields({ actionId }: BroadcastFile, actions: ActionInBrief[], say: DeskWords['say']): Field[] {
  if (actions.length === 0) return [];
  const isThere = actions.some(({ id }) => id === actionId);
  return [
    {
      kind: 'choice',
      name: NAME,
      label: say('broadcasts.about.label'),
      hint: say('broadcasts.about.hint'),
      options: [
        { id: NONE, label: say('broadcasts.about.none') },
        ...actions.map(({ id, startsAt, title }) => ({ id, label: `${momentInWords(startsAt)} · ${title}` })),
      ],
      initial: isThere && actionId ? actionId : NONE,
      optional: true,
    },
  ];
}

/**
 * The action that was chosen.
 *
 * @returns `isGone` for one that is over, called off or elsewhere by now.
 */
export function readAbout(values: FormValues, actions: ActionInBrief[]): { actionId?: string; isGone: boolean } {
  const typed = lineIn(values, NAME);
  if (typed === undefined || typed === NONE) return { isGone: false };
  const found = actions.find(({ id }) => id === typed);
  return found ? { actionId: found.id, isGone: false } : { isGone: true };
}
