import type { Receiver } from '@slack/bolt';

/** One of the two ways in which Slack reaches us, as Bolt sees it. */
export interface SlackReceiver extends Receiver {
  /** True while Slack can reach us by it, as far as we know. */
  ready(): boolean;
}
