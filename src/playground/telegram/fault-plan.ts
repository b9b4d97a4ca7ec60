/** What may go wrong with a call, on request. */
export type Fault =
  | { kind: 'status'; status: number; description?: string; retryAfterSeconds?: number }
  /** The connection ends before anything has happened. */
  | { kind: 'drop-before' }
  /** It happened, and the bot never hears of it. */
  | { kind: 'drop-after' }
  | { kind: 'delay'; delayMs: number }
  /** Nothing happens, and no answer comes, until the bot hangs up. */
  | { kind: 'hang' };

/** The faults still to come, in the order they were asked for. */
export class FaultPlan {
  readonly #planned: { fault: Fault; method: string | undefined }[] = [];

  /** @param method only calls of this method are hit (`download`: of files); otherwise every call but getUpdates */
  add(fault: Fault, times: number, method?: string): void {
    for (let count = 0; count < times; count += 1) this.#planned.push({ fault, method: method?.toLowerCase() });
  }

  clear(): void {
    this.#planned.length = 0;
  }

  take(method: string): Fault | undefined {
    const index = this.#planned.findIndex(plan => (plan.method ? plan.method === method : method !== 'getupdates'));
    return index < 0 ? undefined : this.#planned.splice(index, 1)[0]?.fault;
  }
}
