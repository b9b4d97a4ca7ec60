/** What the local servers know of time, so that a test can move it by hand. */
export interface Clock {
  nowMs(): number;
  /** Runs `run` once, `delayMs` from now, unless the returned function is called first. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A clock that can be wound forward, so that nobody has to wait for tomorrow to see what it brings. Timers run as they would. */
export interface WindableClock extends Clock {
  wind(ms: number): void;
  /** Runs `run` whenever it has been wound. */
  onWound(run: () => void): void;
  /** How far it is ahead, in ms. */
  aheadMs(): number;
}

export function createWindableClock(): WindableClock {
  let aheadMs = 0;
  const heed: (() => void)[] = [];
  return {
    ...systemClock,
    nowMs: () => systemClock.nowMs() + aheadMs,
    wind(ms) {
      aheadMs += ms;
      for (const run of heed) run();
    },
    onWound(run) {
      heed.push(run);
    },
    aheadMs: () => aheadMs,
  };
}
