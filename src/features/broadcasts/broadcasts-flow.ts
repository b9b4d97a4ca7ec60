import { z } from 'zod';
import type { Words } from '../../words/words.ts';
import type { Feature, FeatureTurn, Heard } from '../feature.ts';
import { type BroadcastMessages, READ } from './broadcast-message.ts';
import type { BroadcastStore } from './broadcast-store.ts';
import type { BroadcastDesk } from './desk-flow.ts';

interface BroadcastsDeps {
  desk: BroadcastDesk;
  feed: NonNullable<Feature['feed']>;
  store: BroadcastStore;
  messages: BroadcastMessages;
  words: Words;
}

const COMMAND = 'broadcast';

/**
 * The same words to many who agreed to be written to: organisers write them in Slack, and whoever was told discreetly reads them here.
 *
 * @example
 * < There is news for you. [Read it]
 * > [Read it]
 * < We meet on Thursday … To stop these messages, write STOP.
 */
export function createBroadcastsFlow({ desk, feed, store, messages, words }: BroadcastsDeps): Feature {
  return {
    name: 'broadcasts',
    state: z.unknown(),
    claims: ({ channel, place, content }) =>
      channel === 'slack' && place !== 'group' && content.kind === 'command' && content.name === COMMAND,
    think: heard => (isReading(heard) ? read(heard) : desk.think(heard)),
    show: async key => {
      const [kind, id = ''] = key.split(':');
      if (kind !== 'card') throw new Error(`Nothing of broadcasts is called ${kind}: show card:<broadcastId>.`);
      return desk.card(id);
    },
    tick: async nowMs => ((await store.hasWork(new Date(nowMs))) ? [{ feeds: ['broadcasts'] }] : []),
    feed,
  };

  /** Only what they were sent. */
  async function read({ content, sender, language }: Heard): Promise<FeatureTurn> {
    const id = content.kind === 'choice' ? content.choiceId.slice(READ.length + 1) : '';
    const file = (await store.wasGiven(id, sender.personId)) ? await store.byId(id) : undefined;
    const reply = file && messages.message(file, language);
    return { replies: [reply ?? { text: words.say(language, 'broadcasts.gone'), language }], next: 'start' };
  }
}

function isReading({ content }: Heard): boolean {
  return content.kind === 'choice' && content.choiceId.startsWith(`${READ}:`);
}
