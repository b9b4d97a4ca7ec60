import { type Logger, LogLevel } from '@slack/bolt';

const drop = () => {};

/** Bolt's own log lines may quote what people write, and their ids: the channel logs codes instead. */
export const quietLogger: Logger = {
  debug: drop,
  info: drop,
  warn: drop,
  error: drop,
  setLevel: drop,
  getLevel: () => LogLevel.ERROR,
  setName: drop,
};
