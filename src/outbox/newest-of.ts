import type { Channel, Newest } from '../channels/channel.ts';
import type { Database } from '../database/database.ts';
import { newestNoted } from './outbox-store.ts';

/**
 * Makes what knows the newest message of a platform: as far as this process has seen, and as any has noted while it has seen nothing. That is
 * asked once: the first answer of the platform tells more.
 */
export function createNewestOf(
  database: Database,
): (channel: Pick<Channel, 'name' | 'newest'>) => Promise<Newest | undefined> {
  const noted = new Map<string, Promise<Newest | undefined>>();

  return async ({ name, newest }) => {
    if (!newest) return undefined;
    const seen = newest();
    if (seen) return seen;
    const known = noted.get(name) ?? newestNoted(database, name);
    noted.set(name, known);
    try {
      return await known;
    } catch (error) {
      noted.delete(name);
      throw error;
    }
  };
}
