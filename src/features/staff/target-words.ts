import type { CaseSettings } from '../case-settings.ts';

/** How long something may take, as leads write it. */
export type Target = CaseSettings['targets']['E0']['close'];

const HOUR_MINUTES = 60;

/**
 * Reads how long something may take: `30 minutes`, `2 hours`, `4 office hours`, `3 working days`, or `today, within 4 hours`.
 *
 * @returns undefined for anything else.
 */
export function readTarget(text: string): Target | undefined {
  const [, prefix = '', amount = '', office = '', word = ''] =
    /^(today,? (?:with)?in )?(\d{1,4}) (office |working )?(minute|hour|day)s?$/.exec(plain(text)) ?? [];
  const count = Number(amount) * (word === 'hour' ? HOUR_MINUTES : 1);
  if (count === 0) return undefined;
  if (word === 'day') return office === 'working ' && !prefix ? { unit: 'workingDays', count } : undefined;
  if (office === 'working ') return undefined;
  if (prefix) return office ? undefined : { unit: 'day', count };
  return { unit: office ? 'officeMinutes' : 'minutes', count };
}

/** Writes it as `readTarget` reads it. */
export function writeTarget({ unit, count }: Target): string {
  switch (unit) {
    case 'workingDays':
      return plural(count, 'working day');
    case 'officeMinutes':
      return inHours(count, 'office ');
    case 'minutes':
      return inHours(count, '');
    case 'day':
      return `today, within ${inHours(count, '')}`;
  }
}

function inHours(minutes: number, kind: string): string {
  return minutes % HOUR_MINUTES === 0
    ? plural(minutes / HOUR_MINUTES, `${kind}hour`)
    : plural(minutes, `${kind}minute`);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}
