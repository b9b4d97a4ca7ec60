import type { GraphErrorCode } from './graph-error.ts';

/** What a call is about. */
export type CallName = 'message' | 'read' | 'typing' | 'upload' | 'media' | 'download' | 'templates' | 'phone';

/** What may go wrong with a call, on request. */
export type Fault =
  | { kind: 'refuse'; code: GraphErrorCode; status?: number; retryAfterSeconds?: number }
  /** The connection ends before anything has happened. */
  | { kind: 'drop-before' }
  /** It happened, and the business never hears of it. */
  | { kind: 'drop-after' }
  | { kind: 'delay'; delayMs: number }
  /** Nothing happens, and no answer comes, until the business hangs up. */
  | { kind: 'hang' };

/** The faults still to come, in the order they were asked for. */
export class FaultPlan {
  readonly #planned: { fault: Fault; call: CallName }[] = [];

  add(fault: Fault, call: CallName, times = 1): void {
    for (let count = 0; count < times; count += 1) this.#planned.push({ fault, call });
  }

  take(call: CallName): Fault | undefined {
    const index = this.#planned.findIndex(planned => planned.call === call);
    return index < 0 ? undefined : this.#planned.splice(index, 1)[0]?.fault;
  }
}
