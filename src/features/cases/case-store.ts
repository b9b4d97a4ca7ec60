import { z } from 'zod';
import type { Prisma } from '../../database/client/client.ts';
import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import { topics } from '../../knowledge/card.ts';
import type { ChannelName } from '../../messages/address.ts';
import { type DrawHandle, handleOf } from '../handle.ts';
import { isId } from '../is-id.ts';
import { type CaseEntry, type CaseFile, helpedAnswers, type Intake, intakeShape, levels } from './case-file.ts';
import { drawReference } from './case-reference.ts';
import { findReplyFates } from './reply-fates.ts';
import { steadyWords } from './steady-words.ts';

/** What is known of cases, read and opened. What is sealed is opened here, and nowhere else. */
export interface CaseStore {
  byId(caseId: string): Promise<CaseFile | undefined>;
  /** @param reference as `readReference` gives it. */
  byReference(reference: string): Promise<CaseFile | undefined>;
  /** Newest first. */
  ofPerson(personId: string): Promise<CaseFile[]>;
  /** The one that they are speaking in: of those that are open the last that anything was said in, else the last that was closed. */
  currentOf(personId: string): Promise<CaseFile | undefined>;
  /** Those that are not closed. */
  open(): Promise<CaseFile[]>;
  /** Those that a question of the caller's own picks. */
  where(filter: Prisma.CaseWhereInput): Promise<CaseFile[]>;
  /** Its timeline, oldest first, with what became of each reply. */
  entries(caseId: string): Promise<CaseEntry[]>;
  /** What staff call somebody: theirs, or a free one that is theirs as soon as a case of theirs is opened with it. */
  handleOf(personId: string): Promise<string>;
  /** A reference that no case has. */
  newReference(): Promise<string>;
}

const matter = z.enum(['none', 'application', 'casework', 'appeal']);
const mark = z.enum(['information', 'advice', 'correction', 'crisis', 'withdrawn']);
const iaaLevel = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

/** An entry's words; with those that arrived in their place, where there are two. */
const body = z.union([
  z.string().transform((text): { text: string; translation?: string } => ({ text })),
  z.object({ text: z.string(), translation: z.string() }),
]);

const withWhom = { person: true, conversation: { select: { channel: true } } } as const;
type CaseRow = Prisma.CaseGetPayload<{ include: typeof withWhom }>;
type EntryRow = Prisma.CaseEntryGetPayload<object>;

/** @param drawHandle names people by words that say nothing of them. */
export function createCaseStore({ prisma }: Pick<Database, 'prisma'>, seal: Seal, drawHandle: DrawHandle): CaseStore {
  async function where(filter: Prisma.CaseWhereInput): Promise<CaseFile[]> {
    const rows = await prisma.case.findMany({ where: filter, include: withWhom, orderBy: { openedAt: 'desc' } });
    return rows.map(row => fileOf(row, seal));
  }

  return {
    where,
    byId: async id => (isId(id) ? (await where({ id }))[0] : undefined),
    byReference: async reference => (await where({ reference }))[0],
    ofPerson: personId => where({ personId }),
    open: () => where({ closedAt: null }),

    async currentOf(personId) {
      const found = await where({ personId });
      const open = found.filter(({ closedAt }) => !closedAt);
      if (open.length === 0) return found.toSorted((a, b) => Number(b.closedAt) - Number(a.closedAt))[0];
      if (open.length === 1) return open[0];
      const last = await prisma.caseEntry.findFirst({
        where: {
          caseId: { in: open.map(({ id }) => id) },
          kind: { in: ['opened', 'memberSaid', 'reply', 'reopened'] },
        },
        orderBy: { at: 'desc' },
      });
      return open.find(({ id }) => id === last?.caseId) ?? open[0];
    },

    async entries(caseId) {
      const rows = await prisma.caseEntry.findMany({
        where: { caseId },
        // What happens in one moment is told in the order of its kinds: opened, then said.
        orderBy: [{ at: 'asc' }, { kind: 'asc' }, { id: 'asc' }],
      });
      const fates = await findReplyFates(
        prisma,
        rows.map(({ id }) => id),
      );
      return rows.map(row => entryOf(row, fates.get(row.id), seal));
    },

    handleOf: personId => handleOf(prisma, drawHandle, personId),

    async newReference() {
      for (;;) {
        const reference = drawReference();
        if ((await prisma.case.count({ where: { reference } })) === 0) return reference;
      }
    },
  };
}

function fileOf(row: CaseRow, seal: Seal): CaseFile {
  const intake = steadyIntake(intakeShape.parse(seal.open(row.intakeSealed)));
  const { person } = row;
  const words = row.deadlineSealed ? steadyWords(String(seal.open(row.deadlineSealed))) : '';
  return dense({
    id: row.id,
    reference: row.reference,
    handle: person.handle ?? '',
    personId: row.personId,
    conversationId: row.conversationId,
    channel: row.conversation.channel as ChannelName,
    roomId: row.roomId,
    topic: z.enum(topics).nullable().parse(row.topic),
    level: z.enum(levels).parse(row.level),
    matter: matter.nullable().parse(row.matter),
    region: row.region,
    outcode: intake.outcode ?? person.outcode,
    nation: intake.nation ?? (person.nation === 'NorthernIreland' ? 'Northern Ireland' : person.nation),
    language: row.language,
    intake,
    deadline:
      row.deadlineOn || row.deadlineSealed
        ? dense({ date: row.deadlineOn?.toISOString().slice(0, 10), words, isSure: row.deadlineIsSure })
        : undefined,
    ownerId: row.ownerId,
    openedAt: row.openedAt,
    claimedAt: row.claimedAt,
    firstRepliedAt: row.firstRepliedAt,
    waitingSince: row.waitingSince,
    closedAt: row.closedAt,
    dueAt: row.dueAt,
    climbed: row.climbed,
    withBot: row.withBot,
    lastSaidAt: row.lastSaidAt,
    outOfHoursSaidAt: row.outOfHoursSaidAt,
    reopenOfferedAt: row.reopenOfferedAt,
    askAgainAt: row.askAgainAt,
    helped: z.enum(helpedAnswers).nullable().parse(row.helped),
    delaySaidAt: row.delaySaidAt,
  });
}

function entryOf(row: EntryRow, fate: CaseEntry['fate'], seal: Seal): CaseEntry {
  return dense({
    id: row.id,
    kind: row.kind,
    at: row.at,
    staffId: row.staffId,
    ...(row.bodySealed && wordsIn(row, body.parse(seal.open(row.bodySealed)))),
    fileIds: row.fileIds,
    mark: mark.nullable().parse(row.mark),
    iaaLevel: iaaLevel.nullable().parse(row.iaaLevel),
    fate,
  });
}

/** What staff wrote they get back as it is. */
function wordsIn({ kind }: EntryRow, said: z.output<typeof body>): Pick<CaseEntry, 'text' | 'translation'> {
  return kind === 'memberSaid' ? { ...said, text: steadyWords(said.text) } : said;
}

function steadyIntake({ safeTimes, safeWays, ...rest }: Intake): Intake {
  return {
    ...rest,
    ...(safeTimes && { safeTimes: steadyWords(safeTimes) }),
    ...(safeWays && { safeWays: steadyWords(safeWays) }),
  };
}

/** What the database leaves empty is missing. */
type Dense<T> = { [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: Exclude<T[K], null | undefined>;
};

function dense<T extends object>(sparse: T): Dense<T> {
  return Object.fromEntries(
    Object.entries(sparse).filter(([, value]) => value !== null && value !== undefined),
  ) as Dense<T>;
}
