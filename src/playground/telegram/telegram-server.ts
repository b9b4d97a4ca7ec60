import { type Clock, systemClock } from '../clock.ts';
import { close, createLocalServer, listen } from '../local-server.ts';
import { answerRequest } from './answer-request.ts';
import type { BotSetting } from './bot-account.ts';
import type { ChatRoom } from './chat-room.ts';
import type { Fault } from './fault-plan.ts';
import type { LimitSetting } from './rate-limits.ts';
import { TelegramMember } from './telegram-member.ts';
import { TelegramWorld } from './telegram-world.ts';
import type { User } from './wire.ts';

export interface TelegramServerOptions {
  bots: BotSetting[];
  /** @default 0: any free port */
  port?: number;
  /** Telegram's own limits times a scale, or none. @default { scale: 1 } */
  limits?: LimitSetting;
  /** How many messages of a chat are remembered. @default 2000 */
  messagesMaxPerChat?: number;
  /** @default the system's */
  clock?: Clock;
}

/** Who a person is to Telegram. */
export interface PersonProfile {
  firstName?: string;
  username?: string;
  /** The language of their app (IETF tag). */
  languageCode?: string;
}

/** A strict Telegram Bot API in this process: bots speak to it over HTTP, people through `user()`. */
export interface TelegramServer {
  /** What a bot takes for `https://api.telegram.org`. */
  apiRoot: string;
  world: TelegramWorld;
  events: TelegramWorld['events'];
  /** The person with this id in their private chat with a bot. @param token which bot, the first by default */
  user(id: number, profile?: PersonProfile, token?: string): TelegramMember;
  /** A new group with all bots in it; a person joins it with `user.in(group)`. */
  group(title: string): ChatRoom;
  /** Lets the next calls go wrong. @param options `times` 1 by default; without `method`, any call but getUpdates */
  fault(fault: Fault, options?: { times?: number; method?: string }): void;
  setLimits(limits: LimitSetting): void;
  stop(): Promise<void>;
}

export async function startTelegramServer(options: TelegramServerOptions): Promise<TelegramServer> {
  const { bots, port = 0, limits = { scale: 1 }, messagesMaxPerChat = 2000, clock = systemClock } = options;
  const world = new TelegramWorld(bots, clock, limits, messagesMaxPerChat);
  const server = createLocalServer((request, response) => void answerRequest(world, request, response));
  const apiRoot = await listen(server, port);

  return {
    apiRoot,
    world,
    events: world.events,
    user(id, profile, token) {
      const person = world.people.get(id) ?? newPerson(id, profile);
      world.people.set(id, person);
      return new TelegramMember(world, person, world.privateRoom(world.bot(token), person));
    },
    group: title => world.newGroup(title, world.bots),
    fault: (fault, { times = 1, method } = {}) => world.faults.add(fault, times, method),
    setLimits(setting) {
      for (const bot of world.bots) bot.limits.change(setting);
    },
    async stop() {
      for (const bot of world.bots) bot.webhook?.stop();
      await close(server);
    },
  };
}

function newPerson(id: number, profile: PersonProfile = {}): User {
  return {
    id,
    is_bot: false,
    first_name: profile.firstName ?? `Member ${id}`,
    ...(profile.username && { username: profile.username }),
    ...(profile.languageCode && { language_code: profile.languageCode }),
  };
}
