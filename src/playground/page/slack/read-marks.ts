import type { RoomView } from '../../slack/slack-view.ts';
import type { SlackStore } from './slack-store.ts';

/** How far each person has read each conversation. What was there before the page came has been read. */
export class ReadMarks {
  readonly #lastRead = new Map<string, number>();
  readonly #store: SlackStore;

  constructor(store: SlackStore) {
    this.#store = store;
  }

  load(): void {
    for (const userId of this.#store.view.playable) {
      for (const room of this.#store.view.rooms) {
        if (!this.#lastRead.has(`${userId}/${room.id}`)) this.read(room, userId); // not again after a broken connection
      }
    }
  }

  read(room: RoomView, userId: string): void {
    this.#lastRead.set(`${userId}/${room.id}`, Number(this.#store.messages(room, userId).at(-1)?.ts ?? 0));
  }

  /** How many messages are new, and how many of those are meant for this person alone. */
  unread(room: RoomView, userId: string): { all: number; personal: number } {
    const from = this.#lastRead.get(`${userId}/${room.id}`) ?? 0;
    const fresh = this.#store.messages(room, userId).filter(({ ts, user }) => Number(ts) > from && user !== userId);
    const isDirect = room.kind === 'im' || room.kind === 'mpim';
    const personal = fresh.filter(({ text }) => isDirect || text.includes(`<@${userId}>`));
    return { all: fresh.length, personal: personal.length };
  }
}
