import { setTimeout as pause } from 'node:timers/promises';

/** So long, in ms, does what is ready wait for the rest: what goes together costs one transaction. */
const LINGER_MS = 50;

/**
 * Gives the results of a batch in groups as they become ready, all at once where nobody is slow: whoever takes long holds up nobody
 * else. Throws when one of the promises is rejected.
 */
export async function* asTheyFinish<T>(promises: Promise<T>[]): AsyncGenerator<T[]> {
  const ready: T[] = [];
  let someReady = Promise.withResolvers<void>();
  const allReady = Promise.all(
    promises.map(async promise => {
      ready.push(await promise);
      someReady.resolve();
    }),
  );
  // It is looked at below; until then a rejection must not end the process.
  allReady.catch(() => {});
  for (let given = 0; given < promises.length; ) {
    await Promise.race([someReady.promise, allReady]);
    await Promise.race([allReady, pause(LINGER_MS, undefined, { ref: false })]);
    someReady = Promise.withResolvers();
    const group = ready.splice(0);
    given += group.length;
    yield group;
  }
}
