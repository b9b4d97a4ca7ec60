import { z } from 'zod';
import type { Prisma } from '../../database/client/client.ts';
import type { Database } from '../../database/database.ts';
import { isId } from '../is-id.ts';
import { type BroadcastFile, segment } from './broadcast-file.ts';
import { chosenPeople, type PlacesOf } from './chosen-people.ts';
import { isDue } from './is-due.ts';

/** How many people there are of each language and channel. */
export interface PeopleCount {
  language: string;
  channel: string;
  count: number;
}

/** What became of how many. */
export interface ResultCount {
  status: 'waiting' | 'queued' | 'sent' | 'failed' | 'leftOut';
  reason?: string;
  count: number;
  /** True when it is not known any more who they were. @default false */
  isKept?: boolean;
}

/** An action that a broadcast may be about. */
export interface ActionInBrief {
  id: string;
  kind: BroadcastFile['kind'];
  region?: string;
  startsAt: Date;
  /** In English, or in the first language that it has. */
  title: string;
}

/** What is known of broadcasts. */
export interface BroadcastStore {
  byId(id: string): Promise<BroadcastFile | undefined>;
  /** Whom it would reach now. */
  countPeople(file: Pick<BroadcastFile, 'kind' | 'segment'>): Promise<PeopleCount[]>;
  /** What has become of those who were written down. */
  countResults(id: string): Promise<ResultCount[]>;
  /** True when somebody is among those to whom it was given. */
  wasGiven(id: string, personId: string): Promise<boolean>;
  action(id: string): Promise<ActionInBrief | undefined>;
  /** Those that are published and still to come, soonest first. @param region with what is everywhere; undefined for all. */
  actionsAfter(at: Date, region?: string): Promise<ActionInBrief[]>;
  /** True while something is to be sent, or is on its way. */
  hasWork(at: Date): Promise<boolean>;
}

/** What is kept of the results once nobody needs to know of whom: in the database's own words. */
const keptReport = z.array(
  z
    .object({
      status: z.enum(['waiting', 'queued', 'sent', 'failed', 'left out']),
      reason: z.string().nullable(),
      count: z.number(),
    })
    .transform(
      ({ status, reason, count }): ResultCount => ({
        status: status === 'left out' ? 'leftOut' : status,
        count,
        isKept: true,
        ...(reason && { reason }),
      }),
    ),
);

/** A menu shows no more. */
const ACTIONS_MAX = 50;

const withTexts = { texts: { orderBy: { language: 'asc' } } } satisfies Prisma.BroadcastInclude;
type Row = Prisma.BroadcastGetPayload<{ include: typeof withTexts }>;

const inBrief = {
  id: true,
  kind: true,
  region: true,
  startsAt: true,
  texts: { select: { language: true, title: true }, orderBy: { language: 'asc' } },
} satisfies Prisma.ActionSelect;

export function createBroadcastStore({ prisma }: Pick<Database, 'prisma'>, placesOf: PlacesOf): BroadcastStore {
  return {
    byId: id => readBroadcast(prisma, id),

    countPeople: file =>
      prisma.$queryRaw<PeopleCount[]>`
        SELECT language, channel, count(*)::int AS count FROM (${chosenPeople(file, placesOf)}) AS chosen
        GROUP BY language, channel ORDER BY count DESC, language, channel`,

    async countResults(id) {
      const rows = await prisma.broadcastRecipient.groupBy({
        by: ['status', 'reason'],
        where: { broadcastId: id },
        _count: true,
        orderBy: [{ status: 'asc' }, { reason: 'asc' }],
      });
      if (rows.length > 0)
        return rows.map(({ status, reason, _count: count }) => ({ status, count, ...(reason && { reason }) }));
      const broadcast = isId(id)
        ? await prisma.broadcast.findUnique({ where: { id }, select: { report: true } })
        : null;
      return keptReport.parse(broadcast?.report ?? []);
    },

    async wasGiven(id, personId) {
      if (!isId(id)) return false;
      const row = await prisma.broadcastRecipient.findUnique({
        where: { broadcastId_personId: { broadcastId: id, personId } },
        select: { status: true },
      });
      return row !== null && row.status !== 'waiting' && row.status !== 'leftOut';
    },

    async action(id) {
      const row = isId(id) ? await prisma.action.findUnique({ where: { id }, select: inBrief }) : null;
      return row ? briefly(row) : undefined;
    },

    async actionsAfter(at, region) {
      const rows = await prisma.action.findMany({
        where: {
          status: 'published',
          startsAt: { gt: at },
          ...(region !== undefined && { OR: [{ region }, { region: null }] }),
        },
        orderBy: { startsAt: 'asc' },
        take: ACTIONS_MAX,
        select: inBrief,
      });
      return rows.map(briefly);
    },

    async hasWork(at) {
      const [{ has } = { has: false }] = await prisma.$queryRaw<{ has: boolean }[]>`
        SELECT EXISTS (
          SELECT FROM broadcast b
          WHERE b.status IN ('gathering', 'sending') OR ${isDue(at)}
             OR b.status IN ('paused', 'cancelled') AND b.ended_at IS NULL
                AND EXISTS (SELECT FROM broadcast_recipient r WHERE r.broadcast_id = b.id AND r.status = 'queued')
        ) AS has`;
      return has;
    },
  };
}

/** @param prisma or the transaction in which it is to be read. */
export async function readBroadcast(
  prisma: Pick<Prisma.TransactionClient, 'broadcast'>,
  id: string,
): Promise<BroadcastFile | undefined> {
  const row = isId(id) ? await prisma.broadcast.findUnique({ where: { id }, include: withTexts }) : null;
  return row ? fromRow(row) : undefined;
}

function fromRow(row: Row): BroadcastFile {
  const { id, status, kind, actionId, createdById: authorId, agreedById, roomId, version } = row;
  const { actionVersion, sendAt, startedAt, endedAt } = row;
  return {
    id,
    status,
    kind,
    ...(actionId && { actionId }),
    ...(actionVersion !== null && { actionVersion }),
    segment: segment.parse(row.segment),
    authorId,
    ...(agreedById && { agreedById }),
    roomId,
    version,
    ...(sendAt && { sendAt }),
    ...(startedAt && { startedAt }),
    ...(endedAt && { endedAt }),
    texts: row.texts.map(({ language, words, isMachine }) => ({ language, words, isMachine })),
  };
}

function briefly(row: Prisma.ActionGetPayload<{ select: typeof inBrief }>): ActionInBrief {
  const { id, kind, region, startsAt, texts } = row;
  const title = (texts.find(({ language }) => language === 'en') ?? texts[0])?.title ?? '';
  return { id, kind, ...(region && { region }), startsAt, title };
}
