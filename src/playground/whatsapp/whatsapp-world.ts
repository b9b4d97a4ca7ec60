import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Clock } from '../clock.ts';
import { Chat, type ChatMessage, type Person } from './chat.ts';
import { type CallName, type Fault, FaultPlan } from './fault-plan.ts';
import { GraphError } from './graph-error.ts';
import { MediaStore } from './media-store.ts';
import { type LimitSetting, RateLimits } from './rate-limits.ts';
import type { SentMessage } from './sent-message.ts';
import { WebhookSender } from './webhook-sender.ts';
import type { Contact, Status, StatusName, Template, UserMessage, Value, Webhook } from './wire.ts';

/** The one business number that the server has, and what its app is known by. */
export interface BusinessSetting {
  phoneNumberId: string;
  displayPhoneNumber: string;
  /** Of the WhatsApp Business Account. */
  accountId: string;
  token: string;
  appSecret: string;
  templates: Template[];
}

/** What happens in the chats, for whoever watches: tests, the page. */
export interface WhatsappEvents {
  /** Somebody said something, the business or a person. */
  message: [message: ChatMessage, chat: Chat];
  /** A message has come a step further. */
  status: [message: ChatMessage, chat: Chat];
  /** The business shows that it is writing. */
  typing: [chat: Chat];
  /** A person has come, or is known by something else. */
  person: [chat: Chat];
  /** A webhook was answered with 200. */
  acknowledged: [];
  /** A planned fault begins to do harm. */
  fault: [fault: Fault];
  /** A call was answered, or its connection dropped (status 0). */
  call: [call: { call: CallName; status: number; code?: number }];
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows */
const WINDOW_MS = 24 * 60 * 60 * 1000;

/** The little WhatsApp behind the server: a business, people, chats and files, in memory. */
export class WhatsappWorld {
  readonly clock: Clock;
  readonly business: BusinessSetting;
  readonly events = new EventEmitter<WhatsappEvents>();
  readonly media: MediaStore;
  readonly faults = new FaultPlan();
  readonly limits: RateLimits;
  readonly webhooks: WebhookSender;
  /** Some refusals come in a status afterwards, though the call was answered well. */
  refusesLater = false;
  readonly #messagesMax: number;
  readonly #chats = new Map<string, Chat>();

  constructor(business: BusinessSetting, clock: Clock, limits: LimitSetting, messagesMax: number) {
    this.business = business;
    this.clock = clock;
    this.#messagesMax = messagesMax;
    this.media = new MediaStore(clock);
    this.limits = new RateLimits(clock, limits);
    this.webhooks = new WebhookSender(clock, business.appSecret, () => this.events.emit('acknowledged'));
    this.events.setMaxListeners(0);
  }

  chats(): Chat[] {
    return [...this.#chats.values()];
  }

  chatOf(person: Person): Chat {
    const found = this.find(person.userId);
    if (found) return found;
    const chat = new Chat(person, this.#messagesMax);
    this.#chats.set(person.userId, chat);
    this.events.emit('person', chat);
    return chat;
  }

  /** @param address a phone number, or a business-scoped id */
  find(address: string): Chat | undefined {
    return this.chats().find(({ person }) => person.userId === address || person.phone === address.replace(/\D/g, ''));
  }

  /** When free text is refused from, in ms since the epoch; undefined for somebody who has never written. */
  windowEndsAtMs({ lastWroteAtMs }: Chat): number | undefined {
    return lastWroteAtMs === undefined ? undefined : lastWroteAtMs + WINDOW_MS;
  }

  /** Takes a message of the business. @throws {GraphError} */
  take(sent: SentMessage, chat: Chat): ChatMessage {
    const refusal = this.#refusalOf(sent, chat);
    if (refusal && !this.refusesLater) throw refusal;
    this.limits.take(chat.person.userId);
    const id = newMessageId(chat.person);
    const message: ChatMessage = { id, atMs: this.clock.nowMs(), by: 'business', sent, status: 'accepted' };
    if (refusal) {
      this.#tellStatus(message, chat, 'failed', refusal);
      return message;
    }
    chat.typingAtMs = undefined;
    chat.add(message);
    this.events.emit('message', message, chat);
    this.#advance(message, chat, 'sent');
    if (chat.isOnline) this.#advance(message, chat, 'delivered');
    return message;
  }

  /** Lets what the person did reach the business. */
  say(chat: Chat, type: string, content: unknown, context?: UserMessage['context']): ChatMessage {
    const { person } = chat;
    const id = newMessageId(person);
    const atMs = this.clock.nowMs();
    const said: UserMessage = {
      ...(person.phone !== undefined && { from: person.phone }),
      from_user_id: person.userId,
      id,
      timestamp: seconds(atMs),
      type,
      ...(context && { context }),
      [type]: content,
    };
    chat.lastWroteAtMs = atMs;
    const message: ChatMessage = { id, atMs, by: 'person', said, isRead: false };
    chat.add(message);
    this.events.emit('message', message, chat);
    this.tell({ contacts: [contactOf(person)], messages: [said] }, person.userId);
    return message;
  }

  /** The person's phone has all that was sent, and has shown it. */
  read(chat: Chat): void {
    for (const message of chat.messages()) {
      if (message.by !== 'business' || message.status === 'read') continue;
      if (message.status !== 'delivered') this.#advance(message, chat, 'delivered');
      this.#advance(message, chat, 'read');
    }
  }

  /** Gives what waited to a phone that was without a network. */
  comeOnline(chat: Chat): void {
    chat.isOnline = true;
    for (const message of chat.messages())
      if (message.by === 'business' && message.status === 'sent') this.#advance(message, chat, 'delivered');
  }

  /** The person is known by another id from now on, and the business hears of it. */
  changeIdentity(chat: Chat, to: { userId: string; phone?: string }): void {
    const { person } = chat;
    const before = { userId: person.userId, phone: person.phone };
    this.#chats.delete(before.userId);
    person.userId = to.userId;
    if (to.phone !== undefined) person.phone = to.phone;
    this.#chats.set(to.userId, chat);
    const hasNewPhone = to.phone !== undefined && before.phone !== undefined;
    const system = {
      type: hasNewPhone ? 'user_changed_number' : 'user_changed_user_id',
      body: 'User changed',
      ...(hasNewPhone && { wa_id: to.phone }),
      user_id: to.userId,
      previous_user_id: before.userId,
    };
    const said: UserMessage = {
      ...(before.phone !== undefined && { from: before.phone }),
      from_user_id: before.userId,
      id: newMessageId(person),
      timestamp: seconds(this.clock.nowMs()),
      type: 'system',
      system,
    };
    this.events.emit('person', chat);
    this.tell({ messages: [said] }, before.userId);
  }

  /** Brings a webhook to the business. */
  tell(value: Partial<Value>, lane: string): void {
    const { accountId: id, phoneNumberId, displayPhoneNumber } = this.business;
    const metadata = { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId };
    const webhook: Webhook = {
      object: 'whatsapp_business_account',
      entry: [{ id, changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }] }],
    };
    this.webhooks.push(webhook, lane);
  }

  #refusalOf({ type }: SentMessage, chat: Chat): GraphError | undefined {
    if (chat.blocked) return new GraphError(131026, 'Message Undeliverable.');
    const endsAtMs = this.windowEndsAtMs(chat) ?? 0;
    if (type === 'template' || this.clock.nowMs() < endsAtMs) return undefined;
    return new GraphError(
      131047,
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    );
  }

  #advance(message: ChatMessage & { by: 'business' }, chat: Chat, status: StatusName): void {
    message.status = status;
    this.events.emit('status', message, chat);
    this.#tellStatus(message, chat, status);
  }

  #tellStatus(message: ChatMessage & { by: 'business' }, chat: Chat, name: StatusName, refusal?: GraphError): void {
    const { userId, phone } = chat.person;
    const status: Status = {
      id: message.id,
      status: name,
      timestamp: seconds(this.clock.nowMs()),
      ...(phone !== undefined && { recipient_id: phone }),
      recipient_user_id: userId,
      ...(message.sent.biz_opaque_callback_data !== undefined && {
        biz_opaque_callback_data: message.sent.biz_opaque_callback_data,
      }),
      ...(refusal && { errors: [refusal.inStatus()] }),
    };
    this.tell({ statuses: [status] }, userId);
  }
}

/** The real one holds the person's number, which is why it must not be shown about: so does this one. */
function newMessageId({ phone, userId }: Person): string {
  return `wamid.${Buffer.from(`${phone ?? userId}:${randomBytes(9).toString('hex')}`).toString('base64')}`;
}

function contactOf({ name, username, phone, userId }: Person): Contact {
  return {
    profile: { name, ...(username !== undefined && { username }) },
    ...(phone !== undefined && { wa_id: phone }),
    user_id: userId,
  };
}

function seconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}
