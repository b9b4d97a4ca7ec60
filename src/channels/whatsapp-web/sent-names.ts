import { createHash, randomUUID } from 'node:crypto';

/** So many deliveries are remembered: what WhatsApp tells later of an older one is not kept. */
const REMEMBERED_MAX = 20_000;

/** What messages are called in WhatsApp, and which deliveries they are. */
export interface SentNames {
  /** The same in every attempt, and no other than the page would make itself: `3EB0` and nine bytes. */
  nameOf(deliveryId: string | undefined): string;
  deliveryOf(name: string): string | undefined;
}

export function createSentNames(): SentNames {
  const deliveries = new Map<string, string>();
  return {
    nameOf(deliveryId = randomUUID()) {
      const hash = createHash('sha256').update(deliveryId).digest('hex').toUpperCase();
      const name = `3EB0${hash.slice(0, 18)}`;
      deliveries.delete(name);
      deliveries.set(name, deliveryId);
      const [oldest] = deliveries.keys();
      if (deliveries.size > REMEMBERED_MAX && oldest !== undefined) deliveries.delete(oldest);
      return name;
    },
    deliveryOf: name => deliveries.get(name),
  };
}
