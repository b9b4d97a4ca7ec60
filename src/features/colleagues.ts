import type { Prisma } from '../database/client/client.ts';
import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';

/** The levels of the Immigration Advice Authority: 1 straightforward applications, 2 casework, 3 advocacy and appeals; 0 is none. */
export type IaaLevel = 0 | 1 | 2 | 3;

/** A lead is a caseworker who also looks after the staff. */
export type StaffRole = 'caseworker' | 'organiser' | 'lead';

/** Somebody who works for the charity, and may see what members write. */
export interface Colleague {
  /** Their person's id: what `Sender.personId` is when they do something. */
  staffId: string;
  /** What members and colleagues read: a role, or the name that they chose. */
  name: string;
  role: StaffRole;
  /** BCP 47, those they work in. */
  languages: string[];
  /** Names of `knowledge/regions.ts`; empty for all. */
  regions: string[];
  /** As it stands on paper: whether it counts today is for the gate to say. */
  iaaLevel: IaaLevel;
  /** The last day of their registration, as in 2027-03-31. */
  iaaExpires?: string;
  away: boolean;
  onCall: boolean;
  /** Where they are written to. */
  conversationId: string;
}

/** Who works here: those who have not left. */
export interface Colleagues {
  find(personId: string): Promise<Colleague | undefined>;
  /** By name. */
  all(): Promise<Colleague[]>;
}

/** The channel that staff work in: they are written to there, wherever else they write from. */
const STAFF_CHANNEL = 'slack';

const withConversations = {
  person: { select: { conversations: { select: { id: true, channel: true }, orderBy: { id: 'asc' } } } },
} satisfies Prisma.StaffInclude;
type StaffRow = Prisma.StaffGetPayload<{ include: typeof withConversations }>;

export function createColleagues({ prisma }: Pick<Database, 'prisma'>, seal: Seal): Colleagues {
  return {
    async find(personId) {
      const row = await prisma.staff.findFirst({ where: { personId, leftAt: null }, include: withConversations });
      return row ? colleagueOf(row, seal) : undefined;
    },
    async all() {
      const rows = await prisma.staff.findMany({ where: { leftAt: null }, include: withConversations });
      return rows
        .flatMap(row => colleagueOf(row, seal) ?? [])
        .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.staffId.localeCompare(b.staffId));
    },
  };
}

/** @returns undefined for somebody who cannot be written to. */
function colleagueOf(row: StaffRow, seal: Seal): Colleague | undefined {
  const { conversations } = row.person;
  const conversation = conversations.find(({ channel }) => channel === STAFF_CHANNEL) ?? conversations[0];
  if (!conversation) return undefined;
  return {
    staffId: row.personId,
    name: String(seal.open(row.nameSealed)),
    role: row.role,
    languages: row.languages,
    regions: row.regions,
    iaaLevel: row.iaaLevel as IaaLevel,
    ...(row.iaaExpires && { iaaExpires: row.iaaExpires.toISOString().slice(0, 10) }),
    away: row.isAway,
    onCall: row.isOnCall,
    conversationId: conversation.id,
  };
}
