import { londonDayAfter, londonInstant, londonTime } from './london-time.ts';
import type { OrganisingSettings } from './organising-settings.ts';

type QuietHours = OrganisingSettings['quietHours'];

/** True while nobody is written to unasked; by the clocks of London. Hours that begin and end at the same time are none. */
export function isQuiet(hours: QuietHours, at: Date): boolean {
  return isQuietAt(hours, londonTime(at).time);
}

/** @param time of the day, e.g. 21:30. */
export function isQuietAt({ from, to }: QuietHours, time: string): boolean {
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
