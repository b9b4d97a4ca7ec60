import type { Database } from '../database/database.ts';
import type { KnockHandler, KnockOutcome, Queue } from '../database/queue.ts';
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

/**
 * Takes one turn for each conversation of a batch: finds where it was, thinks while no transaction is open, and commits all turns
 * in one transaction. When that fails each is committed alone, so that a poisoned one harms only itself.
 */
export function createTakeTurns(deps: TakeTurnsDeps): KnockHandler {
  return async knocks => {
    const startedMs = performance.now();
    const attempts = new Map(knocks.map(({ conversationId, attempt }) => [conversationId, attempt]));
    const outcomes = new Map<string, KnockOutcome>(knocks.map(({ conversationId }) => [conversationId, 'done']));
    const attemptsOf = ({ sender }: Resumed) => attempts.get(sender.conversationId) ?? 0;

    async function fail(conversation: Resumed, error: unknown): Promise<void> {
      const { conversationId } = conversation.sender;
      log.error({ err: error, conversationId, attempt: attemptsOf(conversation) }, 'a turn failed');
      if (isPassing(error) || attemptsOf(conversation) + 1 < FAILURES_MAX) outcomes.set(conversationId, 'again');
      else await setAside(deps, conversation, error);
    }

    const held: string[] = [];
    async function think(conversation: Resumed): Promise<Thought[]> {
      try {
        if (attemptsOf(conversation) >= CRASHES_MAX)
          throw new Error('The process died whenever this message was there: look at it with npm run replay.');
        const slow = setTimeout(() => deps.onSlow?.(conversation), SLOW_MS);
        const thought = await deps.think(conversation, deps.now()).finally(() => clearTimeout(slow));
        if (thought !== 'hold') return [thought];
        held.push(conversation.sender.conversationId);
      } catch (error) {
        await fail(conversation, error);
      }
      return [];
    }

    const conversations = await resume(deps.database, [...attempts.keys()]);
    const thoughts = (await Promise.all(conversations.map(think))).flat();
    await hold(deps, held);
    for (const { thought, error } of await commitAll(thoughts)) {
      if (error !== undefined) await fail(thought.conversation, error);
      else deps.onTurn(thought, performance.now() - startedMs);
    }
    return outcomes;
  };

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
