import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../database/transaction.ts';
import { Overtaken } from '../../messages/turn.ts';
import type { FeatureWrite } from '../feature.ts';
import { londonDayAfter } from '../london-time.ts';
import { drawActionCode } from './action-code.ts';
import { columnsOf, isElsewhere, type Patch, readContent } from './action-content.ts';
import type { By } from './action-writes.ts';
import type { DeskAction } from './desk-actions.ts';
import { putTexts } from './put-texts.ts';
import { continuedFrom, daysBetween, endedBefore, timeOf, timesOn } from './series-rules.ts';

/** What becomes of an action and those that follow it. */
export interface SeriesChange {
  patch: Patch;
  /** When the first of them is now, on London's clocks, as in 2027-01-14T18:30. */
  moved?: { startsOn: string; minutes: number };
}

/**
 * Changes a series from one of its days on: what comes before stays as it is, and what follows is a series of its own. Those that were
 * edited alone keep their words and their time.
 *
 * @param from the day of the first that changes, as its rule made it.
 */
export function changeFollowing(found: DeskAction, from: string, { patch, moved }: SeriesChange, by: By): FeatureWrite {
  return {
    label: 'action_series (split)',
    async apply(transaction) {
      const { series, rows } = await lockSeries(transaction, found, from);
      const anew = moved ?? { startsOn: `${from}T${timeOf(series.startsOn)}`, minutes: series.minutes };
      const rest = continuedFrom(series, from, anew);
      if (!rest) throw new Error('The days of this rule do not move: ask canMove before.');
      const byDays = daysBetween(from, anew.startsOn.slice(0, 10));
      const seriesId = randomUUID();
      const madeUntil = series.madeUntil && londonDayAfter(series.madeUntil, byDays);
      const content = patch(readContent(series.content));
      await transaction.actionSeries.create({ data: { ...rest, id: seriesId, madeUntil, content } });
      for (const row of rows) {
        const day = londonDayAfter(row.seriesDay ?? from, byDays);
        const stays = row.status === 'cancelled' || (row.isException && row.id !== found.file.id);
        await transaction.action.update({ where: { id: row.id }, data: { seriesId, seriesDay: day } });
        if (!stays) await changeRow(transaction, row, moved && timesOn(rest, day));
      }
      await endBefore(transaction, series, from);
    },
  };

  async function changeRow(
    transaction: Transaction,
    row: SeriesRow,
    times: { startsAt: Date; endsAt: Date } | undefined,
  ): Promise<void> {
    const before = readContent(pick(row));
    const after = patch(before);
    // Who has a place keeps it.
    const capacity = after.capacity === null ? null : Math.max(after.capacity, row.taken);
    const isTold = times !== undefined || isElsewhere(before, after);
    await transaction.action.update({
      where: { id: row.id },
      data: {
        ...columnsOf({ ...after, capacity }),
        ...times,
        revision: { increment: 1 },
        changedById: by.staffId,
        ...(isTold && { version: { increment: 1 } }),
      },
    });
    await putTexts(transaction, row.id, after.texts);
  }
}

/** Calls off an action and those that follow it: none is made any more. */
export function cancelFollowing(found: DeskAction, from: string, { staffId, at }: By): FeatureWrite {
  return {
    label: 'action_series (ended)',
    async apply(transaction) {
      const { series } = await lockSeries(transaction, found, from);
      await transaction.action.updateMany({
        where: { seriesId: series.id, seriesDay: { gte: from }, status: 'published' },
        data: {
          status: 'cancelled',
          cancelledAt: at,
          version: { increment: 1 },
          revision: { increment: 1 },
          changedById: staffId,
        },
      });
      await transaction.actionSeries.update({
        where: { id: series.id },
        data: { rule: endedBefore(series, from) },
      });
    },
  };
}

/** Makes the actions of some days of a series; a day that has one already is left alone. */
export function makeDays(
  seriesId: string,
  days: string[],
  { madeUntil, at }: { madeUntil: string; at: Date },
): FeatureWrite {
  return {
    label: `action (${days.length} of a series)`,
    async apply(transaction) {
      const [series] = await transaction.$queryRaw<{ id: string }[]>`
        SELECT id FROM action_series WHERE id = ${seriesId}::uuid FOR UPDATE`;
      if (!series) throw new Overtaken('The series has gone.');
      const { content: kept, ...recurrence } = await transaction.actionSeries.findUniqueOrThrow({
        where: { id: seriesId },
      });
      const content = readContent(kept);
      const { texts, ...columns } = content;
      const rows = days.map(seriesDay => ({
        ...columns,
        ...timesOn(recurrence, seriesDay),
        id: randomUUID(),
        seriesId,
        seriesDay,
        code: drawActionCode(),
        status: 'published' as const,
        publishedAt: at,
      }));
      await transaction.action.createMany({ data: rows, skipDuplicates: true });
      const made = await transaction.action.findMany({
        where: { seriesId, seriesDay: { in: days } },
        select: { id: true },
      });
      if (made.length < days.length) throw new Overtaken('A code is taken: the next minute draws others.');
      const isNew = new Set<string>(rows.map(({ id }) => id));
      const newIds = made.map(({ id }) => id).filter(id => isNew.has(id));
      await transaction.actionText.createMany({
        data: newIds.flatMap(actionId => texts.map(text => ({ ...text, actionId }))),
      });
      await transaction.actionSeries.update({ where: { id: seriesId }, data: { madeUntil } });
    },
  };
}

type Locked = Awaited<ReturnType<typeof lockSeries>>;
type SeriesRow = Locked['rows'][number];

/**
 * Locks a series and its actions from a day on, in one order, so that two who change the same series do not wait for each other.
 *
 * @throws Overtaken when somebody else has changed the action since, from which the change was begun.
 */
async function lockSeries(transaction: Transaction, { file, revision }: DeskAction, from: string) {
  const { id: actionId, seriesId } = file;
  if (!seriesId) throw new Error(`Action ${actionId} is in no series: change it alone.`);
  await transaction.$queryRaw`SELECT id FROM action_series WHERE id = ${seriesId}::uuid FOR UPDATE`;
  await transaction.$queryRaw`
    SELECT id FROM action WHERE series_id = ${seriesId}::uuid AND series_day >= ${from} ORDER BY id FOR UPDATE`;
  const isAsFound = (await transaction.action.count({ where: { id: actionId, revision, seriesId } })) > 0;
  if (!isAsFound) throw new Overtaken('Somebody else has changed the action: the turn is thought again.');
  const rows = await transaction.action.findMany({
    where: { seriesId, seriesDay: { gte: from } },
    include: { texts: { omit: { actionId: true } } },
    orderBy: { id: 'asc' },
  });
  return { series: await transaction.actionSeries.findUniqueOrThrow({ where: { id: seriesId } }), rows };
}

async function endBefore(transaction: Transaction, series: Locked['series'], from: string): Promise<void> {
  const left = await transaction.action.count({ where: { seriesId: series.id } });
  if (left === 0) await transaction.actionSeries.delete({ where: { id: series.id } });
  else await transaction.actionSeries.update({ where: { id: series.id }, data: { rule: endedBefore(series, from) } });
}

function pick(row: SeriesRow) {
  const { kind, region, outcode, onlineLink, capacity, guestsMax, needsOffered, interpreterLanguages } = row;
  const { photos, visibility, rightsCardId, organiserId, roomId, texts } = row;
  return {
    ...{ kind, region, outcode, onlineLink, capacity, guestsMax, needsOffered, interpreterLanguages },
    ...{ photos, visibility, rightsCardId, organiserId, roomId, texts },
  };
}
