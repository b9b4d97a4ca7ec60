import type { Transaction } from '../../database/transaction.ts';
import type { Post } from '../../messages/turn.ts';
import type { Feature, OpenChannel, Portion } from '../feature.ts';
import { organisingSettingsStore } from '../organising-settings.ts';
import { isQuiet, nextQuietEdge } from '../quiet-hours.ts';
import { Allowance } from './allowance.ts';
import type { BroadcastFile, BroadcastStatus } from './broadcast-file.ts';
import type { BroadcastMessages } from './broadcast-message.ts';
import type { NewsPosts } from './broadcast-news.ts';
import type { PlacesOf } from './chosen-people.ts';
import { gather } from './gather.ts';
import { lockThoseAtWork } from './lock-those-at-work.ts';
import { countGiven, isOver, leaveOutUnreachable, settle, takeNext, takeOutOfOutbox } from './recipients.ts';

/** So much of what a channel can send is in the outbox: enough not to let it pause, and little to be taken back. */
const AHEAD_SECONDS = 1;
/** Progress is shown no more often. */
const SHOW_MS = 5000;

interface FeedDeps {
  placesOf: PlacesOf;
  messages: BroadcastMessages;
  /** What its room is told when it has come to a new state. */
  news: NewsPosts;
  /** What it is told when the action has moved that one invites to. */
  movedNews(file: BroadcastFile): Post;
}

/**
 * Moves broadcasts on, a portion at a time: gathers whom one is for, gives the outbox what its channels can send within a second, reads back
 * what became of it, and ends. All that is true of a broadcast is in the database, so that any process goes on where another died.
 */
export function createBroadcastFeed({ placesOf, messages, news, movedNews }: FeedDeps): NonNullable<Feature['feed']> {
  const allowance = new Allowance(AHEAD_SECONDS);
  const shownMs = new Map<string, number>();

  return async (transaction, channels, nowMs) => {
    const at = new Date(nowMs);
    const files = await lockThoseAtWork(transaction, at);
    if (files.length === 0) return { bulk: [], next: 'never' };
    const { settings } = await organisingSettingsStore.readStored(transaction);
    const quiet = isQuiet(settings.quietHours, at);
    const ids = files.map(({ id }) => id);
    const portion: Portion & Required<Pick<Portion, 'posts' | 'shows'>> = {
      bulk: [],
      posts: [],
      shows: [],
      next: 'unchanged',
    };
    if ((await settle(transaction, ids)) > 0) portion.next = 'soon';
    await heedActions();
    if (!quiet) for (const file of files) if (file.status === 'scheduled') await become(file, 'gathering');
    const gathering = files.find(({ status }) => status === 'gathering');
    if (gathering) await gatherMore(gathering);
    const given = await countGiven(transaction, ids);
    const room = roomIn(channels, given);
    const sending = files.filter(({ status }) => status === 'sending' && !quiet);
    for (const file of sending) if (!(await giveSome(file))) await endIfOver(file);
    await closeCancelled();
    if (portion.next !== 'unchanged') portion.shows.push(...ids.filter(isToBeShown).map(id => `broadcasts:card:${id}`));
    // All are paused, or it is quiet: whoever goes on, or the clock, asks again.
    else if (sending.length === 0 && given.size === 0) portion.next = 'never';
    return portion;

    /** Nobody is invited to what does not take place, nor to another time or place than its own. */
    async function heedActions(): Promise<void> {
      const inviting = files.filter(({ status, actionId }) => actionId && status !== 'cancelled');
      if (inviting.length === 0) return;
      const actions = await transaction.action.findMany({
        where: { id: { in: inviting.flatMap(({ actionId }) => actionId ?? []) } },
        select: { id: true, status: true, version: true },
      });
      for (const file of inviting) {
        const action = actions.find(({ id }) => id === file.actionId);
        if (action?.status === 'cancelled') await stop(file, 'cancelled');
        else if (action && action.version !== file.actionVersion) await holdForNewWords(file);
      }
    }

    /** What is on its way stays as far as it has come; of what is only planned the words can be changed. */
    async function holdForNewWords(file: BroadcastFile): Promise<void> {
      if (file.status !== 'sending' && file.status !== 'scheduled') return;
      await stop(file, file.status === 'sending' ? 'paused' : 'draft');
      portion.posts.push(movedNews(file));
      if (portion.next === 'unchanged') portion.next = 'soon';
      shownMs.delete(file.id);
    }

    async function stop(file: BroadcastFile, status: 'cancelled' | 'paused' | 'draft'): Promise<void> {
      await takeOutOfOutbox(transaction, file.id);
      const again = status === 'draft' && { sendAt: null, agreedById: null, version: { increment: 1 } };
      await transaction.broadcast.update({ where: { id: file.id }, data: { status, ...again } });
      file.status = status;
    }

    async function gatherMore(file: BroadcastFile): Promise<void> {
      portion.next = 'more';
      if ((await gather(transaction, file, placesOf)) > 0) return;
      const size = await transaction.broadcastRecipient.count({ where: { broadcastId: file.id } });
      // More may have agreed to be written to since somebody counted.
      const needsSecond = size > settings.secondPersonAbove && file.agreedById === undefined;
      await become(file, needsSecond ? 'waiting' : 'sending');
    }

    /** @returns false when nobody waits any more who could be given it. */
    async function giveSome(file: BroadcastFile): Promise<boolean> {
      let mayWait = false;
      for (const [channel, left] of room) {
        if (channels.get(channel)?.needsTemplate) continue;
        mayWait ||= left < 1;
        if (left < 1) continue;
        const { taken, looked } = await takeNext(transaction, file, channel, Math.floor(left));
        mayWait ||= looked > 0;
        if (looked > 0 && portion.next === 'unchanged') portion.next = 'soon';
        room.set(channel, left - taken.length);
        allowance.take(channel, taken.length);
        for (const { id, conversationId, language, isDiscreet } of taken) {
          const reply = isDiscreet ? messages.discreet(file, language) : messages.message(file, language);
          if (!reply) throw new Error('Somebody was taken for whom there are no words: look at takeNext.');
          portion.bulk.push({ to: { conversationId }, reply: { ...reply, ...expires() }, trackId: id });
        }
      }
      return mayWait;
    }

    /** What cannot be sent before it is quiet is not sent in the night. */
    function expires(): { expiresAfterSeconds?: number } {
      const edge = nextQuietEdge(settings.quietHours, at);
      return edge ? { expiresAfterSeconds: Math.ceil((edge.getTime() - nowMs) / 1000) } : {};
    }

    async function endIfOver(file: BroadcastFile): Promise<void> {
      if ((await leaveOutUnreachable(transaction, file.id, channels)) > 0) portion.next = 'soon';
      if (await isOver(transaction, file.id)) await become(file, 'done');
    }

    /** Its end is noted once nothing of it is on its way, so that nobody looks after it any more. */
    async function closeCancelled(): Promise<void> {
      for (const file of files.filter(({ status }) => status === 'cancelled'))
        if (!(await hasGiven(transaction, file.id))) await become(file, 'cancelled');
    }

    async function become(file: BroadcastFile, status: BroadcastStatus): Promise<void> {
      file.status = status;
      const isEnd = status === 'done' || status === 'cancelled';
      const begins = status === 'gathering' && !file.startedAt;
      await transaction.broadcast.update({
        where: { id: file.id },
        data: { status, ...(isEnd && { endedAt: at }), ...(begins && { startedAt: at }) },
      });
      portion.posts.push(...news(file));
      if (portion.next === 'unchanged') portion.next = 'soon';
      shownMs.delete(file.id);
    }
  };

  /** How many more each channel can take now. */
  function roomIn(channels: ReadonlyMap<string, OpenChannel>, given: Map<string, number>): Map<string, number> {
    const nowMs = performance.now();
    return new Map(
      [...channels].map(([name, { messagesPerSecond }]) => {
        const ahead = Math.max(1, messagesPerSecond * AHEAD_SECONDS);
        return [name, Math.min(ahead - (given.get(name) ?? 0), allowance.left(name, messagesPerSecond, nowMs))];
      }),
    );
  }

  function isToBeShown(id: string): boolean {
    const nowMs = performance.now();
    if (nowMs - (shownMs.get(id) ?? Number.NEGATIVE_INFINITY) < SHOW_MS) return false;
    shownMs.set(id, nowMs);
    return true;
  }
}

async function hasGiven(transaction: Transaction, broadcastId: string): Promise<boolean> {
  const given = await transaction.broadcastRecipient.findFirst({
    where: { broadcastId, status: 'queued' },
    select: { id: true },
  });
  return given !== null;
}
