import type { Channel } from '../channels/channel.ts';
import type { Database } from '../database/database.ts';
import type { Queue } from '../database/queue.ts';
import { log } from '../log.ts';
import { type LaneKey, writeLaneKey } from './lane.ts';

interface OutageDeps {
  database: Pick<Database, 'prisma'>;
  queue: Pick<Queue, 'hasten'>;
}

/** Nobody waits for an outage to be noted: it counts only once it has lasted for minutes. */
const LOOK_EVERY_MS = 10_000;

/**
 * Writes down which platforms cannot be reached and since when, where every process sees it: whichever asks need not be the one that has them
 * open. What began before a restart has not ended with it. What waits for a platform goes when it is seen to be back, however long it was away.
 *
 * @param now milliseconds since the epoch.
 */
export async function noteOutages(
  { database: { prisma }, queue }: OutageDeps,
  channels: Pick<Channel, 'name' | 'ready'>[],
  now: () => number,
): Promise<void> {
  const names = (isReady: boolean) => channels.filter(({ ready }) => ready() === isReady).map(({ name }) => name);
  const since = new Date(now());
  await prisma.outage.createMany({ data: names(false).map(channel => ({ channel, since })), skipDuplicates: true });
  const back = await prisma.$queryRaw<LaneKey[]>`
    WITH back AS (DELETE FROM outage WHERE channel = ANY(${names(true)}::text[]) RETURNING channel)
    SELECT DISTINCT o.conversation_id AS "conversationId", o.lane
    FROM back JOIN conversation c ON c.channel = back.channel JOIN outbound_message o ON o.conversation_id = c.id
    WHERE o.status IN ('queued', 'sending')`;
  await queue.hasten('deliveries', back.map(writeLaneKey));
}

/** Goes on noting them. @returns what ends it. */
export function watchOutages(
  deps: OutageDeps,
  channels: Pick<Channel, 'name' | 'ready'>[],
  now: () => number,
): () => Promise<void> {
  let looking: Promise<void> = Promise.resolve();
  const look = () => {
    looking = looking
      .then(() => noteOutages(deps, channels, now))
      .catch(error => log.error({ err: error }, 'whether a platform can be reached could not be noted'));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return () => {
    clearInterval(timer);
    return looking;
  };
}
