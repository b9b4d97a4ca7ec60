import type { Conversation } from './conversation.ts';
import type { SlackWorld } from './slack-world.ts';
import type { Message, User } from './wire.ts';

/** What a message holds beside its time. */
export type MessageContent = Omit<Message, 'type' | 'ts'>;

/** Puts messages into conversations, changes them, and tells of it: everything an app and a person do alike. */
export class MessageDesk {
  readonly #world: SlackWorld;

  constructor(world: SlackWorld) {
    this.#world = world;
  }

  /** What is the app's own in each message of it. */
  byBot(name?: string): MessageContent {
    const { app, bot, team } = this.#world;
    const { id, botId: bot_id, manifest } = app;
    const profile = {
      id: bot_id,
      deleted: false,
      name: manifest.name,
      updated: bot.updated,
      app_id: id,
      team_id: team.id,
    };
    if (name !== undefined) return { subtype: 'bot_message', text: '', username: name, bot_id, app_id: id };
    return { text: '', user: bot.id, bot_id, app_id: id, team: team.id, bot_profile: profile };
  }

  post(room: Conversation, content: MessageContent): Message {
    const message: Message = { type: 'message', ts: this.#world.stamps.next(), ...content };
    room.put(message);
    if (message.thread_ts !== undefined) room.count(message.thread_ts);
    this.#world.events.emit('message', message, room);
    this.#tell(room, room.messageEvent(), {
      ...message,
      channel: room.id,
      event_ts: message.ts,
      channel_type: room.kind,
    });
    const isMention = message.text.includes(`<@${this.#world.bot.id}>`) && message.bot_id === undefined;
    if (isMention && room.kind !== 'im' && message.subtype === undefined) {
      this.#tell(room, 'app_mention', { ...message, type: 'app_mention', channel: room.id, event_ts: message.ts });
    }
    return message;
  }

  /** Only `userId` sees it. */
  whisper(room: Conversation, userId: string, content: MessageContent): Message {
    const message: Message = { type: 'message', ts: this.#world.stamps.next(), ...content, is_ephemeral: true };
    room.ephemerals.push({ userId, message });
    this.#world.events.emit('ephemeral', message, room, userId);
    return message;
  }

  /** Puts `content` in the place of the old; the message keeps its time, author and thread. */
  edit(room: Conversation, before: Message, content: Partial<MessageContent>, drop: 'blocks'[] = []): Message {
    const message: Message = { ...before, ...content };
    for (const name of drop) delete message[name];
    room.put(message);
    this.#world.events.emit('edit', message, room);
    this.#tellOfChange(room, before, { subtype: 'message_changed', message });
    return message;
  }

  /** A message that began a thread leaves a tombstone. */
  remove(room: Conversation, before: Message): void {
    if ((before.reply_count ?? 0) > 0) {
      const { blocks: _, files: __, metadata: ___, ...rest } = before;
      const grave: Message = {
        ...rest,
        subtype: 'tombstone',
        text: 'This message was deleted.',
        user: 'USLACKBOT',
        hidden: true,
      };
      room.put(grave);
      this.#world.events.emit('edit', grave, room);
      this.#tellOfChange(room, before, { subtype: 'message_changed', message: grave });
      return;
    }
    room.remove(before.ts);
    if (before.thread_ts !== undefined) room.count(before.thread_ts);
    this.#world.events.emit('delete', before.ts, room);
    this.#tellOfChange(room, before, { subtype: 'message_deleted', deleted_ts: before.ts });
  }

  react(room: Conversation, message: Message, name: string, user: User, added: boolean): void {
    const others = (message.reactions ?? []).filter(reaction => reaction.name !== name);
    const before = message.reactions?.find(reaction => reaction.name === name)?.users ?? [];
    const users = added ? [...before, user.id] : before.filter(id => id !== user.id);
    const reactions = users.length > 0 ? [...others, { name, users, count: users.length }] : others;
    const { reactions: _, ...rest } = message;
    const changed: Message = reactions.length > 0 ? { ...rest, reactions } : rest;
    room.put(changed);
    this.#world.events.emit('reaction', changed, room);
    const type = added ? 'reaction_added' : 'reaction_removed';
    const item = { type: 'message', channel: room.id, ts: message.ts };
    const event_ts = this.#world.stamps.next();
    this.#tell(room, type, { type, user: user.id, reaction: name, item, item_user: message.user, event_ts });
  }

  join(room: Conversation, user: User, inviter?: string): void {
    if (room.members.has(user.id)) return;
    room.members.add(user.id);
    const invited = inviter === undefined ? {} : { inviter };
    this.#tell(room, 'member_joined_channel', {
      type: 'member_joined_channel',
      user: user.id,
      channel: room.id,
      channel_type: room.kind === 'channel' ? 'C' : 'G',
      team: this.#world.team.id,
      event_ts: this.#world.stamps.next(),
      ...invited,
    });
    const text = `<@${user.id}> has joined the channel`;
    this.post(room, { subtype: 'channel_join', user: user.id, text, ...invited });
  }

  #tellOfChange(room: Conversation, previous_message: Message, change: Record<string, unknown>): void {
    const ts = this.#world.stamps.next();
    const place = { channel: room.id, channel_type: room.kind };
    const event = { type: 'message', hidden: true, ts, event_ts: ts, previous_message, ...place, ...change };
    this.#tell(room, room.messageEvent(), event);
  }

  /** An app hears only of conversations that its bot is in. */
  #tell(room: Conversation, name: string, event: Record<string, unknown>): void {
    if (room.members.has(this.#world.bot.id)) this.#world.link.event(name, event);
  }
}
