import type { Prisma } from '../../database/client/client.ts';
import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { Region } from '../../knowledge/regions.ts';
import { isId } from '../is-id.ts';
import type { ActionFile, ActionKind, RegistrationFile } from './action-file.ts';
import { actionOf, registrationOf, withTexts, withWhom } from './action-rows.ts';

/** What somebody looks for. */
export interface ActionFilter {
  /** Only there, and what is online. */
  region?: Region;
  kind?: ActionKind;
  /** Interpreted, or held, in this language. */
  language?: string;
}

/** Actions and who comes, read. What is sealed is opened here, and nowhere else. */
export interface ActionStore {
  byId(actionId: string): Promise<ActionFile | undefined>;
  /** @param code as `readActionCode` gives it. */
  byCode(code: string): Promise<ActionFile | undefined>;
  /** Those that a question of the caller's own picks, the next first. */
  where(filter: Prisma.ActionWhereInput, limit?: number): Promise<ActionFile[]>;
  /**
   * What somebody may find who lives in a region, the next first: published, and not over.
   *
   * @param region where they live, if that is known: what is only for another region is not among them.
   */
  publishedNear(
    region: Region | undefined,
    filter: ActionFilter,
    at: Date,
    page: { skip: number; limit: number },
  ): Promise<ActionFile[]>;
  registration(registrationId: string): Promise<RegistrationFile | undefined>;
  /** Whatever became of it: a person has at most one for each action. */
  registrationOf(actionId: string, personId: string): Promise<RegistrationFile | undefined>;
  /** In the order in which they asked. */
  registrationsOf(actionId: string): Promise<RegistrationFile[]>;
  registrationsWhere(filter: Prisma.RegistrationWhereInput, limit?: number): Promise<RegistrationFile[]>;
  /** What somebody comes to, or waits for, and is not over: the next first. */
  ofPerson(personId: string, at: Date): Promise<{ action: ActionFile; registration: RegistrationFile }[]>;
  /** How many on the waiting list are before somebody, and they: 1 is the next. */
  numberOnList(registration: RegistrationFile): Promise<number>;
  /** Those who have not been told of the last change of an action that is not over. */
  untold(at: Date, limit: number): Promise<RegistrationFile[]>;
  /** Actions that have not begun, with a place that is free and somebody who waits for one. */
  withPlacesToOffer(at: Date): Promise<ActionFile[]>;
}

export function createActionStore({ prisma }: Pick<Database, 'prisma'>, seal: Seal): ActionStore {
  const where: ActionStore['where'] = async (filter, limit) => {
    const orderBy = [{ startsAt: 'asc' as const }, { id: 'asc' as const }];
    const rows = await prisma.action.findMany({
      where: filter,
      include: withTexts,
      orderBy,
      ...(limit !== undefined && { take: limit }),
    });
    return rows.map(actionOf);
  };
  const registrationsWhere: ActionStore['registrationsWhere'] = async (filter, limit) => {
    const rows = await prisma.registration.findMany({
      where: filter,
      include: withWhom,
      orderBy: { place: 'asc' },
      ...(limit !== undefined && { take: limit }),
    });
    return rows.map(row => registrationOf(row, seal));
  };

  return {
    where,
    registrationsWhere,
    byId: async id => (isId(id) ? (await where({ id }))[0] : undefined),
    byCode: async code => (await where({ code }))[0],
    registration: async id => (isId(id) ? (await registrationsWhere({ id }))[0] : undefined),
    registrationOf: async (actionId, personId) => (await registrationsWhere({ actionId, personId }))[0],
    registrationsOf: actionId => registrationsWhere({ actionId }),

    async publishedNear(region, filter, at, { skip, limit }) {
      const rows = await prisma.action.findMany({
        where: { AND: [{ status: 'published', endsAt: { gt: at } }, isFoundFrom(region), matches(filter)] },
        include: withTexts,
        orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
        skip,
        take: limit,
      });
      return rows.map(actionOf);
    },

    async ofPerson(personId, at) {
      const registrations = await registrationsWhere({
        personId,
        status: { in: ['registered', 'waiting', 'offered'] },
        action: { endsAt: { gt: at }, status: 'published' },
      });
      const actions = await where({ id: { in: registrations.map(({ actionId }) => actionId) } });
      return actions.flatMap(action => {
        const registration = registrations.find(({ actionId }) => actionId === action.id);
        return registration ? [{ action, registration }] : [];
      });
    },

    numberOnList: async ({ actionId, place }) =>
      prisma.registration.count({ where: { actionId, status: 'waiting', place: { lte: place } } }),

    async untold(at, limit) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT r.id FROM registration r JOIN action a ON a.id = r.action_id
        WHERE r.status IN ('registered', 'waiting', 'offered') AND a.ends_at > ${at}
          AND (a.status = 'cancelled' OR (a.status = 'published' AND r.told_version < a.version))
        ORDER BY a.starts_at, r.place LIMIT ${limit}`;
      return registrationsWhere({ id: { in: rows.map(({ id }) => id) } });
    },

    async withPlacesToOffer(at) {
      const rows = await prisma.$queryRaw<{ id: string }[]>`
        SELECT a.id FROM action a
        WHERE a.status = 'published' AND a.starts_at > ${at} AND (a.capacity IS NULL OR a.taken < a.capacity)
          AND EXISTS (SELECT FROM registration r WHERE r.action_id = a.id AND r.status = 'waiting')`;
      return where({ id: { in: rows.map(({ id }) => id) } });
    },
  };
}

function isFoundFrom(region: Region | undefined): Prisma.ActionWhereInput {
  return region ? { OR: [{ visibility: 'everyone' }, { visibility: 'region', region }] } : { visibility: 'everyone' };
}

function matches({ region, kind, language }: ActionFilter): Prisma.ActionWhereInput {
  return {
    AND: [
      region ? { OR: [{ region }, { region: null }, { onlineLink: { not: null } }] } : {},
      kind ? { kind } : {},
      language
        ? { OR: [{ interpreterLanguages: { has: language } }, { texts: { some: { language, isMachine: false } } }] }
        : {},
    ],
  };
}
