import { nearDay } from '../text/format-date.ts';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

export function dateOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

export function timeOf(ts: string): string {
  return clock.format(dateOf(ts));
}

/** "Today", "Yesterday", or the day itself. */
export function dayOf(ts: string): string {
  const near = nearDay(dateOf(ts));
  return near ? near.charAt(0).toUpperCase() + near.slice(1) : dayAndMonth.format(dateOf(ts));
}
