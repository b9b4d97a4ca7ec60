import { asTheyFinish } from '../database/as-they-finish.ts';
import type { Database } from '../database/database.ts';
import { isPassing } from '../database/is-passing.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import type { Knock, KnockHandler, KnockOutcome, Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import { log } from '../log.ts';
import type { Reply } from '../messages/reply.ts';
import { Overtaken } from '../messages/turn.ts';
import { commit, committedTogether, hold } from './commit.ts';
import { type Resumed, resume } from './resume.ts';
import { setAside } from './set-aside.ts';
import type { Think, Thought } from './think.ts';

/** Told of every committed turn, for metrics and the inspector. */
export type OnTurn = (thought: Thought, tookMs: number) => void;

interface TakeTurnsDeps {
  database: Database;
  queue: Queue;
  seal: Seal;
  hash: LookupHash;
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
/** Whoever is overtaken so often in a row takes a breath first. */
const OVERTAKEN_MAX = 5;

/** What thinking for one conversation came to; none when nothing waited. */
interface Outcome {
  conversationId: string;
  conversation?: Resumed;
  thought?: Thought | 'hold';
  error?: unknown;
}

/** What committing a thought came to. */
interface Committed {
  thought: Thought;
  error?: unknown;
}

/**
 * Takes one turn for each conversation of a batch: finds where it was, thinks while no transaction is open, and commits the turns
 * that are ready together (`commit.ts`). When that fails each is committed alone, so that a poisoned one harms only itself, and one
 * that was overtaken is thought again from what is true now.
 */
export function createTakeTurns(deps: TakeTurnsDeps): KnockHandler {
  return async function* (knocks) {
    const startedMs = performance.now();
    const attempts = new Map(knocks.map(({ key, attempt }) => [key, attempt]));
    const resumed = await resume(deps.database, [...attempts.keys()]);
    const thinking = knocks.map(knock => think(knock, resumed.get(knock.key)));
    for await (const outcomes of asTheyFinish(thinking)) yield await settle(outcomes, attempts, startedMs);
  };

  async function think({ key: conversationId, attempt }: Knock, conversation: Resumed | undefined): Promise<Outcome> {
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

    async function conclude(outcomes: Outcome[], overtakenTimes: number): Promise<void> {
      for (const { conversation, error } of outcomes)
        if (conversation && error !== undefined) await fail(conversation, error);
      const onHold = outcomes.flatMap(({ conversationId, thought }) => (thought === 'hold' ? [conversationId] : []));
      const overtaken: string[] = [];
      const thoughts = outcomes.flatMap(({ thought }) => (thought && thought !== 'hold' ? [thought] : []));
      for (const { thought, error } of (await Promise.all(committedTogether(thoughts).map(commitAll))).flat()) {
        const { conversationId } = thought.conversation.sender;
        if (error instanceof Overtaken) overtaken.push(conversationId);
        else if (error !== undefined) await fail(thought.conversation, error);
        else {
          if (thought.conversation.waiting.length > thought.utterance.ids.length) settled.set(conversationId, 'more');
          deps.onTurn(thought, performance.now() - startedMs);
        }
      }
      const isBreathless = overtakenTimes === OVERTAKEN_MAX;
      await hold(deps, isBreathless ? [...onHold, ...overtaken] : onHold);
      if (!isBreathless && overtaken.length > 0) await conclude(await thinkAgain(overtaken), overtakenTimes + 1);
    }

    await conclude(outcomes, 0);
    return settled;
  }

  /** Finds anew where these conversations are, and thinks once more. */
  async function thinkAgain(conversationIds: string[]): Promise<Outcome[]> {
    const resumed = await resume(deps.database, conversationIds);
    return Promise.all(conversationIds.map(id => think({ key: id, attempt: 0 }, resumed.get(id))));
  }

  async function commitAll(thoughts: Thought[]): Promise<Committed[]> {
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
