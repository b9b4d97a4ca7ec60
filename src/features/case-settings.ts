import { z } from 'zod';
import { topics } from '../knowledge/card.ts';
import { type Weekday, weekdays } from './london-time.ts';

const time = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 09:30');

const periods = z
  .array(z.strictObject({ from: time, to: time }).refine(({ from, to }) => from < to, 'must open before it closes'))
  .transform(all => all.toSorted((a, b) => a.from.localeCompare(b.from)))
  .refine(
    all => all.every(({ from }, index) => index === 0 || from >= (all[index - 1]?.to ?? '')),
    'must not open again before it has closed',
  );

const officeHours = z
  .strictObject(Object.fromEntries(weekdays.map(day => [day, periods.default([])])) as Record<Weekday, DefaultPeriods>)
  .refine(week => weekdays.some(day => week[day].length > 0), 'must open on at least one weekday');
type DefaultPeriods = z.ZodDefault<typeof periods>;

const count = z.number().int().positive();

/**
 * How long something may take: by the clock on the wall (`minutes`), in the hours of the office (`officeMinutes`), until the
 * office closes on a later day (`workingDays`, the day of the request not counted), or within the `day`: so many minutes at most, and
 * before midnight unless that is less than an hour away.
 */
const target = z.discriminatedUnion('unit', [
  z.strictObject({ unit: z.literal('minutes'), count }),
  z.strictObject({ unit: z.literal('officeMinutes'), count }),
  z.strictObject({ unit: z.literal('workingDays'), count }),
  z.strictObject({ unit: z.literal('day'), count }),
]);

const targets = z.strictObject({ firstReply: target, nextReply: target, close: target });

const workday = [{ from: '09:00', to: '17:00' }];
const in5Days = { unit: 'workingDays', count: 5 } as const;
const in20Days = { unit: 'workingDays', count: 20 } as const;

/** What the charity sets for its casework. Every part has a default, so that `{}` is enough to begin. */
export const caseSettings = z.strictObject({
  /** In London's time. A weekday without hours is closed; bank holidays are always. */
  officeHours: officeHours.prefault({
    monday: workday,
    tuesday: workday,
    wednesday: workday,
    thursday: workday,
    friday: workday,
  }),
  /** By what docs/cards.md promises a member: E4 now, E3 today, E2 in 3 working days. */
  targets: z.strictObject({ E0: targets, E1: targets, E2: targets, E3: targets, E4: targets }).default({
    E0: { firstReply: in5Days, nextReply: in5Days, close: in20Days },
    E1: { firstReply: in5Days, nextReply: in5Days, close: in20Days },
    E2: {
      firstReply: { unit: 'workingDays', count: 3 },
      nextReply: { unit: 'workingDays', count: 3 },
      close: in20Days,
    },
    E3: {
      firstReply: { unit: 'day', count: 240 },
      nextReply: { unit: 'day', count: 240 },
      close: in5Days,
    },
    E4: {
      firstReply: { unit: 'minutes', count: 15 },
      nextReply: { unit: 'minutes', count: 30 },
      close: in5Days,
    },
  }),
  /** Where a new case is posted: the route that says most about it wins, the topic before the region. */
  routes: z
    .array(
      z.strictObject({
        topic: z.enum(topics).optional(),
        region: z.string().min(1).optional(),
        channelId: z.string().min(1),
      }),
    )
    .default([]),
  /** Where a case goes that no route is for. */
  fallbackChannelId: z.string().min(1).optional(),
});
export type CaseSettings = z.output<typeof caseSettings>;
