import type { Database } from '../database/database.ts';
import type { Nation, Sender } from '../messages/sender.ts';

/** A conversation as its next turn finds it. What is sealed is opened by the turn, so that a broken value harms only its own. */
export interface Resumed {
  sender: Sender;
  channel: string;
  addressSealed: Uint8Array;
  /** How many turns have been taken: the next is committed only if this still holds. */
  turn: number;
  stateSealed: Uint8Array | null;
  /** In order of arrival, never empty. */
  waiting: { id: bigint; receivedAtMs: number; bodySealed: Uint8Array }[];
}

interface Row {
  conversation_id: string;
  person_id: string;
  channel: string;
  turn: number;
  state_sealed: Uint8Array | null;
  address_sealed: Uint8Array;
  language: string | null;
  language_chosen: boolean;
  nation: Nation | null;
  outcode: string | null;
  council: string | null;
  is_discreet: boolean;
  has_cases: boolean;
  is_introduced: boolean;
  inbound_id: bigint;
  body_sealed: Uint8Array;
  received_at: Date;
}

/** A flood is answered in portions. */
const WAITING_MAX = 20;

/** Finds who is speaking, where they were and what waits: one query. Conversations with nothing waiting are left out, and rooms: there nobody speaks. */
export async function resume(database: Database, conversationIds: string[]): Promise<Map<string, Resumed>> {
  const rows = await database.prisma.$queryRaw<Row[]>`
    SELECT c.id AS conversation_id, c.person_id, c.channel, c.turn, c.state_sealed, c.address_sealed,
           p.language, p.language_chosen, p.nation::text, p.outcode, p.council, p.is_discreet,
           EXISTS (SELECT FROM support_case WHERE person_id = p.id) AS has_cases,
           EXISTS (SELECT FROM introduction WHERE person_id = p.id AND closed_at IS NULL) AS is_introduced,
           i.id AS inbound_id, i.body_sealed, i.received_at
    FROM conversation c
    JOIN person p ON p.id = c.person_id
    CROSS JOIN LATERAL (
      SELECT id, body_sealed, received_at FROM inbound_message
      WHERE conversation_id = c.id AND status = 'waiting' ORDER BY id LIMIT ${WAITING_MAX}
    ) i
    WHERE c.id = ANY(${conversationIds}::uuid[])
    ORDER BY c.id, i.id`;
  const resumed = new Map<string, Resumed>();
  for (const row of rows) {
    const conversation = resumed.get(row.conversation_id) ?? fromRow(row);
    resumed.set(row.conversation_id, conversation);
    conversation.waiting.push({
      id: row.inbound_id,
      receivedAtMs: row.received_at.getTime(),
      bodySealed: row.body_sealed,
    });
  }
  return resumed;
}

function fromRow(row: Row): Resumed {
  return {
    sender: {
      personId: row.person_id,
      conversationId: row.conversation_id,
      ...(row.language && { language: row.language }),
      languageChosen: row.language_chosen,
      ...(row.nation && { nation: row.nation }),
      ...(row.outcode && { outcode: row.outcode }),
      ...(row.council && { council: row.council }),
      isDiscreet: row.is_discreet,
      hasCases: row.has_cases,
      isIntroduced: row.is_introduced,
    },
    channel: row.channel,
    addressSealed: row.address_sealed,
    turn: row.turn,
    stateSealed: row.state_sealed,
    waiting: [],
  };
}
