import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { log } from '../../log.ts';
import { pauseAfter } from '../keep-trying.ts';
import { SendError } from '../send-error.ts';
import { createLine, type Line } from './process/line.ts';
import {
  type SessionCall,
  sessionCall,
  type WebCall,
  type WebNews,
  type WebSettings,
  webNews,
} from './process/web-calls.ts';
import type { SessionKeeper } from './session-keeper.ts';
import type { WebState } from './web-state.ts';

export interface WebSupervision {
  settings: Omit<WebSettings, 'heardUntilMs'>;
  session: SessionKeeper;
  /** From when on messages are new. */
  heardUntilMs(): Promise<number>;
  hear(news: WebNews): void;
  onState(state: WebState): void;
  /** Of the process and its browser together: above it they are started anew. */
  memoryMegabytesMax: number;
  /** Where WhatsApp was opened somewhere else with our session, whoever did it may need it for a moment. */
  conflictPauseSeconds: number;
  /** The page may take so long to open. */
  openSecondsMax: number;
}

/** Keeps WhatsApp's page open in a process of its own. */
export interface WebSupervisor {
  /** Resolves once it is known how it stands: connected, to be paired, or away. */
  start(): Promise<void>;
  /** Lets the browser end in order. */
  stop(): Promise<void>;
  state(): WebState;
  /** @throws SendError that is retryable while there is no page. */
  ask: Line<WebCall, never>['ask'];
  /** Opens the page anew, for a fresh QR code. */
  reopen(): void;
}

/** The library's own part is small; what runs away is ended before it harms the bot. */
const NODE_MEGABYTES_MAX = 384;
const CLOSE_SECONDS = 6;
/** A page that lost WhatsApp and does not find it again by then is opened anew. */
const LOST_SECONDS_MAX = 120;
/** So long it has to go well before a failure counts as the first. */
const STEADY_SECONDS = 60;
const WEB_PROCESS = join(import.meta.dirname, 'process/web-process.ts');

export function createWebSupervisor(supervision: WebSupervision): WebSupervisor {
  const { settings, session, memoryMegabytesMax } = supervision;
  const stopping = new AbortController();
  let state: WebState = { kind: 'starting', sinceMs: Date.now() };
  let life: Life | undefined;
  let living: Promise<void> = Promise.resolve();

  function become(kind: WebState['kind'], reason?: string): void {
    if (kind === state.kind) return;
    // What an outage began with stays: opening the page again is no news.
    const isStillDown = kind !== 'connected' && state.kind !== 'connected' && state.kind !== 'starting';
    const sinceMs = isStillDown ? state.sinceMs : Date.now();
    state = { kind, sinceMs, ...(reason !== undefined && { reason }) };
    log.info({ state: kind, reason }, 'WhatsApp Web changed its state');
    supervision.onState(state);
  }

  async function liveOn(onKnown: () => void): Promise<void> {
    for (let failures = 1; !stopping.signal.aborted; failures++) {
      const bornMs = Date.now();
      const reason = await liveOnce(onKnown);
      if (stopping.signal.aborted) break;
      if (reason !== 'asked') become('away', reason);
      onKnown();
      if (Date.now() - bornMs > STEADY_SECONDS * 1000) failures = 1;
      if (reason === 'asked') continue;
      await pauseAfter(failures, stopping.signal, reason === 'CONFLICT' ? supervision.conflictPauseSeconds : undefined);
    }
  }

  /** @returns why it ended. */
  async function liveOnce(onKnown: () => void): Promise<string> {
    const born = bear();
    life = born;
    const ended = once(born.process, 'exit');
    const opened = supervision
      .heardUntilMs()
      .then(heardUntilMs =>
        born.line.ask(
          { kind: 'open', settings: { ...settings, heardUntilMs } },
          z.unknown(),
          supervision.openSecondsMax,
        ),
      )
      .catch(error => born.end(error instanceof SendError ? `not opened: ${error.code}` : 'not opened'));
    born.onKnown = onKnown;
    await ended;
    born.line.cut();
    clearTimeout(born.watch);
    if (life === born) life = undefined;
    await opened;
    return born.reason;
  }

  function bear(): Life {
    const child = fork(WEB_PROCESS, {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${NODE_MEGABYTES_MAX}`, '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const born: Life = {
      process: child,
      line: createLine<WebCall, never, SessionCall, WebNews>({
        post(message) {
          if (child.connected) child.send(message, () => {});
          return child.connected;
        },
        calls: sessionCall,
        news: webNews,
        answer: call => answer(session, call),
        hear: news => hear(born, news),
      }),
      reason: 'killed',
      watch: undefined,
      lostSinceMs: undefined,
      onKnown: () => {},
      end(reason) {
        born.reason = reason;
        child.kill('SIGKILL');
      },
    };
    child.on('message', message => {
      try {
        born.line.take(message);
      } catch (error) {
        log.warn({ err: error }, 'what the process of WhatsApp Web said could not be read and was left out');
      }
    });
    child.on('error', () => born.end('not started'));
    return born;
  }

  function hear(born: Life, news: WebNews): void {
    if (born !== life) return;
    if (news.kind === 'qr') become('pairing');
    if (news.kind === 'connected') become('connected');
    if (news.kind === 'ending') born.reason = news.reason;
    if (news.kind === 'beat') watchOver(born, news);
    supervision.hear(news);
    if (news.kind === 'qr' || news.kind === 'connected') born.onKnown();
  }

  function watchOver(born: Life, beat: Extract<WebNews, { kind: 'beat' }>): void {
    clearTimeout(born.watch);
    born.watch = setTimeout(() => born.end('it did not answer'), (3 * settings.beatSeconds + 15) * 1000);
    if (state.kind === 'connected' && !beat.isConnected) become('away', 'WhatsApp cannot be reached');
    else if (state.kind === 'away' && beat.isConnected) become('connected');
    born.lostSinceMs = state.kind === 'away' ? (born.lostSinceMs ?? Date.now()) : undefined;
    if (born.lostSinceMs && Date.now() - born.lostSinceMs > LOST_SECONDS_MAX * 1000) born.end('it lost WhatsApp');
    const megabytes = beat.nodeMegabytes + beat.browserMegabytes;
    if (megabytes <= memoryMegabytesMax) return;
    log.warn({ megabytes, memoryMegabytesMax }, 'WhatsApp Web takes too much memory and is started anew');
    void close(born, 'memory');
  }

  async function close(born: Life, reason: string): Promise<void> {
    born.reason = reason;
    await born.line.ask({ kind: 'close' }, z.unknown(), CLOSE_SECONDS).catch(() => {});
    born.end(reason);
  }

  return {
    start: () =>
      new Promise(resolve => {
        living = liveOn(resolve);
      }),

    async stop() {
      stopping.abort();
      if (life) await close(life, 'stopped');
      await living;
      state = { kind: 'starting', sinceMs: Date.now() };
    },

    state: () => state,

    async ask(call, schema, patienceSeconds) {
      const line = life?.line;
      if (!line || state.kind === 'starting') throw new SendError({ code: 'not connected', retryable: true });
      return line.ask(call, schema, patienceSeconds);
    },

    reopen() {
      if (life) void close(life, 'asked');
    },
  };
}

/** One process, from its birth to its end. */
interface Life {
  process: ChildProcess;
  line: Line<WebCall, never>;
  /** Why it ended, or will have ended. */
  reason: string;
  watch: NodeJS.Timeout | undefined;
  lostSinceMs: number | undefined;
  onKnown(): void;
  end(reason: string): void;
}

function answer(session: SessionKeeper, call: SessionCall): Promise<unknown> {
  if (call.kind === 'sessionExists') return session.exists();
  if (call.kind === 'keepSession') return session.keep(call.path);
  if (call.kind === 'bringSession') return session.bring(call.path);
  return session.forget();
}
