import type { Database } from '../database/database.ts';
import type { ChannelName } from '../messages/address.ts';
import { type SentUnasked, WINDOW_MS } from './loop-guard.ts';

/** A message that has been claimed and is about to be with the platform. */
export interface ClaimedMessage {
  id: bigint;
  bodySealed: Uint8Array;
  chunksSent: number;
  attempts: number;
  expiresAtMs: number;
  /** No inbound asked for it. */
  isUnasked: boolean;
  /** It was with the platform when a process died: it may arrive a second time. */
  isRepeat: boolean;
}

/** What is to be sent to one conversation, in order. */
export interface ClaimedConversation {
  conversationId: string;
  channel: ChannelName;
  addressSealed: Uint8Array;
  isGone: boolean;
  /** The person has asked to be forgotten: what is left of them goes when this has been delivered. */
  isForgotten: boolean;
  sent: SentUnasked;
  messages: ClaimedMessage[];
}

/** What became of one message. */
export interface Fate {
  id: bigint;
  /** `queued`: to be tried again. `sending`: the same, but it may have arrived already. */
  status: 'queued' | 'sending' | 'sent' | 'failed' | 'expired';
  chunksSent: number;
  /** A code, never words. */
  reason: string | null;
}

interface Row {
  id: bigint;
  conversation_id: string;
  channel: ChannelName;
  address_sealed: Uint8Array;
  is_gone: boolean;
  is_forgotten: boolean;
  sent_count: number;
  sent_since: Date | null;
  body_sealed: Uint8Array;
  chunks_sent: number;
  attempts: number;
  expires_at: Date;
  is_unasked: boolean;
  was_sending: boolean;
}

/** Claims all that waits for these conversations, and notes that it is now with the platform: one statement. */
export async function claim(database: Database, conversationIds: string[]): Promise<Map<string, ClaimedConversation>> {
  const rows = await database.prisma.$queryRaw<Row[]>`
    UPDATE outbound_message o
    SET status = 'sending', attempts = o.attempts + 1, maybe_repeated = o.maybe_repeated OR before.status = 'sending'
    FROM outbound_message before
    JOIN conversation c ON c.id = before.conversation_id
    JOIN person p ON p.id = c.person_id
    WHERE o.id = before.id AND before.conversation_id = ANY(${conversationIds}::uuid[]) AND before.status IN ('queued', 'sending')
    RETURNING o.id, o.conversation_id, c.channel, c.address_sealed, c.address_gone_at IS NOT NULL AS is_gone,
              p.forgotten_at IS NOT NULL AS is_forgotten, c.sent_count, c.sent_since,
              o.body_sealed, o.chunks_sent, o.attempts, o.expires_at, o.is_unasked, before.status = 'sending' AS was_sending`;
  const claimed = new Map<string, ClaimedConversation>();
  for (const row of rows.sort((a, b) => Number(a.id - b.id))) {
    const conversation = claimed.get(row.conversation_id) ?? fromRow(row);
    claimed.set(row.conversation_id, conversation);
    conversation.messages.push({
      id: row.id,
      bodySealed: row.body_sealed,
      chunksSent: row.chunks_sent,
      attempts: row.attempts,
      expiresAtMs: row.expires_at.getTime(),
      isUnasked: row.is_unasked,
      isRepeat: row.was_sending,
    });
  }
  return claimed;
}

function fromRow(row: Row): ClaimedConversation {
  return {
    conversationId: row.conversation_id,
    channel: row.channel,
    addressSealed: row.address_sealed,
    isGone: row.is_gone,
    isForgotten: row.is_forgotten,
    sent: { count: row.sent_count, sinceMs: row.sent_since?.getTime() ?? null },
    messages: [],
  };
}

/** Keeps how far a message of several chunks has come, so that after a crash it goes on there. */
export async function saveProgress(database: Database, id: bigint, chunksSent: number): Promise<void> {
  await database.prisma.outboundMessage.update({ where: { id }, data: { chunksSent } });
}

/** What delivering to one conversation came to. */
export interface Delivered {
  conversationId: string;
  /** How many unasked messages were sent now, for the loop guard. */
  sentUnasked: number;
  /** It was learnt now that nobody is there any more. */
  gone: boolean;
  fates: Fate[];
}

/**
 * Keeps what became of messages, and counts them for the loop guard: one statement. It adds to the count instead of setting it,
 * since the person may have answered, and so begun a new count, before this batch was over. Where there is nothing to count, the
 * conversation is not touched: a turn may be holding it, together with others of this batch in another order.
 */
export async function saveFates(database: Database, delivered: Delivered[], nowMs: number): Promise<void> {
  const fates = delivered.flatMap(({ fates }) => fates.map(fate => ({ ...fate, id: String(fate.id) })));
  const conversations = delivered
    .filter(({ sentUnasked, gone }) => sentUnasked > 0 || gone)
    .map(({ conversationId, sentUnasked, gone }) => ({ id: conversationId, count: sentUnasked, gone }));
  const now = new Date(nowMs);
  const windowStart = new Date(nowMs - WINDOW_MS);
  await database.prisma.$executeRaw`
    WITH fate AS (
      UPDATE outbound_message o
      SET status = v.status::outbound_status, chunks_sent = v."chunksSent", reason = v.reason,
          sent_at = CASE WHEN v.status = 'sent' THEN ${now}::timestamptz END
      FROM jsonb_to_recordset(${JSON.stringify(fates)}::jsonb) AS v(id bigint, status text, "chunksSent" int, reason text)
      WHERE o.id = v.id
    )
    UPDATE conversation c
    SET sent_count = CASE WHEN c.sent_since > ${windowStart}::timestamptz THEN c.sent_count ELSE 0 END + v.count,
        sent_since = CASE WHEN v.count = 0 OR c.sent_since > ${windowStart}::timestamptz THEN c.sent_since ELSE ${now}::timestamptz END,
        address_gone_at = CASE WHEN v.gone THEN ${now}::timestamptz ELSE c.address_gone_at END
    FROM jsonb_to_recordset(${JSON.stringify(conversations)}::jsonb) AS v(id uuid, count int, gone boolean)
    WHERE c.id = v.id`;
}
