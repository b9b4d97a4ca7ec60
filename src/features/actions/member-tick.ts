import type { TimelyTurn } from '../feature.ts';
import type { ActionWords } from './action-words.ts';
import { createAfterwards } from './afterwards.ts';
import { createChangeNews } from './change-news.ts';
import type { MemberDeps } from './member-deps.ts';
import type { MemberSay } from './member-say.ts';
import { createOffers } from './offers.ts';
import { createQuietHours, type QuietHours } from './quiet-hours.ts';
import { createReminders } from './reminders.ts';

/** What is known at a minute that goes by. */
export interface Minute {
  at: Date;
  quiet: QuietHours;
  settings: Awaited<ReturnType<MemberDeps['organising']>>;
}

/** What one minute brings of one kind. */
export type EachMinute = (minute: Minute) => Promise<TimelyTurn[]>;

/** So many of each kind a minute; what is left has its turn in the next. */
export const TURNS_MAX = 500;

/** What time alone brings to members: what was changed, offers, reminders, and the question how it was. */
export function createMemberTick(
  deps: MemberDeps,
  parts: { say: MemberSay; words: ActionWords },
): (nowMs: number) => Promise<TimelyTurn[]> {
  const kinds = [createChangeNews, createOffers, createReminders, createAfterwards].map(create => create(deps, parts));

  return async nowMs => {
    const settings = await deps.organising();
    const minute = { at: new Date(nowMs), quiet: createQuietHours(settings.quietHours), settings };
    const turns: TimelyTurn[] = [];
    for (const eachMinute of kinds) turns.push(...(await eachMinute(minute)));
    return turns;
  };
}
