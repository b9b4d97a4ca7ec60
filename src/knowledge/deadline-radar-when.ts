import type { Day } from './deadline-radar-calendar.ts';

/** What is known of when a deadline is. */
export interface When {
  precision: 'day' | 'period' | 'weekday' | 'relative';
  /** The day it is, likeliest first, then others that the words may mean. */
  days: Day[];
  /** False where the first of the days is no likelier than the others. */
  isSure: boolean;
  /** Of a period: its end, if it began no earlier than the message was sent. */
  latest?: Day;
  /** For putting deadlines in order: about how many days from today. */
  roughDays?: number;
}
