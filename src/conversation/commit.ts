import { base64 } from '../database/base64.ts';
import { Prisma } from '../database/client/client.ts';
import type { Database } from '../database/database.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import type { Transaction } from '../database/transaction.ts';
import { carryOut } from '../outbox/carry-out.ts';
import type { Outbound } from '../outbox/outbound.ts';
import { keysOf, storing } from '../outbox/storing.ts';
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
 * Makes thought turns true: writes, next state, replies and their delivery. A turn whose conversation has moved on meanwhile (another worker
 * took it over) is left out: its inbound has been answered.
 *
 * @param thoughts a group of `committedTogether`: all of it becomes true, or nothing.
 */
export async function commit(deps: CommitDeps, thoughts: Thought[]): Promise<void> {
  const { prisma } = deps.database;
  if (thoughts.every(onlyAnswers)) {
    await advance(deps, prisma, thoughts, thoughts.flatMap(placeReplies));
    return;
  }
  await prisma.$transaction(async transaction => {
    const moved = await advance(deps, transaction, thoughts);
    const standing = thoughts.filter(({ conversation }) => moved.has(conversation.sender.conversationId));
    await carryOut(deps, transaction, standing, { replies: standing.flatMap(placeReplies) });
  });
}

/** Most turns do nothing but answer: for those one statement is enough, and the others take a transaction. */
export function committedTogether(thoughts: Thought[]): Thought[][] {
  return [...Map.groupBy(thoughts, onlyAnswers).values()];
}

function onlyAnswers({ writes, posts, shows, takesBack, feeds }: Thought): boolean {
  return [writes, posts, shows, takesBack, feeds].every(wishes => wishes.length === 0);
}

/** Lets fragments wait for the rest of their burst. */
export async function hold({ queue, database }: CommitDeps, conversationIds: string[]): Promise<void> {
  await queue.knock(database.prisma, 'turns', conversationIds, { after: HOLD_SECONDS });
}

/**
 * Moves the conversations on by one turn, with what it answers, what it learnt of its sender, and what it says. Who was held has written: what
 * waits for them goes now, in order, and before what this turn says.
 *
 * @param replies of these turns, none of which is to wait.
 * @returns the conversations that were still where the turn was thought from.
 */
async function advance(
  { seal, queue }: CommitDeps,
  transaction: Transaction,
  thoughts: Thought[],
  replies: Outbound[] = [],
): Promise<Set<string>> {
  const repliesOf = Map.groupBy(replies, ({ conversationId }) => conversationId);
  const rows = thoughts.map(({ conversation: { sender, turn }, utterance, nextState, aboutIds, learnt }) => ({
    id: sender.conversationId,
    turn,
    state: nextState === undefined ? null : base64(seal.seal(nextState)),
    left: utterance.content.kind === 'left',
    answered: utterance.ids.map(String),
    heard: new Date(utterance.inbound.sentAtMs),
    about: [...new Set(aboutIds)],
    person: sender.personId,
    learnt,
    deliveries: keysOf(repliesOf.get(sender.conversationId)),
  }));
  const [advanced] = await transaction.$queryRaw<{ moved: string[] }[]>`
    WITH before AS (
      SELECT id, held_since FROM conversation WHERE id = ANY(${rows.map(({ id }) => id)}::uuid[]) ORDER BY id FOR UPDATE
    ), moved AS (
      UPDATE conversation c
      SET turn = c.turn + 1, state_sealed = COALESCE(decode(v.state, 'base64'), c.state_sealed), sent_count = 0, sent_since = NULL,
          address_gone_at = CASE WHEN v."left" THEN now() END,
          heard_at = GREATEST(c.heard_at, v.heard), held_since = NULL, noticed_at = NULL
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS v(id uuid, turn int, state text, "left" boolean, answered bigint[], heard timestamptz, about uuid[], person uuid, learnt jsonb,
             deliveries text[])
      JOIN before ON before.id = v.id
      WHERE c.id = v.id AND c.turn = v.turn
      RETURNING c.id, v.answered, v.about, v.person, v.learnt,
                v.deliveries || CASE WHEN before.held_since IS NULL THEN '{}' ELSE ARRAY[c.id::text] END AS deliveries
    ), answered AS (
      UPDATE inbound_message i SET status = 'answered', about_ids = moved.about
      FROM moved, unnest(moved.answered) AS a(id) WHERE i.id = a.id
    ), learnt AS (
      UPDATE person p
      SET language = CASE WHEN learnt ? 'language' THEN learnt ->> 'language' ELSE p.language END,
          language_chosen = coalesce((learnt ->> 'languageChosen')::boolean, p.language_chosen),
          nation = CASE WHEN learnt ? 'nation' THEN (learnt ->> 'nation')::nation ELSE p.nation END,
          outcode = CASE WHEN learnt ? 'outcode' THEN learnt ->> 'outcode' ELSE p.outcode END,
          council = CASE WHEN learnt ? 'council' THEN learnt ->> 'council' ELSE p.council END,
          is_discreet = coalesce((learnt ->> 'isDiscreet')::boolean, p.is_discreet)
      FROM moved
      WHERE p.id = moved.person AND learnt <> '{}'
    ), said AS (${storing(seal, replies, Date.now(), Prisma.sql`JOIN moved ON moved.id = v.conversation`)})
    SELECT array(SELECT id::text FROM moved) AS moved,
           ${queue.knocking('deliveries', Prisma.sql`array(SELECT DISTINCT key FROM moved, unnest(moved.deliveries) AS key)`)} AS knocks`;
  return new Set(advanced?.moved);
}
