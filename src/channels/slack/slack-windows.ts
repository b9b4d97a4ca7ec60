import { setTimeout as wait } from 'node:timers/promises';
import type { types, webApi } from '@slack/bolt';
import { log } from '../../log.ts';
import { codeOf } from './slack-error.ts';
import type { SlackSay } from './slack-say.ts';
import { sorryView, type WindowFacts, waitingView } from './slack-view.ts';
import { readWindowName, writeWindowName } from './window-name.ts';

/** A trigger is good for three seconds, and in three seconds Slack wants to hear that we have what it brought. */
const OPEN_MS_MAX = 1500;
/** Between our word that a window leads on and its being shown: so long is it looked for. */
const APPEARS_AFTER_MS = [0, 250, 750];

/** Windows in Slack (https://docs.slack.dev/surfaces/modals): opened at once to wait, and filled when it is known with what. */
export class SlackWindows {
  readonly #client: webApi.WebClient;
  readonly #say: SlackSay;

  constructor(client: webApi.WebClient, say: SlackSay) {
    this.#client = client;
    this.#say = say;
  }

  /** @returns what `fill` takes; undefined when none could be opened in time. */
  async open(triggerId: string, facts: WindowFacts): Promise<string | undefined> {
    const opening = this.#client.views
      .open({ trigger_id: triggerId, view: waitingView(facts, this.#say) })
      .then(({ view }) => view?.id && writeWindowName({ viewId: view.id, ...facts }))
      .catch((error: unknown) => {
        log.warn({ err: error, code: codeOf(error) }, 'Slack opened no window: the answer comes without');
        return undefined;
      });
    const late = Symbol('late');
    const patience = new AbortController();
    const opened = await Promise.race([opening, wait(OPEN_MS_MAX, late, patience).catch(() => late)]);
    patience.abort();
    if (typeof opened !== 'symbol') return opened;
    // Nothing will ever fill it.
    void opening.then(windowId => (windowId ? this.apologise(windowId, facts) : undefined));
    return undefined;
  }

  /** Says in a window that what was done there did not work. */
  async apologise(windowId: string, facts: WindowFacts): Promise<void> {
    await this.fill(windowId, sorryView(facts, this.#say)).catch((error: unknown) =>
      log.debug({ err: error, code: codeOf(error) }, 'Slack did not let a window say that it failed'),
    );
  }

  /**
   * Puts a view into a window.
   *
   * @param windowId as `open` gave it, or as a form that leads on: then it is filled only when Slack has heard our word of that, which
   * would empty it again.
   * @returns false when it is closed. @throws what Slack's client throws.
   */
  async fill(windowId: string, view: types.ModalView): Promise<boolean> {
    const { viewId, externalId } = readWindowName(windowId);
    if (externalId !== undefined) {
      for (const delayMs of APPEARS_AFTER_MS) {
        await wait(delayMs);
        if (await this.#update({ external_id: externalId, view })) return true;
      }
    }
    return this.#update({ view_id: viewId, view });
  }

  async #update(wanted: webApi.ViewsUpdateArguments): Promise<boolean> {
    try {
      await this.#client.views.update(wanted);
      return true;
    } catch (error) {
      if (codeOf(error) === 'not_found') return false;
      throw error;
    }
  }
}
