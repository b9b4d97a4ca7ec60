import type { Database } from '../../src/database/database.ts';
import { until } from './until.ts';

/** Wakes whoever works on a queue, as pg-boss does it itself (`notifyChannelSql`). */
const waking = (name: string) => `pg_notify('pgboss_' || left(encode(sha224('pgboss'), 'hex'), 24), '${name}')::text`;

/** Has the bot do what it does every minute: a row with the `id` of the job. */
export const TICK_SQL = `
  WITH job AS (
    INSERT INTO pgboss.job (name, policy) SELECT name, policy FROM pgboss.queue WHERE name = 'tick' RETURNING id
  )
  SELECT id::text, ${waking('tick')} FROM job`;

/** Lets a minute pass for the features of a bot, and resolves when it has. */
export async function tick({ prisma }: Pick<Database, 'prisma'>): Promise<void> {
  const [job] = await prisma.$queryRawUnsafe<{ id: string }[]>(TICK_SQL);
  // No event tells of its end.
  const ended = () => prisma.$queryRaw<object[]>`
    SELECT id FROM pgboss.job WHERE id = ${job?.id}::uuid AND state IN ('completed', 'failed')`;
  await until(async () => (await ended()).length);
}

/** Lets the seconds pass in which a caseworker can take back what they have sent. */
export async function letUndoPass({ prisma }: Pick<Database, 'prisma'>): Promise<void> {
  await prisma.$queryRawUnsafe(`
    WITH held AS (
      UPDATE outbound_message SET created_at = created_at - (send_after - now()), send_after = now()
      WHERE status = 'queued' AND send_after > now() RETURNING id
    ), jobs AS (
      UPDATE pgboss.job SET start_after = now() WHERE name = 'deliveries' AND state = 'created' RETURNING id
    )
    SELECT ${waking('deliveries')}`);
}
