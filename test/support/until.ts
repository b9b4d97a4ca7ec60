import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

type Falsy = false | 0 | '' | null | undefined;

/**
 * Waits for what no event tells. It is looked for now and then: who looks all the time takes the processor from what they wait for.
 *
 * @param look what it gives ends the waiting, unless it is false, nought or nothing.
 * @returns what it gave.
 */
export async function until<Found>(look: () => Found | Promise<Found>): Promise<Exclude<Found, Falsy>> {
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<Found, Falsy>;
    await pause(LOOK_EVERY_MS);
  }
}
