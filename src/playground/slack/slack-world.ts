import { EventEmitter } from 'node:events';
import type { Clock } from '../clock.ts';
import { AppLink } from './app-link/app-link.ts';
import type { Outcome } from './app-link/route.ts';
import { SocketRoute } from './app-link/socket-route.ts';
import { type AppManifest, wholeManifest } from './app-manifest.ts';
import { Conversation, type ConversationKind } from './conversation.ts';
import { FaultPlan } from './fault-plan.ts';
import { FileStore } from './file-store.ts';
import { newUser } from './new-user.ts';
import { randomObjectId } from './random-id.ts';
import { type LimitSetting, RateLimits } from './rate-limits.ts';
import { ResponseUrls } from './response-urls.ts';
import { TimeStamps } from './time-stamps.ts';
import { TriggerStore } from './trigger-store.ts';
import { ViewStore } from './view-store.ts';
import type { Message, User, View } from './wire.ts';

/** What happens in the workspace, for whoever watches: tests, the page. */
export interface SlackEvents {
  message: [message: Message, room: Conversation];
  edit: [message: Message, room: Conversation];
  delete: [ts: string, room: Conversation];
  /** Only this person sees it. */
  ephemeral: [message: Message, room: Conversation, userId: string];
  reaction: [message: Message, room: Conversation];
  conversation: [room: Conversation];
  /** A modal or Home tab was shown, changed or closed. */
  view: [view: View, userId: string];
  /** The app was told of something, and acknowledged it or not. */
  delivery: [delivery: { type: string; attempt: number; outcome: Outcome }];
  /** The number of open sockets changed. */
  sockets: [connections: number];
  /** A call of the Web API was answered (`error` undefined when it went well), or its connection dropped (status 0). */
  call: [call: { method: string; status: number; error: string | undefined }];
  /** Something that Slack allows and advises against. */
  advice: [advice: 'text_over_4000_characters' | 'blocks_without_text'];
}

/** The little workspace behind the server: its people, conversations, views and files, and one app. In memory. */
export class SlackWorld {
  readonly clock: Clock;
  readonly events = new EventEmitter<SlackEvents>();
  readonly stamps: TimeStamps;
  readonly faults = new FaultPlan();
  readonly limits: RateLimits;
  readonly team = { id: randomObjectId('T'), name: 'Playground', domain: 'playground' };
  readonly app: { id: string; botId: string; verificationToken: string; manifest: AppManifest };
  readonly bot: User;
  readonly users = new Map<string, User>();
  readonly conversations = new Map<string, Conversation>();
  readonly files: FileStore;
  readonly triggers: TriggerStore;
  readonly responseUrls: ResponseUrls;
  readonly views: ViewStore;
  readonly sockets: SocketRoute;
  readonly link: AppLink;
  /** Where the server listens; empty until it does. */
  origin = '';
  readonly #messagesMax: number;

  constructor(manifest: Partial<AppManifest>, clock: Clock, limits: LimitSetting, messagesMax: number) {
    this.clock = clock;
    this.#messagesMax = messagesMax;
    this.events.setMaxListeners(0);
    this.stamps = new TimeStamps(clock);
    this.limits = new RateLimits(clock, limits);
    const [id, botId] = [randomObjectId('A'), randomObjectId('B')];
    this.app = { id, botId, verificationToken: randomObjectId('v'), manifest: { ...wholeManifest, ...manifest } };
    this.bot = newUser({ name: this.app.manifest.botName, teamId: this.team.id, app: { id, botId } }, this.#seconds());
    this.users.set(this.bot.id, this.bot);
    const origin = () => this.origin;
    this.files = new FileStore(origin, () => this.#seconds());
    this.triggers = new TriggerStore(clock);
    this.responseUrls = new ResponseUrls(clock, origin);
    this.views = new ViewStore({ teamId: this.team.id, appId: id, botId }, () => this.#seconds());
    this.sockets = new SocketRoute(clock, id, connections => this.events.emit('sockets', connections));
    this.link = new AppLink(this, this.sockets);
  }

  addUser(name: string, profile: { id?: string; guest?: boolean; admin?: boolean; locale?: string } = {}): User {
    const user = newUser({ name, teamId: this.team.id, ...profile }, this.#seconds());
    this.users.set(user.id, user);
    return user;
  }

  /** @param id a random one by default */
  addConversation(
    kind: ConversationKind,
    name: string,
    creator: string,
    members: string[],
    id = randomObjectId(kind === 'im' ? 'D' : 'C'),
  ): Conversation {
    const room = new Conversation({ id, kind, name, creator, created: this.#seconds() }, this.#messagesMax);
    for (const member of members) room.members.add(member);
    this.conversations.set(id, room);
    this.events.emit('conversation', room);
    return room;
  }

  /** The direct message of the bot with these people, made when it is needed. */
  direct(userIds: string[]): Conversation {
    const members = new Set([...userIds, this.bot.id]);
    for (const room of this.conversations.values()) {
      const isDirect = room.kind === 'im' || room.kind === 'mpim';
      if (isDirect && room.members.size === members.size && [...room.members].every(id => members.has(id))) return room;
    }
    const kind = members.size > 2 ? 'mpim' : 'im';
    const name = kind === 'mpim' ? `mpdm-${[...members].map(id => this.users.get(id)?.name).join('--')}-1` : '';
    return this.addConversation(kind, name, this.bot.id, [...members]);
  }

  #seconds(): number {
    return this.stamps.seconds();
  }
}
