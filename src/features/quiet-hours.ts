import { londonDayAfter, londonInstant, londonTime } from './london-time.ts';
import type { OrganisingSettings } from './organising-settings.ts';

type QuietHours = OrganisingSettings['quietHours'];

/** True while nobody is written to unasked; by the clocks of London. Hours that begin and end at the same time are none. */
export function isQuiet({ from, to }: QuietHours, at: Date): boolean {
  const { time } = londonTime(at);
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** The next time that it becomes quiet, or louder again; undefined where it never does. */
export function nextQuietEdge(hours: QuietHours, at: Date): Date | undefined {
  const { from, to } = hours;
  if (from === to) return undefined;
  const edge = isQuiet(hours, at) ? to : from;
  const { date } = londonTime(at);
  const today = londonInstant(date, edge);
  return today > at ? today : londonInstant(londonDayAfter(date), edge);
}

/** When something that is to go at a moment may: then, or when it is no longer quiet. */
export function whenNotQuiet(hours: QuietHours, at: Date): Date {
  return isQuiet(hours, at) ? (nextQuietEdge(hours, at) ?? at) : at;
}
