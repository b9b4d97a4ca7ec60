import type { CaseSettings } from '../case-settings.ts';

/** When an office is open on one day, in order. */
export type DayHours = CaseSettings['officeHours']['monday'];

const CLOSED = 'closed';
const PERIOD = /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|to)\s*(\d{1,2})(?:[:.](\d{2}))?$/;

/**
 * Reads the hours of a day: `09:00-17:00`, `9-12.30, 13:30 to 17`, or `closed`.
 *
 * @returns undefined for anything else. Whether the times make sense is for `caseSettings` to say.
 */
export function readHours(text: string): DayHours | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === CLOSED) return [];
  const periods = plain.split(/\s*[,;]\s*|\s+and\s+/).map(part => PERIOD.exec(part));
  if (periods.some(period => period === null)) return undefined;
  return periods.flatMap(period =>
    period ? [{ from: time(period[1], period[2]), to: time(period[3], period[4]) }] : [],
  );
}

/** Writes them as `readHours` reads them. */
export function writeHours(hours: DayHours): string {
  return hours.length === 0 ? CLOSED : hours.map(({ from, to }) => `${from}-${to}`).join(', ');
}

function time(hour = '', minute = '00'): string {
  return `${hour.padStart(2, '0')}:${minute}`;
}
