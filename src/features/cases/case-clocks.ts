import type { Card } from '../../knowledge/card.ts';
import type { Nation } from '../../messages/sender.ts';
import type { CaseSettings } from '../case-settings.ts';
import { londonInstant, londonTime } from '../london-time.ts';
import type { OfficeHours } from './office-hours.ts';

/** How much a case cannot wait: E0 information only, E1 a person, E2 in 3 working days, E3 today, E4 now (docs/cards.md). */
export type Level = Card['escalation']['level'];

/** What the clocks of a case run on. */
export interface CaseTimes {
  level: Level;
  /** Whose bank holidays count: the member's, or the charity's where that is not known. */
  nation: Nation;
  /** When it was opened, or opened again. */
  openedAt: Date;
  claimedAt?: Date | undefined;
  /** When somebody first wrote to the member since then. */
  firstRepliedAt?: Date | undefined;
  /** When the member wrote what nobody has answered yet: the first of such messages. */
  waitingSince?: Date | undefined;
  closedAt?: Date | undefined;
}

export interface Clock {
  kind: 'firstReply' | 'nextReply' | 'close';
  startedAt: Date;
  /** When three quarters of the time are gone. */
  soonAt: Date;
  dueAt: Date;
}

/** Whom an unclaimed case is brought to, and when. */
export interface Climb {
  step: 'reminder' | 'lead' | 'onCall';
  at: Date;
}

export interface CaseClocks {
  /** The clocks that run for a case, the first to end before the others; none once it is closed. */
  running(times: CaseTimes): Clock[];
  state(clock: Clock, at: Date): 'onTime' | 'soon' | 'late';
  /**
   * How a case climbs for as long as nobody has claimed it: a quarter, half and three quarters of the way to its first reply being
   * due, so that the last who is told can still be in time. The person on call is for E3 and E4.
   */
  climbs(times: CaseTimes): Climb[];
}

type Target = CaseSettings['targets'][Level]['firstReply'];

const MINUTE_MS = 60_000;
/** Who asks for help "today" just before midnight is still given so long an answer. */
const DAY_MINUTES_MIN = 60;
const SOON_SHARE = 0.75;
const climbShares = { reminder: 0.25, lead: 0.5, onCall: 0.75 } as const;

/** @param targets how long each thing may take, by the level of the case. */
export function createCaseClocks(targets: CaseSettings['targets'], officeHours: OfficeHours): CaseClocks {
  function dueAt(target: Target, from: Date, nation: Nation): Date {
    switch (target.unit) {
      case 'minutes':
        return minutesAfter(from, target.count);
      case 'officeMinutes':
        return officeHours.addOfficeMinutes(from, target.count, nation);
      case 'workingDays':
        return officeHours.endOfWorkingDays(from, target.count, nation);
      case 'day': {
        const midnight = londonInstant(londonTime(from).date, '24:00');
        const earliest = minutesAfter(from, Math.min(target.count, DAY_MINUTES_MIN));
        const latest = minutesAfter(from, target.count);
        return midnight < earliest ? earliest : midnight < latest ? midnight : latest;
      }
    }
  }

  /** The moment at which a share of the time is gone, counted as the target counts it. */
  function partWay(target: Target, from: Date, share: number, nation: Nation): Date {
    const due = dueAt(target, from, nation);
    if (target.unit === 'minutes' || target.unit === 'day')
      return new Date(from.getTime() + share * (due.getTime() - from.getTime()));
    return officeHours.addOfficeMinutes(from, share * officeHours.officeMinutesBetween(from, due, nation), nation);
  }

  function clock(kind: Clock['kind'], startedAt: Date, { level, nation }: CaseTimes): Clock {
    const target = targets[level][kind];
    return {
      kind,
      startedAt,
      soonAt: partWay(target, startedAt, SOON_SHARE, nation),
      dueAt: dueAt(target, startedAt, nation),
    };
  }

  return {
    running(times) {
      const { openedAt, firstRepliedAt, waitingSince, closedAt } = times;
      if (closedAt) return [];
      const clocks = [clock('close', openedAt, times)];
      if (!firstRepliedAt) clocks.push(clock('firstReply', openedAt, times));
      else if (waitingSince) clocks.push(clock('nextReply', waitingSince, times));
      return clocks.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
    },

    state: ({ soonAt, dueAt: due }, at) => (at >= due ? 'late' : at >= soonAt ? 'soon' : 'onTime'),

    climbs({ level, nation, openedAt, claimedAt, closedAt }) {
      if (claimedAt || closedAt) return [];
      const steps: Climb['step'][] =
        level === 'E3' || level === 'E4' ? ['reminder', 'lead', 'onCall'] : ['reminder', 'lead'];
      const target = targets[level].firstReply;
      return steps.map(step => ({ step, at: partWay(target, openedAt, climbShares[step], nation) }));
    },
  };
}

function minutesAfter(from: Date, minutes: number): Date {
  return new Date(from.getTime() + minutes * MINUTE_MS);
}
