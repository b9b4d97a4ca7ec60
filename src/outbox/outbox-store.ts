import type { Newest } from '../channels/channel.ts';
import type { Database } from '../database/database.ts';
import type { Queue } from '../database/queue.ts';
import type { Transaction } from '../database/transaction.ts';
import { UNLINKED } from '../database/unlink-chat.ts';
import type { ChannelName } from '../messages/address.ts';
import type { Fate } from './fate.ts';
import { type LaneKey, readLaneKey, writeLaneKey } from './lane.ts';
import { type SentUnasked, WINDOW_MS } from './loop-guard.ts';
import { readShows } from './shows.ts';

/** The clocks of our machines and the platform's may differ by so much. */
const CLOCKS_APART_MS = 5000;

/** A message that has been claimed and is about to be with the platform. */
export interface ClaimedMessage {
  id: bigint;
  bodySealed: Uint8Array;
  chunksSent: number;
  attempts: number;
  expiresAtMs: number;
  /** No inbound asked for it. */
  isUnasked: boolean;
  /** Whatever else is to be said goes first. */
  isBulk: boolean;
  /** It was with the platform when a process died: it may arrive a second time. */
  isRepeat: boolean;
  /** It may have arrived in an attempt before that one already: to find it once proves nothing. */
  isDoubtful: boolean;
  /** One of very many: the platform's newest message when it was handed over, as far as it was known. */
  begunBehind: Newest | undefined;
  /** It turned out to have arrived already. */
  wasFound: boolean;
  /** When its last chunk so far was given to the platform, in milliseconds since the epoch. */
  handedOverAtMs: number | null;
  /** What is shown anew when its fate is known. */
  shows: string | null;
}

/** What is to be sent in one lane of a conversation, in order. */
export interface ClaimedConversation extends LaneKey {
  channel: ChannelName;
  addressSealed: Uint8Array;
  isGone: boolean;
  /** The person has asked to be forgotten: what is left of them goes when this has been delivered. */
  isForgotten: boolean;
  /** How many turns had been taken. */
  turn: number;
  sent: SentUnasked;
  /** When they wrote last, where it is known. */
  heardAtMs: number | null;
  /** They have to write before anything is sent; and were told that something waits. */
  isHeld: boolean;
  isNoticed: boolean;
  messages: ClaimedMessage[];
}

interface Row {
  id: bigint;
  conversation_id: string;
  lane: string;
  channel: ChannelName;
  address_sealed: Uint8Array;
  is_gone: boolean;
  is_forgotten: boolean;
  turn: number;
  sent_count: number;
  sent_since: Date | null;
  heard_at: Date | null;
  is_held: boolean;
  is_noticed: boolean;
  body_sealed: Uint8Array;
  chunks_sent: number;
  attempts: number;
  expires_at: Date;
  is_unasked: boolean;
  is_bulk: boolean;
  is_repeat: boolean;
  is_doubtful: boolean;
  begun_behind: string | null;
  begun_behind_at: Date | null;
  shows: string | null;
}

/**
 * Claims all that waits in these lanes and is due, and notes that it is now with the platform: one statement. What can still be
 * taken back is left where it is, and holds up nothing.
 *
 * @returns what is claimed by the lanes' keys.
 */
export async function claim(database: Database, keys: string[]): Promise<Map<string, ClaimedConversation>> {
  const wanted = keys.map(readLaneKey);
  const rows = await database.prisma.$queryRaw<Row[]>`
    UPDATE outbound_message o
    SET status = 'sending', attempts = o.attempts + 1, is_begun = interrupted.is_repeat, reason = NULL,
        maybe_repeated = o.maybe_repeated OR interrupted.is_repeat
    FROM unnest(${wanted.map(({ conversationId }) => conversationId)}::uuid[], ${wanted.map(({ lane }) => lane)}::text[])
      AS wanted(conversation_id, lane)
    JOIN outbound_message before ON before.conversation_id = wanted.conversation_id AND before.lane = wanted.lane
    JOIN conversation c ON c.id = before.conversation_id
    LEFT JOIN person p ON p.id = c.person_id
    CROSS JOIN LATERAL (
      -- What waited for its turn among very many when a process died was with nobody; a reason was given by one that lived.
      SELECT before.status = 'sending' AND (NOT before.is_bulk OR before.is_begun OR before.reason IS NOT NULL) AS is_repeat
    ) interrupted
    WHERE o.id = before.id AND before.status IN ('queued', 'sending')
      -- Looked at again if it was being taken back, or given to another chat, just now.
      AND o.status IN ('queued', 'sending') AND o.conversation_id = wanted.conversation_id
      AND (before.send_after IS NULL OR before.send_after <= now())
    RETURNING o.id, o.conversation_id, o.lane, c.channel, c.address_sealed, c.address_gone_at IS NOT NULL AS is_gone,
              p.forgotten_at IS NOT NULL AS is_forgotten, c.turn, c.sent_count, c.sent_since,
              c.heard_at, c.held_since IS NOT NULL AS is_held, c.noticed_at IS NOT NULL AS is_noticed,
              o.body_sealed, o.chunks_sent, o.attempts, o.expires_at, o.is_unasked, o.is_bulk, o.shows, interrupted.is_repeat,
              before.maybe_repeated AS is_doubtful, o.begun_behind, o.begun_behind_at`;
  const claimed = new Map<string, ClaimedConversation>();
  for (const row of rows.sort((a, b) => Number(a.id - b.id))) {
    const key = writeLaneKey({ conversationId: row.conversation_id, lane: row.lane });
    const conversation = claimed.get(key) ?? fromRow(row);
    claimed.set(key, conversation);
    conversation.messages.push({
      id: row.id,
      bodySealed: row.body_sealed,
      chunksSent: row.chunks_sent,
      attempts: row.attempts,
      expiresAtMs: row.expires_at.getTime(),
      isUnasked: row.is_unasked,
      isBulk: row.is_bulk,
      isRepeat: row.is_repeat,
      isDoubtful: row.is_doubtful,
      begunBehind: newestOf(row),
      wasFound: false,
      handedOverAtMs: null,
      shows: row.shows,
    });
  }
  return claimed;
}

function fromRow(row: Row): ClaimedConversation {
  return {
    conversationId: row.conversation_id,
    lane: row.lane,
    channel: row.channel,
    addressSealed: row.address_sealed,
    isGone: row.is_gone,
    isForgotten: row.is_forgotten,
    turn: row.turn,
    sent: { count: row.sent_count, sinceMs: row.sent_since?.getTime() ?? null },
    heardAtMs: row.heard_at?.getTime() ?? null,
    isHeld: row.is_held,
    isNoticed: row.is_noticed,
    messages: [],
  };
}

function newestOf({ begun_behind: messageId, begun_behind_at: at }: Row): Newest | undefined {
  return messageId === null || at === null ? undefined : { messageId, atMs: at.getTime() };
}

/**
 * Keeps that one of very many is handed to the platform now: should this process die, only of these is it not known whether they arrived.
 *
 * @param newest of the platform's messages, where that can be known: behind it this one is found.
 */
export async function noteBegun(database: Database, id: bigint, newest: Newest | undefined): Promise<void> {
  const behind = { begunBehind: newest?.messageId ?? null, begunBehindAt: newest ? new Date(newest.atMs) : null };
  await database.prisma.outboundMessage.update({ where: { id }, data: { isBegun: true, ...behind } });
}

/** The newest message of a platform that any process has noted. */
export async function newestNoted({ prisma }: Database, channel: string): Promise<Newest | undefined> {
  const last = await prisma.outboundMessage.findFirst({
    where: { begunBehindAt: { not: null }, conversation: { channel } },
    orderBy: [{ begunBehindAt: 'desc' }, { id: 'desc' }],
    select: { begunBehind: true, begunBehindAt: true },
  });
  if (!last?.begunBehind || !last.begunBehindAt) return undefined;
  return { messageId: last.begunBehind, atMs: last.begunBehindAt.getTime() };
}

/**
 * True when nothing else may have come to a chat from us since: what is found there from then on is this message.
 *
 * @param sinceMs in milliseconds since the epoch, by the platform's clock.
 */
export async function isAloneSince(
  { prisma }: Database,
  { id }: ClaimedMessage,
  conversationId: string,
  sinceMs: number,
): Promise<boolean> {
  const since = new Date(sinceMs - CLOCKS_APART_MS);
  const mayHaveCome = [
    { status: 'sending' as const },
    { sentAt: { gte: since } },
    { sentAt: null, OR: [{ chunksSent: { gt: 0 } }, { maybeRepeated: true }] },
  ];
  const others = { conversationId, id: { not: id }, OR: mayHaveCome };
  return (await prisma.outboundMessage.count({ where: others })) === 0;
}

/** Keeps how far a message of several chunks has come, so that after a crash it goes on there. */
export async function saveProgress(database: Database, id: bigint, chunksSent: number): Promise<void> {
  await database.prisma.outboundMessage.update({ where: { id }, data: { chunksSent } });
}

/** What delivering in one lane of a conversation came to. */
export interface Delivered extends LaneKey {
  /** How many turns it had taken when its messages were claimed. */
  turn: number;
  /** How many unasked messages were sent now, for the loop guard. */
  sentUnasked: number;
  /** It was learnt now that nobody is there any more. */
  gone: boolean;
  /** It is held until they write. */
  isHeld: boolean;
  fates: Fate[];
}

/** Keeps what became of messages, and has shown anew what waits for that: what is told is then true. */
export async function saveFates(
  { database, queue }: { database: Database; queue: Queue },
  delivered: Delivered[],
  nowMs: number,
): Promise<void> {
  const shows = new Set(delivered.flatMap(({ fates }) => fates.flatMap(({ shows }) => readShows(shows))));
  if (shows.size === 0) return writeFates(database.prisma, delivered, nowMs);
  await database.prisma.$transaction(async transaction => {
    await writeFates(transaction, delivered, nowMs);
    await queue.knock(transaction, 'shows', [...shows]);
  });
}

/**
 * Writes fates, and counts them for the loop guard: one statement. It adds to the count instead of setting it, since the person may have
 * answered, and so begun a new count, before this batch was over; and whoever has answered is not gone. Where there is nothing to count,
 * the conversation is not touched: a turn may be holding it, together with others of this batch in another order. What is not to go on since its
 * chat became a stranger's stays so.
 */
async function writeFates(transaction: Transaction, delivered: Delivered[], nowMs: number): Promise<void> {
  const fates = delivered.flatMap(({ fates }) => fates.map(fate => ({ ...fate, id: String(fate.id) })));
  const conversations = delivered
    .filter(({ sentUnasked, gone }) => sentUnasked > 0 || gone)
    .map(({ conversationId, turn, sentUnasked, gone }) => ({ id: conversationId, turn, count: sentUnasked, gone }));
  const now = new Date(nowMs);
  const windowStart = new Date(nowMs - WINDOW_MS);
  await transaction.$executeRaw`
    WITH fate AS (
      UPDATE outbound_message o
      SET status = v.status::outbound_status, chunks_sent = GREATEST(o.chunks_sent, v."chunksSent"), reason = v.reason,
          maybe_repeated = o.maybe_repeated AND NOT v."wasFound",
          sent_at = CASE WHEN v.status = 'sent' THEN ${now}::timestamptz END,
          handed_over_at = CASE WHEN v.status <> 'queued' THEN COALESCE(to_timestamp(v."handedOverAtMs" / 1000.0), o.handed_over_at) END
      FROM jsonb_to_recordset(${JSON.stringify(fates)}::jsonb)
        AS v(id bigint, status text, "chunksSent" int, reason text, "wasFound" boolean, "handedOverAtMs" float8)
      WHERE o.id = v.id AND o.reason IS DISTINCT FROM ${UNLINKED}
    )
    UPDATE conversation c
    SET sent_count = CASE WHEN c.sent_since > ${windowStart}::timestamptz THEN c.sent_count ELSE 0 END + v.count,
        sent_since = CASE WHEN v.count = 0 OR c.sent_since > ${windowStart}::timestamptz THEN c.sent_since ELSE ${now}::timestamptz END,
        address_gone_at = CASE WHEN v.gone AND c.turn = v.turn THEN ${now}::timestamptz ELSE c.address_gone_at END
    FROM (
      SELECT id, max(turn) AS turn, sum(count)::int AS count, bool_or(gone) AS gone
      FROM jsonb_to_recordset(${JSON.stringify(conversations)}::jsonb) AS lanes(id uuid, turn int, count int, gone boolean)
      GROUP BY id
    ) v
    WHERE c.id = v.id`;
}
