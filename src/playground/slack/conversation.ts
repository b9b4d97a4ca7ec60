import type { Message } from './wire.ts';

export type ConversationKind = 'channel' | 'group' | 'im' | 'mpim';

interface Beginning {
  id: string;
  kind: ConversationKind;
  name: string;
  creator: string;
  created: number;
}

/** One conversation, by https://docs.slack.dev/reference/objects/conversation-object: a channel (`group` when it is private) or a direct message. */
export class Conversation {
  readonly id: string;
  readonly kind: ConversationKind;
  readonly name: string;
  readonly creator: string;
  readonly created: number;
  readonly members = new Set<string>();
  /** What only one person sees, and nobody can look up. */
  readonly ephemerals: { userId: string; message: Message }[] = [];
  isArchived = false;
  readonly #messagesMax: number;
  readonly #messages = new Map<string, Message>();

  constructor({ id, kind, name, creator, created }: Beginning, messagesMax: number) {
    this.id = id;
    this.kind = kind;
    this.name = name;
    this.creator = creator;
    this.created = created;
    this.#messagesMax = messagesMax;
  }

  put(message: Message): void {
    this.#messages.set(message.ts, message);
    const oldest = this.#messages.keys().next().value;
    if (this.#messages.size > this.#messagesMax && oldest !== undefined) this.#messages.delete(oldest);
  }

  find(ts: string): Message | undefined {
    return this.#messages.get(ts);
  }

  remove(ts: string): void {
    this.#messages.delete(ts);
  }

  /** Oldest first, with every reply. */
  messages(): Message[] {
    return [...this.#messages.values()];
  }

  /** The first message of a thread and its replies, oldest first. */
  thread(ts: string): Message[] {
    return this.messages().filter(message => message.ts === ts || message.thread_ts === ts);
  }

  /** What stands in the conversation itself, oldest first: no replies, but those that were sent to it as well. */
  main(): Message[] {
    return this.messages().filter(isMain);
  }

  /** Brings the counts on a thread's first message up to date. */
  count(parentTs: string): void {
    const parent = this.find(parentTs);
    if (parent === undefined) return;
    const { reply_count: _, reply_users: __, reply_users_count: ___, latest_reply: ____, ...rest } = parent;
    const replies = this.thread(parentTs).filter(({ ts }) => ts !== parentTs);
    const users = [...new Set(replies.flatMap(({ user }) => user ?? []))];
    const last = replies.at(-1);
    this.put({
      ...rest,
      ...(last && {
        thread_ts: parentTs,
        reply_count: replies.length,
        reply_users: users,
        reply_users_count: users.length,
        latest_reply: last.ts,
      }),
    });
  }

  /** How clients and payloads call it. */
  shownName(): string {
    if (this.kind === 'im') return 'directmessage';
    return this.kind === 'group' ? 'privategroup' : this.name;
  }

  /** The event of https://docs.slack.dev/reference/events that tells of its messages. */
  messageEvent(): string {
    return { channel: 'message.channels', group: 'message.groups', im: 'message.im', mpim: 'message.mpim' }[this.kind];
  }
}

function isMain(message: Message): boolean {
  return message.thread_ts === undefined || message.thread_ts === message.ts || message.subtype === 'thread_broadcast';
}
