import type { Database } from '../database/database.ts';
import type { ChannelName } from '../messages/address.ts';
import type { Words } from '../words/words.ts';

/** A chat that somebody has with us. */
export interface LinkedChat {
  conversationId: string;
  channel: ChannelName;
}

/** All chats of one person, the one that they wrote in last first. */
export type LinkedChats = (personId: string) => Promise<LinkedChat[]>;

export function createLinkedChats({ prisma }: Pick<Database, 'prisma'>): LinkedChats {
  return async personId => {
    const chats = await prisma.conversation.findMany({
      where: { personId },
      select: { id: true, channel: true },
      orderBy: [{ heardAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
    });
    return chats.map(({ id, channel }) => ({ conversationId: id, channel: channel as ChannelName }));
  };
}

/** What people call where a chat is: of WhatsApp they know no transports. */
export function platformName(words: Words, language: string, channel: ChannelName): string {
  return words.say(language, `platform.${channel.split('-')[0]}`);
}

/** By platform only: nothing else is said of a chat in another. */
export function platformNames(words: Words, language: string, chats: Pick<LinkedChat, 'channel'>[]): string {
  return [...new Set(chats.map(({ channel }) => platformName(words, language, channel)))].join(', ');
}
