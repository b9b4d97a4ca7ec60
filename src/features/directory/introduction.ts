import { z } from 'zod';
import type { ChannelName } from '../../messages/address.ts';
import type { Nation } from '../../messages/sender.ts';
import { needs } from './needs.ts';

/** What a member wanted the organiser to know: sealed. */
export const interestsShape = z.object({
  /** What they looked for when they asked to be introduced. */
  need: z.enum(needs).optional(),
  /** What they wrote last. */
  words: z.string().optional(),
});
export type Interests = z.output<typeof interestsShape>;

/** A member and the organiser of their region, who write to each other through the bot. */
export interface Introduction {
  id: string;
  personId: string;
  /** Where the member is answered: where they wrote last. */
  conversationId: string;
  channel: ChannelName;
  language: string;
  handle: string;
  place: { nation?: Nation; outcode?: string; council?: string };
  region?: string;
  roomId: string;
  interests: Interests;
  ownerId?: string;
  openedAt: Date;
  /** While true, what the member writes goes to the organiser. */
  isOpen: boolean;
  closedAt?: Date;
}
