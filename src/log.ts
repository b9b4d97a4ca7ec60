import { join } from 'node:path';
import { types } from 'node:util';
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

const ROOT = join(import.meta.dirname, '..');
/** Where it was thrown, then the way through our own files. */
const TOP_FRAMES = 3;
const FRAMES_MAX = 8;
/** One frame of V8's stack (https://v8.dev/docs/stack-trace-api): a file and where in it, in brackets when a function is named. */
const FRAME = /^ {4}at (?:async )?(?:.* \()?(?:file:\/\/)?([^()]+:\d+:\d+)\)?$/;
/** Files of ours, of a library or of Node; nothing that could be a sentence. */
const FILE = /^(?:(?:src|scripts|test|node_modules)\/[\w@.+/-]+|node:[\w/]+):\d+:\d+$/;

/** An error as far as a log may know it: names, codes and where it was thrown, no message. */
export function errorForLog(error: unknown): { name: string; code?: string; at?: string[] } {
  if (!types.isNativeError(error)) return { name: typeof error };
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
      ? String(error.code)
      : undefined;
  const at = framesOf(error);
  return { name: error.name, ...(code !== undefined && { code }), ...(at.length > 0 && { at }) };
}

/** The stack begins with the message, which may have lines that look like frames: it is left out by its length, or all is. */
function framesOf({ stack, message }: Error): string[] {
  const start = stack?.indexOf(message) ?? -1;
  if (!stack || start < 0) return [];
  return stack
    .slice(start + message.length)
    .split('\n')
    .flatMap(line => FRAME.exec(line)?.[1] ?? [])
    .map(place => place.replace(`${encodeURI(ROOT)}/`, '').replace(`${ROOT}/`, ''))
    .filter(place => FILE.test(place))
    .filter((place, index) => index < TOP_FRAMES || !/^node/.test(place))
    .slice(0, FRAMES_MAX);
}
