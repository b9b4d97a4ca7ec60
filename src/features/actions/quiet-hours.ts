import type { OrganisingSettings } from '../organising-settings.ts';
import { isQuiet, nextQuietEdge, whenNotQuiet } from '../quiet-hours.ts';

const MINUTE_MS = 60_000;
/** The last moment that a Date can be. */
const NEVER = new Date(8.64e15);

/** The hours in which nobody is written to unasked, by London's clocks. */
export interface QuietHours {
  isQuiet(at: Date): boolean;
  /** When the quiet hours end that a moment is in; the moment itself where it is in none. */
  end(at: Date): Date;
  /** The moment so many minutes later that are not quiet. */
  addWaking(at: Date, minutes: number): Date;
  /** How many minutes between two moments are not quiet. */
  wakingMinutes(from: Date, to: Date): number;
}

/** @param hours as in 21:00 and 08:00; when both are the same, nothing is quiet. */
export function createQuietHours(hours: OrganisingSettings['quietHours']): QuietHours {
  const end = (at: Date) => whenNotQuiet(hours, at);
  /** When the next quiet hours begin. @param at a moment that is not quiet. */
  const nextStart = (at: Date) => nextQuietEdge(hours, at) ?? NEVER;

  return {
    isQuiet: at => isQuiet(hours, at),
    end,

    addWaking(at, minutes) {
      let left = minutes * MINUTE_MS;
      for (let now = end(at); ; ) {
        const untilQuiet = nextStart(now).getTime() - now.getTime();
        if (left <= untilQuiet) return new Date(now.getTime() + left);
        left -= untilQuiet;
        now = end(nextStart(now));
      }
    },

    wakingMinutes(start, until) {
      let minutes = 0;
      for (let now = end(start); now < until; ) {
        const next = nextStart(now);
        const stop = next < until ? next : until;
        minutes += (stop.getTime() - now.getTime()) / MINUTE_MS;
        now = end(stop);
        if (stop >= until) break;
      }
      return minutes;
    },
  };
}
