import { type Logger, LogLevel } from '@slack/bolt';

const silent = () => {};

/** Keeps quiet: in these tests much goes wrong on purpose. */
export const silentLogger: Logger = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  setLevel: silent,
  getLevel: () => LogLevel.ERROR,
  setName: silent,
};
