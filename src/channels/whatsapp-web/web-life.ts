import { fork } from 'node:child_process';
import { join } from 'node:path';
import { log } from '../../log.ts';
import { createLine, type Line } from './process/line.ts';
import { type SessionCall, sessionCall, type WebCall, type WebNews, webNews } from './process/web-calls.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** One process that has WhatsApp's page open, from its birth to its end. */
export interface WebLife {
  line: Line<WebCall, never>;
  /** Why it ended, or will have ended: a code, never words. */
  reason: string;
  /** Ends it at once; its browser, at a pipe, ends with it. */
  end(reason: string): void;
  /** Resolves when it has ended, and what was asked of it is known to get no answer. */
  ended: Promise<void>;
}

/** The library's own part is small; what runs away is ended before it harms the bot. */
const NODE_MEGABYTES_MAX = 384;
const WEB_PROCESS = join(import.meta.dirname, 'process/web-process.ts');

/** Starts one. Its failures, those that end a whole Node included, end nothing but itself. */
export function startWebLife(session: SessionKeeper, hear: (life: WebLife, news: WebNews) => void): WebLife {
  const child = fork(WEB_PROCESS, {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${NODE_MEGABYTES_MAX}`, '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const line = createLine<WebCall, never, SessionCall, WebNews>({
    post(message) {
      if (child.connected) child.send(message, () => {});
      return child.connected;
    },
    calls: sessionCall,
    news: webNews,
    answer: call => answer(session, call),
    hear(news) {
      if (news.kind === 'ending') life.reason = news.reason;
      hear(life, news);
    },
  });
  const life: WebLife = {
    line,
    reason: 'killed',
    end(reason) {
      life.reason = reason;
      child.kill('SIGKILL');
    },
    ended: new Promise<void>(resolve => {
      child.once('exit', resolve);
      // What could not be started does not exit.
      child.on('error', () => child.pid === undefined && resolve());
    }).then(() => line.cut()),
  };
  child.on('message', message => {
    try {
      line.take(message);
    } catch (error) {
      log.warn({ err: error }, 'what the process of WhatsApp Web said could not be read and was left out');
    }
  });
  child.on('error', error => log.warn({ err: error }, 'the process of WhatsApp Web cannot be reached'));
  return life;
}

function answer(session: SessionKeeper, call: SessionCall): Promise<unknown> {
  if (call.kind === 'sessionExists') return session.exists();
  if (call.kind === 'keepSession') return session.keep(call.path);
  if (call.kind === 'bringSession') return session.bring(call.path);
  return session.forget();
}
