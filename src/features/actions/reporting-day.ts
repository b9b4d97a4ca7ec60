import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { FeatureWrite } from '../feature.ts';
import { londonDayAfter, londonTime } from '../london-time.ts';

export const reportingRhythms = ['once', 'week', 'fortnight', 'month'] as const;

/** When somebody must report to the Home Office: kept only to warn them of a clash. Where they report is never asked. */
const reportingDay = z.object({
  /** A day on which they report, as in 2026-12-01. */
  date: z.iso.date(),
  every: z.enum(reportingRhythms),
});
export type ReportingDay = z.infer<typeof reportingDay>;

export interface ReportingStore {
  of(personId: string): Promise<ReportingDay | undefined>;
  /** undefined forgets it. */
  keep(personId: string, day: ReportingDay | undefined): FeatureWrite;
}

export function createReportingStore({ prisma }: Pick<Database, 'prisma'>, seal: Seal): ReportingStore {
  return {
    async of(id) {
      const { reportingSealed } = await prisma.person.findUniqueOrThrow({
        where: { id },
        select: { reportingSealed: true },
      });
      return reportingSealed ? reportingDay.parse(seal.open(reportingSealed)) : undefined;
    },
    keep: (id, day) => ({
      label: 'person (reporting day)',
      apply: transaction =>
        transaction.person.update({ where: { id }, data: { reportingSealed: day ? seal.seal(day) : null } }),
    }),
  };
}

const DAYS: Record<'week' | 'fortnight', number> = { week: 7, fortnight: 14 };
const DAY_MS = 86_400_000;

/** True when somebody must report on a day in London on which an action is. */
export function clashes(
  { date, every }: ReportingDay,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): boolean {
  const last = londonTime(new Date(endsAt.getTime() - 1)).date;
  for (let day = londonTime(startsAt).date; day <= last; day = londonDayAfter(day))
    if (reportsOn(day, date, every)) return true;
  return false;
}

function reportsOn(day: string, from: string, every: ReportingDay['every']): boolean {
  if (day < from) return false;
  if (every === 'once') return day === from;
  if (every === 'month') return day.slice(8) === from.slice(8);
  const days = (Date.parse(day) - Date.parse(from)) / DAY_MS;
  return days % DAYS[every] === 0;
}
