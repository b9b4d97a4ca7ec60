import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '../../src/database/database.ts';
import { type Knock, Queue } from '../../src/database/queue.ts';
import { makeDataDirectory, testDatabaseUrl } from '../support/test-database.ts';

const KEY = 'conversation';

interface Process {
  database: Database;
  queue: Queue;
}

const processes = new Set<Process>();
const directory = mkdtempSync(join(tmpdir(), 'folding-chair-queue-'));

afterEach(async () => {
  for (const process of processes) await end(process);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function begin(url: string | undefined, dataDirectory = directory): Promise<Process> {
  const database = await openDatabase({ databaseUrl: url, dataDirectory });
  const queue = new Queue(database);
  await queue.start(() => {});
  const process = { database, queue };
  processes.add(process);
  return process;
}

async function end(process: Process): Promise<void> {
  processes.delete(process);
  await process.queue.stop(5);
  await process.database.close();
}

/** Leaves a knock as a process does that dies while it works on it. */
async function leaveBegun({ database, queue }: Process): Promise<void> {
  await database.prisma.$transaction(transaction => queue.knock(transaction, 'turns', [KEY]));
  await database.prisma.$executeRaw`
    UPDATE pgboss.job SET state = 'active', started_on = now(), heartbeat_on = now() WHERE singleton_key = ${KEY}`;
}

async function begun({ database }: Process): Promise<object | undefined> {
  const [job] = await database.prisma.$queryRaw<object[]>`
    SELECT state, retry_count AS retries FROM pgboss.job WHERE singleton_key = ${KEY}`;
  return job;
}

const nextKnock = ({ queue }: Process) =>
  new Promise<Knock[]>(resolve =>
    queue.work('turns', async function* (knocks) {
      resolve(knocks);
      yield new Map(knocks.map(({ key }) => [key, 'done']));
    }),
  );

describe('what a process that died had begun', () => {
  test.each(['PostgreSQL', 'the embedded database'])('goes on as soon as one starts that is alone: %s', async kind => {
    const isEmbedded = kind !== 'PostgreSQL';
    const url = isEmbedded ? undefined : await testDatabaseUrl();
    const dataDirectory = await makeDataDirectory(isEmbedded);
    const died = await begin(url, dataDirectory);
    await leaveBegun(died);
    await end(died);
    const next = await begin(url, dataDirectory);
    expect(await begun(next)).toEqual({ state: 'retry', retries: 0 });
    expect(await nextKnock(next)).toEqual([{ key: KEY, attempt: 1 }]);
    await end(next);
    rmSync(dataDirectory, { recursive: true });
  });

  test('is not taken from one that may be alive: it is left to the heartbeat', async () => {
    const url = await testDatabaseUrl();
    const living = await begin(url);
    await leaveBegun(living);
    await begin(url);
    expect(await begun(living)).toEqual({ state: 'active', retries: 0 });
  });
});
