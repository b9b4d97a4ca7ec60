import { base64 } from '../database/base64.ts';
import type { Database } from '../database/database.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import { carryOut } from '../outbox/carry-out.ts';
import { HOLD_SECONDS } from './gather.ts';
import { placeReplies } from './place-replies.ts';
import type { Thought } from './think.ts';

interface CommitDeps {
  database: Database;
  queue: Queue;
  seal: Seal;
  hash: LookupHash;
}

/**
 * Makes thought turns true: writes, next state, replies and their delivery, in one transaction. A turn whose conversation has
 * moved on meanwhile (another worker took it over) is left out: its inbound has been answered.
 */
export async function commit(deps: CommitDeps, thoughts: Thought[]): Promise<void> {
  if (thoughts.length === 0) return;
  await deps.database.prisma.$transaction(async transaction => {
    const moved = await advance(deps.seal, transaction, thoughts);
    const standing = thoughts.filter(({ conversation }) => moved.has(conversation.sender.conversationId));
    // Who was held has written: what waits for them goes now, in order, and before what this turn says.
    const released = [...moved].flatMap(([id, { wasHeld }]) => (wasHeld ? [id] : []));
    await deps.queue.knock(transaction, 'deliveries', released);
    await rememberPeople(transaction, standing);
    await carryOut(deps, transaction, standing, { replies: standing.flatMap(placeReplies) });
  });
}

/** Lets fragments wait for the rest of their burst. */
export async function hold(deps: CommitDeps, conversationIds: string[]): Promise<void> {
  if (conversationIds.length === 0) return;
  await deps.database.prisma.$transaction(transaction =>
    deps.queue.knock(transaction, 'turns', conversationIds, HOLD_SECONDS),
  );
}

/** Moves the conversations on by one turn, and what it answers with them. @returns those that were still where the turn was thought from. */
async function advance(
  seal: Seal,
  transaction: Transaction,
  thoughts: Thought[],
): Promise<Map<string, { wasHeld: boolean }>> {
  const rows = thoughts.map(({ conversation, utterance, nextState }) => ({
    id: conversation.sender.conversationId,
    turn: conversation.turn,
    state: nextState === undefined ? null : base64(seal.seal(nextState)),
    left: utterance.content.kind === 'left',
    answered: utterance.ids.map(String),
    heard: new Date(utterance.inbound.sentAtMs),
  }));
  const moved = await transaction.$queryRaw<{ id: string; wasHeld: boolean }[]>`
    WITH before AS (
      SELECT id, held_since FROM conversation WHERE id = ANY(${rows.map(({ id }) => id)}::uuid[]) ORDER BY id FOR UPDATE
    ), moved AS (
      UPDATE conversation c
      SET turn = c.turn + 1, state_sealed = COALESCE(decode(v.state, 'base64'), c.state_sealed), sent_count = 0, sent_since = NULL,
          address_gone_at = CASE WHEN v."left" THEN now() END,
          heard_at = GREATEST(c.heard_at, v.heard), held_since = NULL, noticed_at = NULL
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS v(id uuid, turn int, state text, "left" boolean, answered bigint[], heard timestamptz)
      JOIN before ON before.id = v.id
      WHERE c.id = v.id AND c.turn = v.turn
      RETURNING c.id, v.answered, before.held_since IS NOT NULL AS "wasHeld"
    ), answered AS (
      UPDATE inbound_message i SET status = 'answered' FROM moved, unnest(moved.answered) AS a(id) WHERE i.id = a.id
    )
    SELECT id, "wasHeld" FROM moved`;
  return new Map(moved.map(({ id, wasHeld }) => [id, { wasHeld }]));
}

/** Keeps what the turns learnt of their senders. */
async function rememberPeople(transaction: Transaction, thoughts: Thought[]): Promise<void> {
  const rows = thoughts.flatMap(({ conversation, learnt }) =>
    Object.keys(learnt).length > 0 ? [{ id: conversation.sender.personId, learnt }] : [],
  );
  if (rows.length === 0) return;
  await transaction.$executeRaw`
    UPDATE person p
    SET language = CASE WHEN learnt ? 'language' THEN learnt ->> 'language' ELSE p.language END,
        language_chosen = coalesce((learnt ->> 'languageChosen')::boolean, p.language_chosen),
        nation = CASE WHEN learnt ? 'nation' THEN (learnt ->> 'nation')::nation ELSE p.nation END,
        outcode = CASE WHEN learnt ? 'outcode' THEN learnt ->> 'outcode' ELSE p.outcode END,
        council = CASE WHEN learnt ? 'council' THEN learnt ->> 'council' ELSE p.council END,
        is_discreet = coalesce((learnt ->> 'isDiscreet')::boolean, p.is_discreet)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(id uuid, learnt jsonb)
    WHERE p.id = v.id`;
}
