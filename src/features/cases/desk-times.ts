const day = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const moment = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** @param date as in 2026-12-14. @example Mon, 14 December 2026 */
export function dayInWords(date: string): string {
  return day.format(new Date(`${date}T00:00Z`));
}

/** By the clocks of London. @example Fri, 27 Nov, 17:00 */
export function momentInWords(at: Date): string {
  return moment.format(at);
}
