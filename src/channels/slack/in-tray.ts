import type { App, ReceiverEvent } from '@slack/bolt';
import { log } from '../../log.ts';

/** Somebody who was to hear of an event could not deal with it. */
class ListenerFailed extends Error {
  override name = 'ListenerFailed';
}

/**
 * What Slack has brought and the app is not done with. Bolt itself acknowledges an event before anybody has heard it
 * (`App#processEvent`): here Slack is told only when the app is done, and nothing when it failed, so that the event comes again.
 */
export class InTray {
  readonly #taken = new Set<Promise<void>>();
  #app: App | undefined;
  #isOpen = false;

  init(app: App): void {
    this.#app = app;
    app.error(async error => {
      log.warn({ err: 'original' in error ? error.original : error }, 'what Slack brought could not be dealt with');
      throw new ListenerFailed('A listener failed: its error is in the log.');
    });
  }

  open(): void {
    this.#isOpen = true;
  }

  /** Lets the app hear of an event. @returns false when that failed, and for what comes before the tray is open or after it was closed. */
  async take(event: ReceiverEvent): Promise<boolean> {
    if (!this.#isOpen || !this.#app) return false;
    const taking = process(this.#app, event);
    const ended = taking.catch(() => {}).finally(() => this.#taken.delete(ended));
    this.#taken.add(ended);
    try {
      await taking;
      return true;
    } catch (error) {
      log.warn(
        { err: error, retry: event.retryNum ?? 0 },
        'Slack was not told that we have what it brought: it brings it again',
      );
      return false;
    }
  }

  /** Takes nothing new. Resolves when what was begun is done. */
  async close(): Promise<void> {
    this.#isOpen = false;
    await Promise.all(this.#taken);
  }
}

/** Buttons, commands and forms are acknowledged when their listener says so: it may have an answer to give, and three seconds. */
async function process(app: App, event: ReceiverEvent): Promise<void> {
  let isAcknowledged = false;
  const acknowledge: ReceiverEvent['ack'] = async response => {
    isAcknowledged = true;
    await event.ack(response);
  };
  const isEvent = event.body.type === 'event_callback';
  try {
    await app.processEvent({ ...event, ack: isEvent ? async () => {} : acknowledge });
  } catch (error) {
    if (error instanceof ListenerFailed) throw error;
    // Bolt stumbles over what has not the shape of Slack's: it would stumble again.
    log.warn({ err: error }, 'what Slack brought could not be read and was left out');
  }
  if (!isAcknowledged) await event.ack();
}
