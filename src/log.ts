import pino from 'pino';

/**
 * The only voice of the process. It takes ids and codes, never words, names, numbers or addresses: an error is logged by its
 * name and code, because its message may quote what somebody wrote.
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: label => ({ level: label }) },
  serializers: { err: errorForLog },
});

/** An error as far as a log may know it: names, codes and our own lines of the stack, no message. */
export function errorForLog(error: unknown): { name: string; code?: string; at?: string[] } {
  if (!(error instanceof Error)) return { name: typeof error };
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
      ? String(error.code)
      : undefined;
  const at = error.stack
    ?.split('\n')
    .flatMap(line => /\/(src\/[^)]+)/.exec(line)?.[1] ?? [])
    .slice(0, 4);
  return { name: error.name, ...(code !== undefined && { code }), ...(at?.length && { at }) };
}
