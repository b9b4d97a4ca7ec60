import { z } from 'zod';
import { log } from '../../log.ts';
import { pauseAfter } from '../keep-trying.ts';
import { SendError } from '../send-error.ts';
import type { Line } from './process/line.ts';
import type { WebCall, WebNews, WebSettings } from './process/web-calls.ts';
import type { SessionKeeper } from './session-keeper.ts';
import { startWebLife, type WebLife } from './web-life.ts';
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
  /** So long it has to go well before a failure counts as the first. */
  steadySeconds: number;
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

const CLOSE_SECONDS = 6;
/** A page that lost WhatsApp and does not find it again by then is opened anew. */
const LOST_SECONDS_MAX = 120;
/** Why it ended when nothing was wrong. */
const ASKED = 'asked';

export function createWebSupervisor(supervision: WebSupervision): WebSupervisor {
  const { settings, session, memoryMegabytesMax } = supervision;
  const stopping = new AbortController();
  let state: WebState = { kind: 'starting', sinceMs: Date.now() };
  let life: WebLife | undefined;
  let living: Promise<void> = Promise.resolve();
  let watch: NodeJS.Timeout | undefined;
  let lostSinceMs: number | undefined;
  let onKnown = () => {};

  function become(kind: WebState['kind'], reason?: string): void {
    if (kind === state.kind) return;
    // What an outage began with stays: opening the page again is no news.
    const isStillDown = kind !== 'connected' && state.kind !== 'connected' && state.kind !== 'starting';
    const sinceMs = isStillDown ? state.sinceMs : Date.now();
    state = { kind, sinceMs, ...(reason !== undefined && { reason }) };
    log.info({ state: kind, reason }, 'WhatsApp Web changed its state');
    supervision.onState(state);
    onKnown();
  }

  async function liveOn(): Promise<void> {
    for (let failures = 1; !stopping.signal.aborted; failures++) {
      const bornMs = Date.now();
      const reason = await liveOnce();
      if (stopping.signal.aborted) return;
      if (Date.now() - bornMs > supervision.steadySeconds * 1000) failures = 1;
      if (reason === ASKED) continue;
      become('away', reason);
      await pauseAfter(failures, stopping.signal, reason === 'CONFLICT' ? supervision.conflictPauseSeconds : undefined);
    }
  }

  /** @returns why it ended. */
  async function liveOnce(): Promise<string> {
    const born = startWebLife(session, hear);
    life = born;
    lostSinceMs = undefined;
    const opened = open(born).catch(error =>
      born.end(error instanceof SendError ? `not opened: ${error.code}` : 'not opened'),
    );
    await born.ended;
    clearTimeout(watch);
    life = undefined;
    await opened;
    return born.reason;
  }

  async function open({ line }: WebLife): Promise<void> {
    const heardUntilMs = await supervision.heardUntilMs();
    await line.ask({ kind: 'open', settings: { ...settings, heardUntilMs } }, z.unknown(), supervision.openSecondsMax);
  }

  function hear(from: WebLife, news: WebNews): void {
    if (from !== life) return;
    if (news.kind === 'qr') become('pairing');
    if (news.kind === 'connected') become('connected');
    if (news.kind === 'beat') watchOver(from, news);
    supervision.hear(news);
  }

  function watchOver(watched: WebLife, beat: Extract<WebNews, { kind: 'beat' }>): void {
    clearTimeout(watch);
    watch = setTimeout(() => watched.end('it did not answer'), (3 * settings.beatSeconds + 15) * 1000);
    if (state.kind === 'connected' && !beat.isConnected) become('away', 'WhatsApp cannot be reached');
    else if (state.kind === 'away' && beat.isConnected) become('connected');
    lostSinceMs = state.kind === 'away' ? (lostSinceMs ?? Date.now()) : undefined;
    if (lostSinceMs !== undefined && Date.now() - lostSinceMs > LOST_SECONDS_MAX * 1000)
      watched.end('it lost WhatsApp');
    const megabytes = beat.nodeMegabytes + beat.browserMegabytes;
    if (megabytes <= memoryMegabytesMax) return;
    log.warn({ megabytes, memoryMegabytesMax }, 'WhatsApp Web takes too much memory and is started anew');
    void close(watched, 'memory');
  }

  async function close(closed: WebLife, reason: string): Promise<void> {
    await closed.line.ask({ kind: 'close' }, z.unknown(), CLOSE_SECONDS).catch(() => {});
    closed.end(reason);
  }

  return {
    start: () =>
      new Promise(resolve => {
        onKnown = resolve;
        living = liveOn();
      }),

    async stop() {
      stopping.abort();
      if (life) await close(life, 'stopped');
      await living;
      state = { kind: 'starting', sinceMs: Date.now() };
    },

    state: () => state,

    async ask(call, answer, patienceSeconds) {
      // A page that has lost WhatsApp takes what it is given, and keeps it: it would arrive when nobody waits for it any more.
      const isLost = state.kind === 'away' && (call.kind === 'send' || call.kind === 'sendFile');
      if (!life || state.kind === 'starting' || isLost) throw new SendError({ code: 'not connected', retryable: true });
      return life.line.ask(call, answer, patienceSeconds);
    },

    reopen() {
      if (life) void close(life, ASKED);
    },
  };
}
