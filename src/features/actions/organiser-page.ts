import type { Choice, Reply, Section } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Colleague } from '../colleagues.ts';
import { sayMoment } from '../say-moment.ts';
import type { ActionFile } from './action-file.ts';
import { titleLine, whenLine } from './action-lines.ts';
import type { ActionStore } from './action-store.ts';
import { placesFree } from './attendance.ts';
import type { DeskActions } from './desk-actions.ts';
import { button, mayOrganise } from './desk-say.ts';

/** A page holds a hundred blocks, and an action takes two. */
const ACTIONS_SHOWN = 20;

interface OrganiserPageDeps {
  actions: ActionStore;
  deskActions: DeskActions;
  say: DeskWords['say'];
  now(): Date;
}

/** The page of somebody who organises: what is next where they do, and what they began and have not published. */
export type OrganiserPage = (who: Colleague) => Promise<Reply>;

export function createOrganiserPage({ actions, deskActions, say, now }: OrganiserPageDeps): OrganiserPage {
  return async who => {
    const at = now();
    const published = await actions.where({ status: 'published', endsAt: { gt: at } });
    const theirs = published.filter(file => mayOrganise(who, file)).toSorted(byTime);
    const drafts = await deskActions.draftsOf(who.staffId);
    const left = theirs.length - ACTIONS_SHOWN;
    return {
      text: say('actions.home.hello', { name: who.name, at: sayMoment(at, 'en') }),
      language: 'en',
      onHomePage: true,
      sections: [
        { text: '', choices: toBegin() },
        ...(drafts.length > 0 ? [{ text: say('actions.home.drafts') }, ...drafts.map(draftInLines)] : []),
        { text: say(theirs.length > 0 ? 'actions.home.next' : 'actions.home.none', { count: theirs.length }) },
        ...theirs.slice(0, ACTIONS_SHOWN).map(actionInLines),
        ...(left > 0 ? [{ text: say('actions.home.left', { count: left }) }] : []),
      ],
    };
  };

  function toBegin(): Choice[] {
    return [
      button(say, 'new'),
      { id: 'broadcasts:desk:begin', label: say('broadcasts.button.new'), opensForm: true },
      { id: 'directory:desk:find', label: say('directory.button.find'), opensForm: true },
    ];
  }

  function draftInLines(file: ActionFile): Section {
    return { text: `${titleLine(file)}\n${whenLine(file)}`, choices: [button(say, 'look', file.id)] };
  }

  function actionInLines(file: ActionFile): Section {
    const free = placesFree(file);
    const places =
      free === undefined
        ? say('actions.home.coming', { count: file.taken })
        : say('actions.home.places', { count: file.taken, free });
    const choices = ['list', 'checkIn', 'edit', 'broadcast'].map(step => button(say, step, file.id));
    return { text: [titleLine(file), whenLine(file), places].join('\n'), choices };
  }
}

function byTime(a: ActionFile, b: ActionFile): number {
  return Number(a.startsAt) - Number(b.startsAt) || a.id.localeCompare(b.id);
}
