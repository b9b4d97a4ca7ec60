import { asTheyFinish } from '../database/as-they-finish.ts';
import type { Database } from '../database/database.ts';
import type { Knock, KnockHandler, KnockOutcome, Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import { log } from '../log.ts';
import type { Reply } from '../messages/reply.ts';
import { commit, hold } from './commit.ts';
import { type Resumed, resume } from './resume.ts';
import { setAside } from './set-aside.ts';
import type { Think, Thought } from './think.ts';

/** Told of every committed turn, for metrics and the inspector. */
export type OnTurn = (thought: Thought, tookMs: number) => void;

interface TakeTurnsDeps {
  database: Database;
  queue: Queue;
  seal: Seal;
  think: Think;
  apology: (language: string | undefined) => Reply;
  onTurn: OnTurn;
  /** Told when an answer takes longer than people wait without a sign, e.g. because a model is asked. */
  onSlow?: (conversation: Resumed) => void;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Longer than this without a sign feels like silence. */
const SLOW_MS = 500;
/** After so many failed turns a message is set aside. */
const FAILURES_MAX = 3;
/** A process may die for other reasons than this message, so a message that is there whenever one dies is given more tries. */
const CRASHES_MAX = 10;

/** What thinking for one conversation came to; none when nothing waited. */
interface Outcome {
  conversationId: string;
  conversation?: Resumed;
  thought?: Thought | 'hold';
  error?: unknown;
}

/**
 * Takes one turn for each conversation of a batch: finds where it was, thinks while no transaction is open, and commits the turns
 * that are ready together in one transaction. When that fails each is committed alone, so that a poisoned one harms only itself.
 */
export function createTakeTurns(deps: TakeTurnsDeps): KnockHandler {
  return async function* (knocks) {
    const startedMs = performance.now();
    const attempts = new Map(knocks.map(({ conversationId, attempt }) => [conversationId, attempt]));
    const resumed = await resume(deps.database, [...attempts.keys()]);
    const thinking = knocks.map(knock => think(knock, resumed.get(knock.conversationId)));
    for await (const outcomes of asTheyFinish(thinking)) yield await settle(outcomes, attempts, startedMs);
  };

  async function think({ conversationId, attempt }: Knock, conversation: Resumed | undefined): Promise<Outcome> {
    if (!conversation) return { conversationId };
    const slow = setTimeout(() => deps.onSlow?.(conversation), SLOW_MS);
    try {
      if (attempt >= CRASHES_MAX)
        throw new Error('The process died whenever this message was there: look at it with npm run replay.');
      return { conversationId, conversation, thought: await deps.think(conversation, deps.now()) };
    } catch (error) {
      return { conversationId, conversation, error };
    } finally {
      clearTimeout(slow);
    }
  }

  /** Commits what was thought, lets wait what may go on, and tries again, or sets aside, what failed. */
  async function settle(
    outcomes: Outcome[],
    attempts: Map<string, number>,
    startedMs: number,
  ): Promise<Map<string, KnockOutcome>> {
    const settled = new Map<string, KnockOutcome>(outcomes.map(({ conversationId }) => [conversationId, 'done']));

    async function fail(conversation: Resumed, error: unknown): Promise<void> {
      const { conversationId } = conversation.sender;
      const attempt = attempts.get(conversationId) ?? 0;
      log.error({ err: error, conversationId, attempt }, 'a turn failed');
      if (isPassing(error) || attempt + 1 < FAILURES_MAX) settled.set(conversationId, 'again');
      else await setAside(deps, conversation, error);
    }

    for (const { conversation, error } of outcomes)
      if (conversation && error !== undefined) await fail(conversation, error);
    await hold(
      deps,
      outcomes.flatMap(({ conversationId, thought }) => (thought === 'hold' ? [conversationId] : [])),
    );
    const thoughts = outcomes.flatMap(({ thought }) => (thought && thought !== 'hold' ? [thought] : []));
    for (const { thought, error } of await commitAll(thoughts)) {
      if (error !== undefined) await fail(thought.conversation, error);
      else {
        const { conversation, utterance } = thought;
        if (conversation.waiting.length > utterance.ids.length) settled.set(conversation.sender.conversationId, 'more');
        deps.onTurn(thought, performance.now() - startedMs);
      }
    }
    return settled;
  }

  async function commitAll(thoughts: Thought[]): Promise<{ thought: Thought; error?: unknown }[]> {
    try {
      await commit(deps, thoughts);
      return thoughts.map(thought => ({ thought }));
    } catch (error) {
      if (thoughts.length === 1 || isPassing(error)) return thoughts.map(thought => ({ thought, error }));
      const results = [];
      for (const thought of thoughts) results.push(...(await commitAll([thought])));
      return results;
    }
  }
}

/** The database could not be reached, or had no time: nothing is wrong with the message. See Prisma's error reference. */
function isPassing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(P1\d{3}|P2024|P2028|P2034|ECONN\w+|57P0\d)$/.test(code);
}
