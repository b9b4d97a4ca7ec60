import type { TimelyTurn } from '../feature.ts';
import { londonDayAfter, londonTime } from '../london-time.ts';
import type { ActionFile } from './action-file.ts';
import { attendanceOf } from './attendance.ts';
import type { DeskAction } from './desk-actions.ts';
import type { DeskDeps } from './desk-deps.ts';
import { inThread, showsOf } from './desk-say.ts';
import { noticesDue } from './quorum.ts';
import { daysOf } from './series-rules.ts';
import { makeDays } from './series-writes.ts';

/** So far ahead the actions of a series are made. */
const DAYS_AHEAD = 8 * 7;
/** From then on an action of a series has a card of its own in its room. */
export const CARD_DAYS = 14;
const DAY_MS = 86_400_000;
/** A tick does so much, and the next goes on. */
const TURNS_MAX = 100;

/** What time alone brings to organisers: the next actions of a series, their cards, and what has to be booked. */
export function createDeskTick(deps: DeskDeps) {
  const { database, actions, deskActions, actionWrites } = deps;
  const { prisma } = database;

  return async (nowMs: number): Promise<TimelyTurn[]> => {
    const at = new Date(nowMs);
    const turns = [...(await makeSeries(at)), ...(await cardsDue(at)), ...(await booked(at)), ...(await over(at))];
    return turns.slice(0, TURNS_MAX);
  };

  async function makeSeries(at: Date): Promise<TimelyTurn[]> {
    const today = londonTime(at).date;
    const horizon = londonDayAfter(today, DAYS_AHEAD);
    const series = await prisma.actionSeries.findMany({
      where: { madeUntil: { lt: horizon } },
      orderBy: { id: 'asc' },
      take: TURNS_MAX,
    });
    return series.map(({ id, madeUntil, ...recurrence }) => {
      const next = londonDayAfter(madeUntil ?? today);
      const days = daysOf(recurrence, next > today ? next : today, horizon);
      return { writes: [makeDays(id, days, { madeUntil: horizon, at })] };
    });
  }

  async function cardsDue(at: Date): Promise<TimelyTurn[]> {
    const soon = new Date(at.getTime() + CARD_DAYS * DAY_MS);
    const due = await actions.where(
      { status: 'published', startsAt: { gt: at, lte: soon }, NOT: { toldOf: { has: 'card' } } },
      TURNS_MAX,
    );
    return due.map(file => ({ writes: [actionWrites.told(file, 'card')], shows: showsOf(file.id) }));
  }

  /** Interpreters, childcare and fares, while there is time to see to them. */
  async function booked(at: Date): Promise<TimelyTurn[]> {
    const { quorum } = await deps.organising();
    const soon = new Date(at.getTime() + quorum.daysBefore * DAY_MS);
    const near = await actions.where({ status: 'published', startsAt: { gt: at, lte: soon } });
    const turns = await Promise.all(near.map(file => noticesOf(file, quorum.people)));
    return turns.flat();
  }

  async function noticesOf(file: ActionFile, people: number): Promise<TimelyTurn[]> {
    const action = await deskActions.byId(file.id);
    if (!action) return [];
    const attendance = attendanceOf(await actions.registrationsOf(file.id));
    return noticesDue(action, attendance, people, deps.say).map(({ key, text }) => ({
      writes: [actionWrites.told(file, key)],
      posts: inThread(file, text),
    }));
  }

  /** When it is over its card says who came. */
  async function over(at: Date): Promise<TimelyTurn[]> {
    const since = new Date(at.getTime() - CARD_DAYS * DAY_MS);
    const ended = await actions.where(
      { status: 'published', endsAt: { gt: since, lte: at }, NOT: { toldOf: { has: 'over' } } },
      TURNS_MAX,
    );
    return ended.map(file => ({ writes: [actionWrites.told(file, 'over')], shows: showsOf(file.id) }));
  }
}

/** True for what its room sees a card of: those of a series only when they are near, or somebody comes. */
export function hasCard({ file, toldOf }: DeskAction): boolean {
  if (file.status === 'draft') return false;
  return file.seriesId === undefined || toldOf.includes('card') || file.taken > 0;
}
