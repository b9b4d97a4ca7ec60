import type { Channel, Newest } from '../channels/channel.ts';
import type { Database } from '../database/database.ts';
import { newestNoted } from './outbox-store.ts';

/**
 * Makes the lookup of a platform's newest message: the newest that this process has seen, or, before it has seen one, the last that any
 * process has noted. The database is asked for that once.
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
