import type { Choice, Reply } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Colleague } from '../colleagues.ts';
import { chosenIn, createTell, done, lineIn } from '../desk-parts.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { ActionFile } from './action-file.ts';
import type { By } from './action-writes.ts';
import type { DeskDeps } from './desk-deps.ts';
import { type ActionAct, type DeskAct, type DeskStep, deskId } from './desk-step.ts';

export { chosenIn, done, lineIn };

type Say = DeskWords['say'];

const LANGUAGE = 'en';
/** What was said among colleagues is still worth reading after a weekend without Slack: 7 days. */
const ROOM_EXPIRES_SECONDS = 7 * 86_400;

/** Words for staff, by a form of this desk. */
export const tell = createTell(deskId('read'));

/** A button of the desk: a window is opened for what it leads to. */
export function button(say: Say, step: string, ...rest: string[]): Choice {
  return { id: deskId(step, ...rest), label: say(`actions.button.${step}`), opensForm: true };
}

/** Finds the action that a button or a form is about; says when it is gone, or another region's. */
export function onAction(
  { deskActions, say }: Pick<DeskDeps, 'deskActions' | 'say'>,
  { press, submit }: DeskStep<ActionAct>,
): DeskStep {
  return {
    ...(press && {
      async press(act) {
        const action = await deskActions.byId(act.rest[0] ?? '');
        if (!action) return gone(act.heard);
        return mayOrganise(act.who, action.file) ? press({ ...act, action }) : elsewhere(act.heard);
      },
    }),
    ...(submit && {
      async submit(act, values) {
        const action = await deskActions.byId(act.rest[0] ?? '');
        if (!action) return gone(act.heard);
        return mayOrganise(act.who, action.file) ? submit({ ...act, action }, values) : elsewhere(act.heard);
      },
    }),
  };

  function gone(heard: Heard): FeatureTurn {
    return done(tell(heard, say('actions.title'), say('actions.gone')));
  }

  function elsewhere(heard: Heard): FeatureTurn {
    return done(tell(heard, say('actions.title'), say('actions.otherRegion')));
  }
}

/** Who organises in some regions looks after theirs, what they began themselves, and what is everywhere. */
export function mayOrganise({ regions, staffId }: Colleague, { region, organiserId }: ActionFile): boolean {
  return regions.length === 0 || organiserId === staffId || region === undefined || regions.includes(region);
}

/** Who does it, and when. */
export function byOf({ who: { staffId }, at }: DeskAct): By {
  return { staffId, at };
}

/** The name of an action's card in its room: what is said below it is in its thread. */
export function cardName(actionId: string): string {
  return `action:${actionId}`;
}

export function showsOf(...actionIds: string[]): string[] {
  return actionIds.map(id => `actions:card:${id}`);
}

export function toRoom({ roomId }: Pick<ActionFile, 'roomId'>, reply: Reply): Post[] {
  if (!roomId) return [];
  return [{ to: { channel: 'slack', roomId }, reply: { expiresAfterSeconds: ROOM_EXPIRES_SECONDS, ...reply } }];
}

/** In the thread of an action's card. */
export function inThread(file: Pick<ActionFile, 'id' | 'roomId'>, text: string, more: Partial<Reply> = {}): Post[] {
  return toRoom(file, { text, language: LANGUAGE, under: cardName(file.id), ...more });
}
