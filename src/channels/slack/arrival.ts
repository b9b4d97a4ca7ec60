import type { Inbound } from '../../messages/inbound.ts';
import type { WindowFacts } from './slack-view.ts';

/** What one payload of Slack brings. */
export interface Arrival {
  /** Empty for what is none of our business. */
  inbounds: Inbound[];
  /** Who did something for us to know of, by Slack's id. */
  userId?: string;
  /** Their direct message with the bot, where it happened there. */
  directId?: string;
  /** By it a window is to be opened, at once, for what this leads to. */
  triggerId?: string;
  /** What the window of a form goes on to show when its form leads on to another. */
  nextWindow?: NextWindow;
}

/** A window that waits again, in the place of the form that was sent from it. */
export interface NextWindow {
  facts: WindowFacts;
  /** By which it can be found from when it is shown. */
  externalId: string;
}

/** What is none of our business. */
export const NOTHING: Arrival = { inbounds: [] };

/** Slack's times are seconds with six digits behind the point, and so the ids of messages. */
export function msOf(ts: string): number {
  return Math.round(Number(ts) * 1000);
}

/** Direct messages with one person have ids of their own kind. */
export function isDirect(channelId: string): boolean {
  return channelId.startsWith('D');
}

/** Chats are written to by the id of their person, or of the channel. */
export function isPerson(chatId: string): boolean {
  return /^[UW]/.test(chatId);
}

/** Where something was done: in a channel, where staff work, or where nobody reads along. */
export function placeIn(channelId: string | undefined): Pick<Inbound, 'place' | 'roomId'> {
  if (channelId === undefined || isDirect(channelId)) return { place: 'private' };
  return { place: 'room', roomId: channelId };
}
