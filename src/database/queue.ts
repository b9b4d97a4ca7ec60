import { fromPrisma, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss';
import type { Database } from './database.ts';
import type { Transaction } from './transaction.ts';

/**
 * `turns`: something waits to be answered. `deliveries`: something waits to be sent. Both are keyed by conversation and strictly
 * first in, first out for each key: one turn at a time, one delivery at a time, in order.
 */
export type QueueName = 'turns' | 'deliveries';

/** A conversation that has work waiting. `attempt` counts the tries that failed or died before this one. */
export interface Knock {
  conversationId: string;
  attempt: number;
}

/** `again`: try later, with backoff, and hold this conversation's order meanwhile. */
export type KnockOutcome = 'done' | 'again';

export type KnockHandler = (knocks: Knock[]) => Promise<Map<string, KnockOutcome>>;

interface KnockJob {
  conversationId: string;
}

/** Work in batches from the first day: one job at a time is 5 to 30 times slower. */
const BATCH_SIZE = 50;
/** A worker that is silent this long has died; its jobs go to another. pg-boss allows no less. */
const HEARTBEAT_SECONDS = 10;
/** When to give up is our own decision (set aside, expired), never the queue's: a failed job would block its conversation. */
const RETRY_LIMIT = 1_000_000;
const RETRY_DELAY_SECONDS_MAX = 60;

/** The durable queues, on the same database as everything else, so that a job is part of the transaction that needs it. */
export class Queue {
  readonly #boss: PgBoss;
  readonly #database: Database;
  #isUp = false;

  constructor(database: Database) {
    this.#database = database;
    this.#boss = new PgBoss({
      ...database.bossOptions,
      useListenNotify: true,
      superviseIntervalSeconds: HEARTBEAT_SECONDS,
      monitorIntervalSeconds: HEARTBEAT_SECONDS,
      openTelemetry: { enabled: false },
      registerInstance: false,
    });
  }

  /** @param onError is given the queue's own errors, e.g. a lost connection; it goes on by itself. */
  async start(onError: (error: Error) => void): Promise<void> {
    this.#boss.on('error', onError);
    await this.#boss.start();
    for (const name of ['turns', 'deliveries'] satisfies QueueName[]) {
      await this.#boss.createQueue(name, {
        policy: 'key_strict_fifo',
        notify: true,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        retryLimit: RETRY_LIMIT,
        retryDelay: 1,
        retryBackoff: true,
        retryDelayMax: RETRY_DELAY_SECONDS_MAX,
        deleteAfterSeconds: 3600,
      });
    }
    if (this.#database.kind === 'pglite') await this.#releaseJobsOfDeadProcess();
    this.#isUp = true;
  }

  /** Makes a queue look at these conversations, in the caller's transaction. */
  async knock(transaction: Transaction, name: QueueName, conversationIds: string[], afterSeconds = 0): Promise<void> {
    if (conversationIds.length === 0) return;
    const jobs = conversationIds.map(conversationId => ({
      data: { conversationId },
      singletonKey: conversationId,
      ...(afterSeconds > 0 && { startAfter: afterSeconds }),
    }));
    await this.#boss.insert(name, jobs, { db: fromPrisma(transaction) });
  }

  /** Hands batches of conversations to a handler, at most one batch of a queue at a time in a process. */
  async work(name: QueueName, handler: KnockHandler): Promise<void> {
    const options = {
      batchSize: BATCH_SIZE,
      includeMetadata: true,
      perJobResults: true,
      pollingIntervalSeconds: 0.5,
      notifyPollingIntervalSeconds: 2,
    } as const;
    let workerId = '';
    workerId = await this.#boss.work<KnockJob, unknown, typeof options>(name, options, async jobs => {
      const outcomes = await handler(
        jobs.map(job => ({ conversationId: job.data.conversationId, attempt: job.retryCount })),
      );
      // A conversation's next job becomes fetchable only when this one is complete, which no notification tells.
      this.#boss.notifyWorker(workerId);
      return jobs.map(job => jobResult(job, outcomes.get(job.data.conversationId)));
    });
  }

  /** Runs a task every night at 03:30 UTC, in one of the processes. */
  async nightly(name: string, task: () => Promise<unknown>): Promise<void> {
    await this.#boss.createQueue(name);
    await this.#boss.schedule(name, '30 3 * * *');
    await this.#boss.work(name, task);
  }

  /** True between start and stop. */
  isUp(): boolean {
    return this.#isUp;
  }

  /** How many jobs wait in each queue. */
  async depths(): Promise<Map<string, number>> {
    const queues = await this.#boss.getQueues(['turns', 'deliveries']);
    return new Map(queues.map(queue => [queue.name, queue.readyCount + queue.activeCount]));
  }

  /** Takes no new work, waits for what is being worked on, at most so long. */
  async stop(timeoutSeconds: number): Promise<void> {
    this.#isUp = false;
    await this.#boss.stop({ graceful: true, timeout: timeoutSeconds * 1000, close: true });
  }

  /** The embedded database has one process: whatever is active when it starts belongs to a process that died. */
  async #releaseJobsOfDeadProcess(): Promise<void> {
    await this.#database.prisma.$executeRaw`
      UPDATE pgboss.job SET state = 'retry', retry_count = retry_count + 1, start_after = now()
      WHERE state = 'active' AND name IN ('turns', 'deliveries')`;
  }
}

function jobResult(job: JobWithMetadata<KnockJob>, outcome: KnockOutcome | undefined): JobResult {
  return { id: job.id, status: outcome === 'again' ? 'failed' : 'completed' };
}
