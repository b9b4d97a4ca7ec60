import { randomId } from '../random-id.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { Delivery, Outcome, Retry, Route } from './route.ts';

/** https://docs.slack.dev/apis/events-api#responding */
const answerMaxMs = 3000;
/** An event that was not acknowledged comes again nearly at once, after a minute, and after five. */
const retryDelaysMs = [0, 60_000, 300_000];

/** Everything that Slack tells the app: by its sockets, or by HTTP. */
export class AppLink {
  route: Route;
  readonly #world: SlackWorld;
  readonly #stopped = new AbortController();
  readonly #endings = new Set<() => void>();

  constructor(world: SlackWorld, route: Route) {
    this.#world = world;
    this.route = route;
  }

  /** Tells of an event that the app has subscribed to under `name`, until it is acknowledged or the retries are over. */
  event(name: string, event: Record<string, unknown>): void {
    const { app, clock, team, bot, faults } = this.#world;
    if (!app.manifest.events.includes(name)) return;
    const payload = {
      token: app.verificationToken,
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: app.id,
      event,
      type: 'event_callback',
      event_id: `Ev${randomId(9).toUpperCase()}`,
      event_time: Math.floor(clock.nowMs() / 1000),
      authorizations: [
        { enterprise_id: null, team_id: team.id, user_id: bot.id, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${randomId(24)}`,
    };
    for (let copy = 0; copy <= faults.duplicates; copy += 1) {
      void this.#insist({ type: 'events_api', payload, acceptsResponse: false });
    }
  }

  /** Tells of something a person did, once. */
  ask(type: 'interactive' | 'slash_commands', payload: Record<string, unknown>, acceptsResponse: boolean) {
    return this.#deliver({ type, payload, acceptsResponse });
  }

  stop(): void {
    this.#stopped.abort();
    for (const end of [...this.#endings]) end();
  }

  async #insist(delivery: Delivery): Promise<void> {
    let outcome = await this.#deliver(delivery);
    for (const [index, delayMs] of retryDelaysMs.entries()) {
      if (outcome.acknowledged || outcome.noRetry || this.#stopped.signal.aborted) return;
      if (delayMs > 0) await this.#timer(delayMs).done;
      outcome = await this.#deliver(delivery, { attempt: index + 1, reason: outcome.reason });
    }
  }

  async #deliver(delivery: Delivery, retry?: Retry): Promise<Outcome> {
    if (this.#stopped.signal.aborted) return { acknowledged: false, reason: 'connection_failed', noRetry: true };
    const outcome = await this.#attempt(delivery, retry);
    this.#world.events.emit('delivery', { type: delivery.type, attempt: retry?.attempt ?? 0, outcome });
    return outcome;
  }

  async #attempt(delivery: Delivery, retry: Retry | undefined): Promise<Outcome> {
    const { faults } = this.#world;
    if (faults.outage) return { acknowledged: false, reason: 'connection_failed' };
    const fault = faults.takeForAck();
    const givenUp = new AbortController();
    const tooLate: Outcome = { acknowledged: false, reason: this.route.timeoutReason };
    const deadline = this.#timer(answerMaxMs);
    const expiry = deadline.done.then(() => {
      givenUp.abort();
      return tooLate;
    });
    try {
      const sent = this.route.send(delivery, retry, givenUp.signal);
      if (fault?.kind === 'lost') return await Promise.all([sent, expiry]).then(() => tooLate);
      return await Promise.race([fault ? this.#slowed(sent, fault.delayMs) : sent, expiry]);
    } finally {
      deadline.cancel();
    }
  }

  async #slowed(sent: Promise<Outcome>, delayMs: number): Promise<Outcome> {
    const outcome = await sent;
    await this.#timer(delayMs).done;
    return outcome;
  }

  /** Ends early when the server stops. */
  #timer(delayMs: number): { done: Promise<void>; cancel: () => void } {
    let cancel = () => {};
    const done = new Promise<void>(resolve => {
      const end = () => {
        cancel();
        resolve();
      };
      const stopClock = this.#world.clock.after(delayMs, end);
      this.#endings.add(end);
      cancel = () => {
        stopClock();
        this.#endings.delete(end);
      };
    });
    return { done, cancel };
  }
}
