import type { Channel } from '../channels/channel.ts';
import type { Database } from '../database/database.ts';
import { log } from '../log.ts';

/** Nobody waits for an outage to be noted: it counts only once it has lasted for minutes. */
const LOOK_EVERY_MS = 10_000;

/**
 * Writes down which platforms cannot be reached and since when, where every process sees it: whichever asks need not be the one that has them
 * open. What began before a restart has not ended with it.
 *
 * @param now milliseconds since the epoch.
 */
export async function noteOutages(
  { prisma }: Pick<Database, 'prisma'>,
  channels: Pick<Channel, 'name' | 'ready'>[],
  now: () => number,
): Promise<void> {
  const names = (isReady: boolean) => channels.filter(({ ready }) => ready() === isReady).map(({ name }) => name);
  const since = new Date(now());
  await prisma.outage.deleteMany({ where: { channel: { in: names(true) } } });
  await prisma.outage.createMany({ data: names(false).map(channel => ({ channel, since })), skipDuplicates: true });
}

/** Goes on noting them. @returns what ends it. */
export function watchOutages(
  database: Pick<Database, 'prisma'>,
  channels: Pick<Channel, 'name' | 'ready'>[],
  now: () => number,
): () => Promise<void> {
  let looking: Promise<void> = Promise.resolve();
  const look = () => {
    looking = looking
      .then(() => noteOutages(database, channels, now))
      .catch(error => log.error({ err: error }, 'whether a platform can be reached could not be noted'));
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return () => {
    clearInterval(timer);
    return looking;
  };
}
