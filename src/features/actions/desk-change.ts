import type { Reply } from '../../messages/reply.ts';
import { audit } from '../audit.ts';
import type { FeatureTurn, FeatureWrite } from '../feature.ts';
import { leftBehind } from './action-card.ts';
import { contentOf } from './action-content.ts';
import type { ActionChange } from './action-writes.ts';
import type { DeskDeps } from './desk-deps.ts';
import { byOf, done, inThread, showsOf, toRoom } from './desk-say.ts';
import type { ActionAct } from './desk-step.ts';
import { firstDayOf, type Scope } from './scope.ts';
import { changeFollowing, type SeriesChange } from './series-writes.ts';

/** What is to become of an action, and how much of its series is meant. */
export interface WantedChange extends ActionChange {
  scope: Scope;
  /** Where a series is moved: when the first of those that move is then. */
  moved?: SeriesChange['moved'];
}

/**
 * Changes an action, or its series, and says so in the thread of its card. Whoever registered reads of another time or place from the
 * members' side, once it is true.
 *
 * @param inWords what was changed, for colleagues.
 */
export async function changeTurn(
  deps: DeskDeps,
  act: ActionAct,
  { scope, moved, ...change }: WantedChange,
  inWords: string,
  reply: Reply,
): Promise<FeatureTurn> {
  const { say, actionWrites, deskActions, seal } = deps;
  const { action, who, at } = act;
  const { file } = action;
  const from = await firstDayOf(action, scope, deskActions, at);
  const write: FeatureWrite = from
    ? changeFollowing(action, from, { patch: change.patch, ...(moved && { moved }) }, byOf(act))
    : actionWrites.change(action, change, byOf(act));
  const { roomId } = change.patch(contentOf(file));
  const others = from && file.seriesId ? await deskActions.upcoming(file.seriesId, at) : [];
  return done(reply, {
    writes: [write, audit({ staffId: who.staffId, what: 'changeAction', actionId: file.id }, seal)],
    posts: [
      ...inThread(file, say('actions.changed.inThread', { name: who.name, what: inWords })),
      ...(roomId === file.roomId ? [] : toRoom(file, leftBehind(file, say))),
    ],
    shows: showsOf(...new Set([file.id, ...others.map(({ id }) => id)])),
  });
}

/**
 * What somebody who was overtaken is told: who changed it meanwhile. What they typed stands in the window still.
 *
 * @param revision the one that they began on. @returns undefined while nobody has changed it.
 */
export async function overtakenBy(
  { say, colleagues }: DeskDeps,
  { action, who }: ActionAct,
  revision: string | undefined,
): Promise<string | undefined> {
  if (String(action.revision) === revision) return undefined;
  const { changedById } = action;
  if (changedById === who.staffId) return say('actions.overtaken.byYou');
  const other = changedById && (await colleagues.find(changedById));
  return say('actions.overtaken.bySomebody', { name: other ? other.name : say('actions.former') });
}
