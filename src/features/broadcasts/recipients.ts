import type { Transaction } from '../../database/transaction.ts';
import type { OpenChannel } from '../feature.ts';
import type { BroadcastFile } from './broadcast-file.ts';

// The rows of those who get a broadcast, from `waiting` to their fate. Each function is one statement, and is called only by whoever
// holds the broadcast's own row: nothing is given while somebody pauses it.

/** Why somebody was left out, or what else there is to know of their fate. Failures have the code of the platform. */
export const reasons = {
  withdrawn: 'withdrew',
  gone: 'gone',
  forgotten: 'forgotten',
  noWords: 'no words',
  noChannel: 'no channel',
  needsTemplate: 'needs template',
  /** It was with the platform when a process died, and has been sent again. */
  maybeTwice: 'maybe twice',
  /** It was too late to send it again, and nobody knows whether it had arrived. */
  maybeOnce: 'maybe arrived',
  expired: 'expired',
  lost: 'lost',
} as const;

/** Somebody to whom it goes now. */
export interface Taken {
  id: string;
  conversationId: string;
  language: string;
  isDiscreet: boolean;
}

/** Takes the next of those who wait, on one channel, and leaves out whom it must not reach any more: nobody else takes them. */
export async function takeNext(
  transaction: Transaction,
  { id, kind, segment, texts }: BroadcastFile,
  channel: string,
  limit: number,
): Promise<{ taken: Taken[]; looked: number }> {
  const languages = texts.map(({ language }) => language);
  const isEnglishEnough = segment.withoutWords === 'english' && languages.includes('en');
  const rows = await transaction.$queryRaw<(Taken & { why: string | null })[]>`
    WITH next AS (
      SELECT id, person_id, conversation_id, language FROM broadcast_recipient
      WHERE broadcast_id = ${id}::uuid AND status = 'waiting' AND channel = ${channel}
      ORDER BY id LIMIT ${limit} FOR UPDATE
    ), judged AS (
      SELECT next.id, p.is_discreet, CASE
        WHEN p.forgotten_at IS NOT NULL THEN ${reasons.forgotten}
        WHEN NOT EXISTS (
          SELECT FROM consent k
          WHERE k.person_id = p.id AND k.kind = ${kind} AND k.channel = ${channel} AND k.withdrawn_at IS NULL
        ) THEN ${reasons.withdrawn}
        WHEN c.address_gone_at IS NOT NULL THEN ${reasons.gone}
        WHEN NOT ${isEnglishEnough} AND next.language <> ALL(${languages}::text[]) THEN ${reasons.noWords}
      END AS why
      FROM next JOIN person p ON p.id = next.person_id JOIN conversation c ON c.id = next.conversation_id
    )
    UPDATE broadcast_recipient r
    SET status = CASE WHEN judged.why IS NULL THEN 'queued' ELSE 'left out' END::recipient_status, reason = judged.why
    FROM judged WHERE r.id = judged.id
    RETURNING r.id, r.conversation_id AS "conversationId", r.language, judged.is_discreet AS "isDiscreet", judged.why`;
  return { taken: rows.filter(({ why }) => why === null), looked: rows.length };
}

/**
 * Reads back what became of those that were given. What the night has kept from going, and surely did not go, waits for the morning.
 *
 * @returns how many have found their fate.
 */
export async function settle(transaction: Transaction, broadcastIds: string[]): Promise<number> {
  return transaction.$executeRaw`
    UPDATE broadcast_recipient r
    SET status = CASE WHEN fate.status = 'sent' THEN 'sent' WHEN fate.is_for_morning THEN 'waiting' ELSE 'failed' END::recipient_status,
        reason = CASE
          WHEN fate.is_for_morning THEN NULL
          WHEN fate.status = 'sent' THEN CASE WHEN fate.maybe_repeated THEN ${reasons.maybeTwice} END
          WHEN fate.status = 'expired' THEN CASE WHEN fate.maybe_repeated THEN ${reasons.maybeOnce} ELSE ${reasons.expired} END
          ELSE coalesce(fate.reason, ${reasons.lost})
        END
    FROM broadcast_recipient given
    LEFT JOIN LATERAL (
      SELECT status::text, reason, maybe_repeated,
             status = 'expired' AND NOT maybe_repeated AND expires_at < created_at + interval '23 hours' AS is_for_morning
      FROM outbound_message WHERE track_id = given.id ORDER BY id DESC LIMIT 1
    ) fate ON true
    WHERE r.id = given.id AND given.broadcast_id = ANY(${broadcastIds}::uuid[]) AND given.status = 'queued'
      AND (fate.status IS NULL OR fate.status NOT IN ('queued', 'sending'))`;
}

/** How many are on their way, by channel. */
export async function countGiven(transaction: Transaction, broadcastIds: string[]): Promise<Map<string, number>> {
  const rows = await transaction.$queryRaw<{ channel: string; count: number }[]>`
    SELECT channel, count(*)::int AS count FROM broadcast_recipient
    WHERE broadcast_id = ANY(${broadcastIds}::uuid[]) AND status = 'queued' GROUP BY channel`;
  return new Map(rows.map(({ channel, count }) => [channel, count]));
}

/** Leaves out whoever waits on a channel that cannot be written to unasked. */
export async function leaveOutUnreachable(
  transaction: Transaction,
  broadcastId: string,
  channels: ReadonlyMap<string, OpenChannel>,
): Promise<number> {
  const names = [...channels.keys()];
  const needTemplate = names.filter(name => channels.get(name)?.needsTemplate);
  const open = names.filter(name => !needTemplate.includes(name));
  return transaction.$executeRaw`
    UPDATE broadcast_recipient
    SET status = 'left out', reason = CASE WHEN channel = ANY(${needTemplate}::text[]) THEN ${reasons.needsTemplate} ELSE ${reasons.noChannel} END
    WHERE broadcast_id = ${broadcastId}::uuid AND status = 'waiting' AND channel <> ALL(${open}::text[])`;
}

/** True when nobody waits any more and everybody's fate is known. */
export async function isOver(transaction: Transaction, broadcastId: string): Promise<boolean> {
  const where = { broadcastId, status: { in: ['waiting', 'queued'] as ('waiting' | 'queued')[] } };
  return (await transaction.broadcastRecipient.findFirst({ where, select: { id: true } })) === null;
}

/** Takes out of the outbox what has not begun to go: those people wait again, but for whoever may have got it. */
export async function takeOutOfOutbox(transaction: Transaction, broadcastId: string): Promise<number> {
  return transaction.$executeRaw`
    WITH back AS (
      UPDATE outbound_message o SET status = 'taken back' FROM broadcast_recipient r
      WHERE r.broadcast_id = ${broadcastId}::uuid AND r.status = 'queued' AND o.track_id = r.id AND o.status = 'queued' AND o.chunks_sent = 0
      RETURNING o.track_id, o.maybe_repeated
    )
    UPDATE broadcast_recipient r
    SET status = (CASE WHEN back.maybe_repeated THEN 'failed' ELSE 'waiting' END)::recipient_status,
        reason = CASE WHEN back.maybe_repeated THEN ${reasons.maybeOnce} END
    FROM back WHERE r.id = back.track_id`;
}

/** Lets those wait again whom it did not reach, but for whoever may have got it. */
export async function tryFailedAgain(transaction: Transaction, broadcastId: string): Promise<number> {
  const again = [reasons.noChannel, reasons.needsTemplate];
  return transaction.$executeRaw`
    UPDATE broadcast_recipient SET status = 'waiting', reason = NULL
    WHERE broadcast_id = ${broadcastId}::uuid
      AND (status = 'failed' AND reason <> ${reasons.maybeOnce} OR status = 'left out' AND reason = ANY(${again}::text[]))`;
}
