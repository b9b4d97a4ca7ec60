import type { Database } from '../database/database.ts';
import type { ClaimedConversation } from './outbox-store.ts';

/** So long is kept what waits for somebody to write, unless its sender said that it is of no use by then. */
const KEPT_DAYS = 30;

/** True when they have to write first, as far as we know: who is not known to have written is tried. */
export function isWindowClosed(
  { heardAtMs, isHeld }: ClaimedConversation,
  windowSeconds: number | undefined,
  nowMs: number,
): boolean {
  if (isHeld) return true;
  return windowSeconds !== undefined && heardAtMs !== null && nowMs >= heardAtMs + windowSeconds * 1000;
}

/**
 * Holds a conversation until its person writes, and keeps what waits there.
 *
 * @param keptIds of messages whose sender named no time by which they are of no use.
 * @returns false when the person has written meanwhile: then everything may be tried again.
 */
export async function hold(
  database: Database,
  { conversationId, turn }: Pick<ClaimedConversation, 'conversationId' | 'turn'>,
  keptIds: bigint[],
  nowMs: number,
): Promise<boolean> {
  const held = await database.prisma.$queryRaw<object[]>`
    WITH held AS (
      UPDATE conversation SET held_since = COALESCE(held_since, ${new Date(nowMs)}::timestamptz)
      WHERE id = ${conversationId}::uuid AND turn = ${turn} RETURNING id
    ), kept AS (
      UPDATE outbound_message o SET expires_at = GREATEST(o.expires_at, o.created_at + make_interval(days => ${KEPT_DAYS}::int))
      FROM held WHERE o.id = ANY(${keptIds.map(String)}::text[]::bigint[])
    )
    SELECT id FROM held`;
  return held.length > 0;
}

/** Keeps that they were told, for as long as they are held. */
export async function markNoticed(database: Database, conversationId: string, nowMs: number): Promise<void> {
  await database.prisma.conversation.updateMany({
    where: { id: conversationId, heldSince: { not: null } },
    data: { noticedAt: new Date(nowMs) },
  });
}
