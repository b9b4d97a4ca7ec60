interface Waiting<T> {
  item: T;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Lets those that come while some are worked on share the next batch: a transaction for each would cost many times as much.
 *
 * @param sizeMax so many are given to `work` at most.
 * @returns what takes one of them, and resolves or rejects as its batch does.
 */
export function inBatches<T>(sizeMax: number, work: (items: T[]) => Promise<unknown>): (item: T) => Promise<void> {
  const waiting: Waiting<T>[] = [];
  let isWorking = false;

  async function workOff(): Promise<void> {
    isWorking = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, sizeMax);
      try {
        await work(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isWorking = false;
  }

  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isWorking) void workOff();
    });
}
