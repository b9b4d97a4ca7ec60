import { randomUUID } from 'node:crypto';
import { fromPrisma, type JobResult, type JobWithMetadata, PgBoss } from 'pg-boss';
import { Prisma } from './client/client.ts';
import type { Database } from './database.ts';
import type { Transaction } from './transaction.ts';

/**
 * `turns`: something waits to be answered. `deliveries`: something waits to be sent. `shows`: something looks different now. `feeds`: much
 * waits to be sent, a little at a time. The first two are keyed by conversation, then by what is shown, and by the feature; all are strictly
 * first in, first out for each key: one at a time, in order.
 */
const queueNames = ['turns', 'deliveries', 'shows', 'feeds'] as const;
export type QueueName = (typeof queueNames)[number];

/** Something of this key waits to be worked on. `attempt` counts the tries that failed or died before this one. */
export interface Knock {
  key: string;
  attempt: number;
}

/**
 * `more`: done, and the next knock of this key, which may have waited behind this one, is to be looked at without delay. `again`: try
 * later, with backoff, and hold the order of this key meanwhile.
 */
export type KnockOutcome = 'done' | 'more' | 'again';

/** Works on a batch, and gives what became of its keys in parts, as soon as it is known: nobody waits for the slowest. */
export type KnockHandler = (knocks: Knock[]) => AsyncIterable<Map<string, KnockOutcome>>;

/** Work in batches from the first day: one job at a time is 5 to 30 times slower. */
const BATCH_SIZE = 50;
/** A worker whose batch takes longer is held up by somebody slow: another takes the next batch. */
const HELD_UP_MS = 500;
/** A worker that is silent this long has died; its jobs go to another. pg-boss allows no less. */
const HEARTBEAT_SECONDS = 10;
/** How a worker fetches: notified, and looking by itself now and then. */
const WORK_OPTIONS = {
  batchSize: BATCH_SIZE,
  includeMetadata: true,
  perJobResults: true,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 2,
} as const;
/** Who waits for the night, or the next minute, need not look twice a second. */
const CLOCK_OPTIONS = { pollingIntervalSeconds: 10, notifyPollingIntervalSeconds: 10 };
/** When to give up is our own decision (set aside, expired), never the queue's: a failed job would block its key. */
const RETRY_LIMIT = 1_000_000;
const RETRY_DELAY_SECONDS_MAX = 60;
/** Below what everything else has. */
const YIELDING_PRIORITY = -1;

/** The durable queues, on the same database as everything else, so that a job is part of the transaction that needs it. */
export class Queue {
  readonly #boss: PgBoss;
  readonly #database: Database;
  /** What the database calls the connections of this queue: other processes see by them that it lives. */
  readonly #connectionName = `folding-chair ${randomUUID()}`;
  readonly #workerIds = new Map<QueueName, Set<string>>();
  /** The statement by which each queue is given jobs. */
  readonly #inserts = new Map<QueueName, string>();
  #isUp = false;

  constructor(database: Database) {
    this.#database = database;
    this.#boss = new PgBoss({
      ...database.bossOptions,
      application_name: this.#connectionName,
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
    for (const name of queueNames) {
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
      this.#inserts.set(name, await this.#insertOf(name));
    }
    await this.#releaseJobsOfTheDead();
    this.#isUp = true;
  }

  /**
   * Makes a queue look at these keys, in the caller's transaction.
   *
   * @param options `after` so many seconds, or not before that moment; `yields` to whoever knocks without it.
   */
  async knock(
    transaction: Transaction,
    name: QueueName,
    keys: string[],
    { after = 0, yields = false }: { after?: number | Date; yields?: boolean } = {},
  ): Promise<void> {
    if (keys.length === 0) return;
    const jobs = keys.map(singletonKey => ({
      singletonKey,
      ...(after !== 0 && { startAfter: after }),
      ...(yields && { priority: YIELDING_PRIORITY }),
    }));
    await this.#boss.insert(name, jobs, { db: fromPrisma(transaction) });
  }

  /**
   * The same as part of a larger statement: where that is all, four trips to the database become one.
   *
   * @param keys an expression of type text[].
   * @returns an expression of type int: the number of keys.
   */
  knocking(name: QueueName, keys: Prisma.Sql): Prisma.Sql {
    return Prisma.sql`knock(${this.#inserts.get(name)}::text, ${keys})`;
  }

  async #insertOf(name: QueueName): Promise<string> {
    let statement = '';
    const listens = {
      async executeSql(text: string) {
        statement = text;
        return { rows: [] };
      },
    };
    await this.#boss.insert(name, [{ singletonKey: 'any' }], { db: listens });
    return statement;
  }

  /** Takes away the knocks that wait behind those being worked on: whoever looks after this sees what they were given for. */
  async answerTogether(name: QueueName, keys: string[]): Promise<void> {
    await this.#database.prisma.$executeRaw`
      DELETE FROM pgboss.job WHERE name = ${name} AND state = 'created' AND singleton_key = ANY(${keys})`;
  }

  /** Tries again now what has failed and waits for its next try. */
  async hasten(name: QueueName, keys: string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.#database.prisma.$executeRaw`
      UPDATE pgboss.job SET start_after = now() WHERE name = ${name} AND state = 'retry' AND singleton_key = ANY(${keys})`;
    this.#wake(name);
  }

  /** Hands batches of knocks to a handler: one after the other, or beside those that are held up. */
  async work(name: QueueName, handler: KnockHandler): Promise<void> {
    let workerId = '';
    workerId = await this.#boss.work<object, unknown, typeof WORK_OPTIONS>(name, WORK_OPTIONS, async jobs => {
      let isRelieved = false;
      const heldUp = setTimeout(() => {
        isRelieved = this.#isUp;
        if (isRelieved) void this.work(name, handler);
      }, HELD_UP_MS);
      try {
        return await this.#workOn(name, jobs, handler, () => !isRelieved);
      } finally {
        clearTimeout(heldUp);
        if (isRelieved) {
          this.#workerIds.get(name)?.delete(workerId);
          await this.#boss.offWork(name, { id: workerId, wait: false });
          this.#wake(name);
        }
      }
    });
    const workerIds = this.#workerIds.get(name) ?? new Set();
    this.#workerIds.set(name, workerIds.add(workerId));
  }

  /** @param fetchesNext whether this worker fetches the next batch itself, so that the end of this one may be left to pg-boss. */
  async #workOn(
    name: QueueName,
    jobs: JobWithMetadata<object>[],
    handler: KnockHandler,
    fetchesNext: () => boolean,
  ): Promise<JobResult[]> {
    const knocks = jobs.map(job => ({ key: keyOf(job), attempt: job.retryCount }));
    const outcomes = new Map<string, KnockOutcome>();
    for await (const some of handler(knocks)) {
      for (const [key, outcome] of some) outcomes.set(key, outcome);
      if (outcomes.size === jobs.length && fetchesNext()) continue;
      const done = jobs.filter(job => ['done', 'more'].includes(some.get(keyOf(job)) ?? ''));
      const again = jobs.filter(job => some.get(keyOf(job)) === 'again');
      if (done.length > 0) await this.#boss.complete(name, done);
      if (again.length > 0) await this.#boss.fail(name, again);
      this.#wake(name);
    }
    if ([...outcomes.values()].includes('more')) this.#wake(name);
    return jobs.map(job => jobResult(job, outcomes.get(keyOf(job))));
  }

  /** The next job of a key becomes fetchable only when the last one is complete, which no notification tells. */
  #wake(name: QueueName): void {
    for (const workerId of this.#workerIds.get(name) ?? []) this.#boss.notifyWorker(workerId);
  }

  /** Runs a task every night at 03:30 UTC, in one of the processes. */
  async nightly(name: string, task: () => Promise<unknown>): Promise<void> {
    await this.#boss.createQueue(name);
    await this.#boss.schedule(name, '30 3 * * *');
    await this.#boss.work(name, CLOCK_OPTIONS, task);
  }

  /** Runs a task every minute, in one of the processes; never twice at once. */
  async everyMinute(name: string, task: () => Promise<unknown>): Promise<void> {
    await this.#boss.createQueue(name, {
      policy: 'singleton',
      notify: true,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      retryLimit: 0,
      deleteAfterSeconds: 3600,
    });
    await this.#boss.schedule(name, '* * * * *');
    await this.#boss.work(name, CLOCK_OPTIONS, task);
  }

  /** Runs a task of every minute as soon as it can be. */
  async soon(name: string): Promise<void> {
    await this.#boss.send(name);
  }

  /** True between start and stop. */
  isUp(): boolean {
    return this.#isUp;
  }

  /** How many jobs wait in each queue. */
  async depths(): Promise<Map<string, number>> {
    const queues = await this.#boss.getQueues([...queueNames]);
    return new Map(queues.map(queue => [queue.name, queue.readyCount + queue.activeCount]));
  }

  /** Takes no new work, waits for what is being worked on, at most so long. */
  async stop(timeoutSeconds: number): Promise<void> {
    this.#isUp = false;
    await this.#boss.stop({ graceful: true, timeout: timeoutSeconds * 1000, close: true });
  }

  /**
   * Where no other process has a connection, whatever was active before this moment belongs to one that died: it goes on now. Beside others,
   * only silence tells (`HEARTBEAT_SECONDS`).
   */
  async #releaseJobsOfTheDead(): Promise<void> {
    await this.#database.prisma.$executeRaw`
      UPDATE pgboss.job SET state = 'retry', start_after = now()
      WHERE state = 'active' AND started_on < now() AND name = ANY(${[...queueNames]}) AND NOT EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname = current_database()
          AND application_name LIKE 'folding-chair %' AND application_name <> ${this.#connectionName})`;
  }
}

function keyOf({ singletonKey }: JobWithMetadata<object>): string {
  return singletonKey ?? '';
}

function jobResult(job: JobWithMetadata<object>, outcome: KnockOutcome | undefined): JobResult {
  return { id: job.id, status: outcome === 'again' ? 'failed' : 'completed' };
}
