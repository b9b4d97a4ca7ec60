/** The database could not be reached, or had no time: nothing is wrong with what was asked of it. See Prisma's error reference. */
export function isPassing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(P1\d{3}|P2024|P2028|P2034|ECONN\w+|57P0\d)$/.test(code);
}
