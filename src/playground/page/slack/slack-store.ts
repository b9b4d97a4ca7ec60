import type { PersonView, RoomView, ScreenView, SlackEvent, SlackView } from '../../slack/slack-view.ts';
import type { Message } from '../../slack/wire.ts';
import type { Names } from './names.ts';

const nothing: SlackView = {
  workspace: '',
  app: { name: '', userId: '', commands: [], shortcuts: [], homeTab: false, isConnected: false },
  people: [],
  playable: [],
  rooms: [],
  screens: {},
};

/** The whole workspace as the server tells of it. */
export class SlackStore {
  view: SlackView = nothing;

  hear(event: SlackEvent): void {
    if (event.kind === 'app') this.view.app = event.app;
    else if (event.kind === 'screen') this.view.screens[event.userId] = event.screen;
    else if (event.kind === 'room') {
      const others = this.view.rooms.filter(({ id }) => id !== event.room.id);
      this.view.rooms = [...others, event.room];
    } else this.#hearOfMessage(event);
  }

  room(id: string): RoomView | undefined {
    return this.view.rooms.find(room => room.id === id);
  }

  screen(userId: string): ScreenView {
    return this.view.screens[userId] ?? { modals: [] };
  }

  /** A person's conversation with the app. */
  appRoom(userId: string): RoomView | undefined {
    return this.view.rooms.find(({ kind, members }) => kind === 'im' && members.includes(userId));
  }

  /** What this person can see here, oldest first. */
  messages(room: RoomView, userId: string): Message[] {
    const own = room.whispers.filter(whisper => whisper.userId === userId).map(({ message }) => message);
    return [...room.messages, ...own].sort((a, b) => Number(a.ts) - Number(b.ts));
  }

  replies(room: RoomView, ts: string): Message[] {
    return room.messages.filter(message => message.thread_ts === ts && message.ts !== ts);
  }

  namesFor(userId: string): Names {
    const person = (id: string) => this.#personName(id);
    return {
      person,
      isOwn: id => id === userId,
      channel: id => {
        const room = this.room(id);
        if (room?.kind === 'im') return this.view.app.name;
        if (room?.kind !== 'mpim') return room?.name;
        return room.members
          .filter(member => member !== userId)
          .map(person)
          .join(', '); // nobody lists themselves
      },
    };
  }

  person(id: string): PersonView | undefined {
    return this.view.people.find(person => person.id === id);
  }

  #personName(id: string): string {
    return id === this.view.app.userId ? this.view.app.name : (this.person(id)?.name ?? id);
  }

  #hearOfMessage(event: Extract<SlackEvent, { kind: 'message' | 'edit' | 'delete' | 'whisper' }>): void {
    const room = this.room(event.roomId);
    if (room === undefined) return;
    if (event.kind === 'delete') {
      room.messages = room.messages.filter(({ ts }) => ts !== event.ts);
      room.whispers = room.whispers.filter(({ message }) => message.ts !== event.ts);
    } else if (event.kind === 'whisper') {
      const { userId, message } = event;
      room.whispers = [...room.whispers.filter(whisper => whisper.message.ts !== message.ts), { userId, message }];
    } else {
      const at = room.messages.findIndex(({ ts }) => ts === event.message.ts);
      if (at < 0) room.messages.push(event.message);
      else room.messages[at] = event.message;
    }
  }
}
