import type { Transaction } from '../../database/transaction.ts';
import { Overtaken } from '../../messages/turn.ts';
import type { FeatureWrite } from '../feature.ts';
import { londonTime } from '../london-time.ts';
import { type ActionContent, columnsOf, contentOf, isElsewhere, type Patch } from './action-content.ts';
import type { ActionFile, RegistrationFile } from './action-file.ts';
import type { DeskAction } from './desk-actions.ts';
import { putTexts } from './put-texts.ts';
import type { Recurrence } from './series-rules.ts';

/** Who changes something. */
export interface By {
  staffId: string;
  at: Date;
}

/** What becomes of an action: other words, another time, or both. */
export interface ActionChange {
  patch: Patch;
  times?: { startsAt: Date; endsAt: Date };
}

/**
 * What organisers do with one action. A change holds only if nobody else has changed it since it was looked at, else it throws
 * `Overtaken`. Whoever registered is told of another time or place by the version, which then rises.
 */
export interface ActionWrites {
  /** Begins a draft; the same again changes nothing. */
  draft(file: ActionFile, by: By): FeatureWrite;
  /** This one alone: as part of a series it is an exception from then on. */
  change(found: DeskAction, change: ActionChange, by: By): FeatureWrite;
  /** When a draft comes again; undefined for once. */
  repeat(found: DeskAction, content: ActionContent, recurrence: Recurrence | undefined): FeatureWrite;
  publish(found: DeskAction, roomId: string, by: By): FeatureWrite;
  /** This one alone: its series does not make it again. */
  cancel(found: DeskAction, by: By): FeatureWrite;
  /** Notes that somebody came, or, `at` undefined, that they did not. */
  checkIn(registration: Pick<RegistrationFile, 'id'>, at: Date | undefined): FeatureWrite;
  walkIns(actionId: string, count: number): FeatureWrite;
  /** Notes what its organiser is told of; whoever else was faster has told it. */
  told(action: Pick<ActionFile, 'id'>, what: string): FeatureWrite;
}

export function createActionWrites(): ActionWrites {
  return {
    draft: (file, { staffId }) => ({
      label: 'action (draft)',
      async apply(transaction) {
        const { id, code, startsAt, endsAt } = file;
        if ((await transaction.action.count({ where: { id } })) > 0) return;
        if ((await transaction.action.count({ where: { code } })) > 0) throw new Overtaken('The code is taken.');
        const { texts, ...columns } = contentOf(file);
        await transaction.action.create({ data: { id, code, startsAt, endsAt, ...columns, changedById: staffId } });
        await putTexts(transaction, id, texts);
      },
    }),

    change: (found, { patch, times }, by) => ({
      label: 'action',
      async apply(transaction) {
        const { file } = found;
        const before = contentOf(file);
        const after = patch(before);
        const isMoved = times !== undefined || isElsewhere(before, after);
        const isLarge = after.capacity === null ? {} : { taken: { lte: after.capacity } };
        await change(transaction, found, by, isLarge, {
          ...columnsOf(after),
          ...times,
          ...(file.status === 'published' && isMoved && { version: { increment: 1 } }),
          ...(file.status === 'published' && file.seriesId && { isException: true }),
        });
        await putTexts(transaction, file.id, after.texts);
      },
    }),

    repeat: ({ file }, content, recurrence) => ({
      label: 'action_series',
      async apply(transaction) {
        const isDraft = (await transaction.action.count({ where: { id: file.id, status: 'draft' } })) > 0;
        if (!isDraft) throw new Overtaken('It was published meanwhile.');
        await transaction.action.update({ where: { id: file.id }, data: { seriesId: null, seriesDay: null } });
        if (file.seriesId) await transaction.actionSeries.delete({ where: { id: file.seriesId } });
        if (!recurrence) return;
        const { rule, startsOn, minutes, leftOut } = recurrence;
        const data = { rule, startsOn, minutes, leftOut, content };
        const { id: seriesId } = await transaction.actionSeries.create({ data });
        await transaction.action.update({ where: { id: file.id }, data: { seriesId } });
      },
    }),

    publish: (found, roomId, by) => ({
      label: 'action (published)',
      async apply(transaction) {
        const { file } = found;
        const { date, time } = londonTime(file.startsAt);
        const seriesDay = file.seriesId ? date : null;
        await change(
          transaction,
          found,
          by,
          { status: 'draft' },
          {
            status: 'published',
            publishedAt: by.at,
            toldOf: ['card'],
            roomId,
            seriesDay,
          },
        );
        if (!file.seriesId) return;
        const minutes = Math.round((file.endsAt.getTime() - file.startsAt.getTime()) / 60_000);
        const content = { ...contentOf(file), roomId };
        const data = { startsOn: `${date}T${time}`, minutes, madeUntil: date, content };
        await transaction.actionSeries.update({ where: { id: file.seriesId }, data });
      },
    }),

    cancel: (found, by) => ({
      label: 'action (cancelled)',
      async apply(transaction) {
        const { seriesId, seriesDay } = found.file;
        await change(
          transaction,
          found,
          by,
          { status: 'published' },
          {
            status: 'cancelled',
            cancelledAt: by.at,
            version: { increment: 1 },
          },
        );
        if (seriesId && seriesDay)
          await transaction.actionSeries.update({ where: { id: seriesId }, data: { leftOut: { push: seriesDay } } });
      },
    }),

    checkIn: ({ id }, at) => ({
      label: 'registration (checked in)',
      apply: transaction => transaction.registration.updateMany({ where: { id }, data: { checkedInAt: at ?? null } }),
    }),

    walkIns: (id, count) => ({
      label: 'action (walk-ins)',
      apply: transaction => transaction.action.updateMany({ where: { id }, data: { walkIns: count } }),
    }),

    told: ({ id }, what) => ({
      label: `action (told of ${what})`,
      async apply(transaction) {
        const { count } = await transaction.action.updateMany({
          where: { id, NOT: { toldOf: { has: what } } },
          data: { toldOf: { push: what } },
        });
        if (count === 0) throw new Overtaken('It has been told already.');
      },
    }),
  };
}

/** @throws Overtaken when somebody else has changed it since, or it is not as it has to be. */
async function change(
  transaction: Transaction,
  { file: { id }, revision }: DeskAction,
  { staffId }: By,
  asFound: Parameters<Transaction['action']['updateMany']>[0]['where'],
  data: Parameters<Transaction['action']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await transaction.action.updateMany({
    where: { ...asFound, id, revision },
    data: { ...data, revision: { increment: 1 }, changedById: staffId },
  });
  if (count === 0) throw new Overtaken('Somebody else has changed the action: the turn is thought again.');
}
