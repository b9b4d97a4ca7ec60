/** Stops what `start-postgres.ts` has started. */
export default async function stop(): Promise<void> {
  await (globalThis as { stopPostgres?: () => Promise<void> }).stopPostgres?.();
}
