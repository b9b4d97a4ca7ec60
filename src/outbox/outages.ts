import type { Channel } from '../channels/channel.ts';
import type { Database } from '../database/database.ts';
import type { Queue } from '../database/queue.ts';
import { log } from '../log.ts';
import { type LaneKey, writeLaneKey } from './lane.ts';

interface OutageDeps {
  database: Pick<Database, 'prisma'>;
  queue: Pick<Queue, 'hasten'>;
}

/** To look costs nothing: only what has changed is noted. */
const LOOK_EVERY_MS = 500;

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

/** Goes on noting them whenever one goes or comes back. @returns what ends it. */
export function watchOutages(
  deps: OutageDeps,
  channels: Pick<Channel, 'name' | 'ready'>[],
  now: () => number,
): () => Promise<void> {
  let noting: Promise<void> | undefined;
  let noted = '';
  let isFailing = false;
  async function note(seen: string): Promise<void> {
    try {
      await noteOutages(deps, channels, now);
      noted = seen;
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.error({ err: error }, 'whether a platform can be reached could not be noted; trying on');
      isFailing = true;
    }
  }
  const look = () => {
    const seen = channels.map(({ name, ready }) => `${name}: ${ready()}`).join();
    if (seen === noted) return;
    noting ??= note(seen).finally(() => {
      noting = undefined;
    });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return async () => {
    clearInterval(timer);
    await noting;
  };
}
