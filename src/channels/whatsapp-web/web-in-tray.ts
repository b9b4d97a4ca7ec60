import type { Inbound } from '../../messages/inbound.ts';
import type { Receive } from '../channel.ts';
import { keepTrying } from '../keep-trying.ts';

/** Where messages wait to be stored: those of one chat in order, however long it takes. */
export interface WebInTray {
  /** @param then is called when it is stored. */
  take(inbound: Inbound, then: () => void): void;
  /** Until when, by WhatsApp's clock, everything that came in is stored; undefined when nothing came. */
  storedUntilMs(): number | undefined;
  /** Resolves when nothing waits. */
  empty(): Promise<void>;
}

/** @param signal ends the trying: what is not stored by then is fetched again at the next start. */
export function createWebInTray(receive: Receive, signal: AbortSignal): WebInTray {
  const lastOf = new Map<string, Promise<void>>();
  const waiting = new Set<Inbound>();
  let newestMs: number | undefined;

  async function store(inbound: Inbound, before: Promise<void>, then: () => void): Promise<void> {
    await before;
    const read = () => ({ code: 'not stored' });
    const isStored = await keepTrying('a message', () => receive(inbound).then(() => true), {
      platform: 'The database',
      read,
      signal,
    });
    if (!isStored) return;
    waiting.delete(inbound);
    newestMs = Math.max(newestMs ?? 0, inbound.sentAtMs);
    then();
  }

  return {
    take(inbound, then) {
      const { id } = inbound.from;
      waiting.add(inbound);
      const storing = store(inbound, lastOf.get(id) ?? Promise.resolve(), then).finally(() => {
        if (lastOf.get(id) === storing) lastOf.delete(id);
      });
      lastOf.set(id, storing);
    },

    storedUntilMs() {
      const oldest = Math.min(...Array.from(waiting, ({ sentAtMs }) => sentAtMs - 1));
      return newestMs === undefined ? undefined : Math.min(newestMs, oldest);
    },

    async empty() {
      await Promise.all(lastOf.values());
    },
  };
}
