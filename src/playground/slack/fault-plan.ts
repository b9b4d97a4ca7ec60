/** What may go wrong with a call of the Web API, on request. */
export type CallFault =
  | { kind: 'status'; status: number }
  /** Slack's own failure, with status 200: `internal_error`, `service_unavailable`, … */
  | { kind: 'error'; code: string }
  | { kind: 'ratelimited'; retryAfterSeconds: number }
  /** The connection ends before anything has happened. */
  | { kind: 'drop-before' }
  /** It happened, and the app never hears of it. */
  | { kind: 'drop-after' }
  | { kind: 'delay'; delayMs: number };

/** What may go wrong with an acknowledgement of the app. */
export type AckFault = { kind: 'lost' } | { kind: 'slow'; delayMs: number };

/** Nothing is reachable, or everything answers with this status. */
export type Outage = { kind: 'cut' } | { kind: 'status'; status: number };

/** The faults still to come, in the order they were asked for. */
export class FaultPlan {
  readonly #calls: { fault: CallFault; method: string | undefined }[] = [];
  readonly #acks: AckFault[] = [];
  outage: Outage | undefined;
  /** How many more times every event is sent. */
  duplicates = 0;

  /** @param method only calls of this method are hit (`upload` and `download` for the bytes of files); otherwise every call */
  addToCalls(fault: CallFault, times: number, method?: string): void {
    for (let count = 0; count < times; count += 1) this.#calls.push({ fault, method });
  }

  addToAcks(fault: AckFault, times: number): void {
    for (let count = 0; count < times; count += 1) this.#acks.push(fault);
  }

  clear(): void {
    this.#calls.length = 0;
    this.#acks.length = 0;
    this.outage = undefined;
    this.duplicates = 0;
  }

  /** For bytes that go up or down, which are no calls of the Web API: only what was asked for by this name. */
  takeForTransfer(name: 'upload' | 'download'): CallFault | undefined {
    const index = this.#calls.findIndex(plan => plan.method === name);
    return index < 0 ? undefined : this.#calls.splice(index, 1)[0]?.fault;
  }

  takeForCall(method: string): CallFault | undefined {
    const index = this.#calls.findIndex(plan => plan.method === undefined || plan.method === method);
    return index < 0 ? undefined : this.#calls.splice(index, 1)[0]?.fault;
  }

  takeForAck(): AckFault | undefined {
    return this.#acks.shift();
  }
}
