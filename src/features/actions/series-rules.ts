import rrule from 'rrule';
import { londonDayAfter, londonInstant } from '../london-time.ts';

// Recurrences are those of RFC 5545 (https://www.rfc-editor.org/rfc/rfc5545#section-3.8.5), counted in days on London's calendar: the time
// of day is added last, by its clocks, so that 18:30 stays 18:30 when they change.

/** When actions come again. */
export interface Recurrence {
  /** A recurrence rule, as in `FREQ=WEEKLY;UNTIL=20270331`. */
  rule: string;
  /** The first day and time on London's clocks, as in 2027-01-14T18:30. */
  startsOn: string;
  minutes: number;
  /** Days that are left out, as in 2027-01-21. */
  leftOut: string[];
}

/** Why a rule cannot be followed; each has its words in `locales/en/actions.json`. */
export type RuleFault = 'notARule' | 'moreThanDaily' | 'timeOfDay' | 'otherDay';

const { RRule } = rrule;
const OFTEN = ['HOURLY', 'MINUTELY', 'SECONDLY'];
const TIMES_OF_DAY = ['BYHOUR', 'BYMINUTE', 'BYSECOND'];
const DAY_MS = 86_400_000;

/** How the parts of a rule are written: what rrule would take wrongly, or for ever, never comes to it. */
const list = (item: string) => new RegExp(`^${item}(?:,${item})*$`);
const FORMS = new Map([
  ['FREQ', /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/],
  ['INTERVAL', /^[1-9]\d?$/],
  ['COUNT', /^[1-9]\d{0,2}$/],
  ['UNTIL', /^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:T\d{6}Z?)?$/],
  ['WKST', /^(?:MO|TU|WE|TH|FR|SA|SU)$/],
  ['BYDAY', list('(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)')],
  ['BYMONTHDAY', list('-?(?:[1-9]|[12]\\d|3[01])')],
  ['BYMONTH', list('(?:[1-9]|1[0-2])')],
  ['BYSETPOS', list('-?[1-9]\\d?')],
]);

/** What is wrong with a rule; undefined when it can be followed from its first day, which has to be one of its own. */
export function faultOfRule(rule: string, firstDay: string): RuleFault | undefined {
  const parts = partsOf(rule);
  const names = parts.map(([name]) => name);
  if (names.some(name => TIMES_OF_DAY.includes(name))) return 'timeOfDay';
  if (parts.some(([name, value]) => name === 'FREQ' && OFTEN.includes(value))) return 'moreThanDaily';
  const isRead = parts.every(([name, value]) => FORMS.get(name)?.test(value));
  if (!isRead || !names.includes('FREQ') || new Set(names).size < names.length) return 'notARule';
  const [first] = daysOf({ rule, startsOn: `${firstDay}T00:00`, minutes: 0, leftOut: [] }, firstDay, firstDay);
  return first === firstDay ? undefined : 'otherDay';
}

/** The days of a recurrence from one day to another, both included, without those that are left out. */
export function daysOf(recurrence: Recurrence, from: string, to: string): string[] {
  const left = new Set(recurrence.leftOut);
  return ruleOf(recurrence)
    .between(floating(from), floating(to), true)
    .map(dayOf)
    .filter(day => !left.has(day));
}

/** When the action of a day begins and ends. */
export function timesOn({ startsOn, minutes }: Pick<Recurrence, 'startsOn' | 'minutes'>, day: string) {
  const startsAt = londonInstant(day, timeOf(startsOn));
  return { startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) };
}

/** The same rule, over after the day before. */
export function endedBefore({ rule }: Recurrence, day: string): string {
  const parts = partsOf(rule).filter(([name]) => name !== 'COUNT' && name !== 'UNTIL');
  return written([...parts, ['UNTIL', londonDayAfter(day, -1).replaceAll('-', '')]]);
}

/**
 * What is left of a recurrence from one of its days, begun on another day or at another time: what was to come so many times comes
 * as often as is left.
 *
 * @returns undefined when its rule names the days, which then do not move with it: "every Monday and Thursday" cannot begin on a Friday.
 */
export function continuedFrom(
  recurrence: Recurrence,
  day: string,
  anew: { startsOn: string; minutes: number },
): Recurrence | undefined {
  const firstDay = anew.startsOn.slice(0, 10);
  const byDays = daysBetween(day, firstDay);
  const rule = byDays === 0 ? recurrence.rule : movedRule(recurrence.rule, firstDay, byDays);
  if (rule === undefined) return undefined;
  const left = recurrence.leftOut.filter(each => each >= day).map(each => londonDayAfter(each, byDays));
  return { rule: countedFrom({ ...recurrence, rule }, recurrence, day), ...anew, leftOut: left };
}

/** `COUNT` without those that came before; those that are left out count, as RFC 5545 has it. */
function countedFrom({ rule }: Recurrence, before: Recurrence, day: string): string {
  const parts = partsOf(rule);
  if (!parts.some(([name]) => name === 'COUNT')) return rule;
  const all = ruleOf(before).all().map(dayOf);
  const left = all.filter(each => each >= day).length;
  return written(parts.map(([name, value]) => [name, name === 'COUNT' ? String(left) : value]));
}

/** Rules whose day is that of their beginning move with it, and so does the second Thursday; its end moves along. */
function movedRule(rule: string, firstDay: string, byDays: number): string | undefined {
  const parts = partsOf(rule);
  const frequency = parts.find(([name]) => name === 'FREQ')?.[1];
  const names = parts.map(([name]) => name).filter(name => name.startsWith('BY'));
  const nth = /^(-?\d)[A-Z]{2}$/.exec(parts.find(([name]) => name === 'BYDAY')?.[1] ?? '')?.[1];
  const isNth = frequency === 'MONTHLY' && names.length === 1 && nth !== undefined && Number(nth) > 0;
  if (names.length > 0 && !isNth) return undefined;
  return written(
    parts.map(([name, value]) => {
      if (name === 'BYDAY') return [name, nthWeekdayOf(firstDay)];
      if (name === 'UNTIL') return [name, londonDayAfter(readDay(value), byDays).replaceAll('-', '')];
      return [name, value];
    }),
  );
}

/** Which weekday of its month a day is, as RFC 5545 writes it. @example 2027-01-14 is 2TH; one that may be missing is the last: -1TH */
export function nthWeekdayOf(day: string): string {
  const weekday = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][floating(day).getUTCDay()];
  const nth = Math.ceil(Number(day.slice(8)) / 7);
  return `${nth > 4 ? -1 : nth}${weekday}`;
}

export function timeOf(startsOn: string): string {
  return startsOn.slice(11, 16);
}

export function daysBetween(from: string, to: string): number {
  return (floating(to).getTime() - floating(from).getTime()) / DAY_MS;
}

function ruleOf({ rule, startsOn }: Recurrence) {
  return new RRule(optionsOf(rule, startsOn.slice(0, 10)));
}

function optionsOf(rule: string, firstDay: string) {
  const days = partsOf(rule).map(([name, value]): [string, string] =>
    name === 'UNTIL' ? [name, value.slice(0, 8)] : [name, value],
  );
  return { ...RRule.parseString(written(days)), dtstart: floating(firstDay) };
}

function partsOf(rule: string): [string, string][] {
  return rule
    .trim()
    .replace(/^RRULE:/i, '')
    .split(';')
    .filter(part => part !== '')
    .map(part => {
      const [name = '', value = ''] = part.split('=');
      return [name.trim().toUpperCase(), value.trim().toUpperCase()];
    });
}

function written(parts: [string, string][]): string {
  return parts.map(([name, value]) => `${name}=${value}`).join(';');
}

/** `UNTIL` as a day: its time of day says nothing that a day does not. */
function readDay(until: string): string {
  return `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
}

/** rrule counts in UTC: a day stands for itself. */
function floating(day: string): Date {
  return new Date(`${day}T00:00Z`);
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
