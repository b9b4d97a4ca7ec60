import { getRequestListener } from '@hono/node-server';
import { type Clock, systemClock } from '../clock.ts';
import { close, createLocalServer, listen } from '../local-server.ts';
import type { CallName, Fault } from './fault-plan.ts';
import { graphRoutes } from './graph-routes.ts';
import type { LimitSetting } from './rate-limits.ts';
import { WhatsappMember } from './whatsapp-member.ts';
import { type BusinessSetting, WhatsappWorld } from './whatsapp-world.ts';

export interface WhatsappServerOptions extends Partial<BusinessSetting> {
  /** @default 0: any free port */
  port?: number;
  /** The platform's own limits times a scale, or none. @default { scale: 1 } */
  limits?: LimitSetting;
  /** How many messages of a chat are remembered. @default 2000 */
  messagesMaxPerChat?: number;
  /** @default the system's */
  clock?: Clock;
}

/** Who a person is to WhatsApp. */
export interface PersonProfile {
  /** Left out by somebody who shows a username instead. */
  phone?: string;
  name?: string;
  username?: string;
}

/** A strict WhatsApp Cloud API in this process: a business speaks to it over HTTP, people through `user()`. */
export interface WhatsappServer {
  /** What a business takes for `https://graph.facebook.com`. */
  apiRoot: string;
  world: WhatsappWorld;
  events: WhatsappWorld['events'];
  business: BusinessSetting;
  /** The person with this business-scoped id in their chat with the business. */
  user(userId: string, profile?: PersonProfile): WhatsappMember;
  /**
   * Asks an address whether it wants webhooks, as the app dashboard does, and brings them there from now on.
   * @throws {Error} when it does not answer with the challenge
   */
  subscribe(url: string, verifyToken: string): Promise<void>;
  /** Lets the next calls go wrong. @param options `call` is `message` and `times` 1 by default */
  fault(fault: Fault, options?: { call?: CallName; times?: number }): void;
  stop(): Promise<void>;
}

/** The first of these in docs and tests is nobody's: Ofcom keeps 07700 900000 to 900999 for drama. */
const BUSINESS: BusinessSetting = {
  phoneNumberId: '106540352242922',
  displayPhoneNumber: '447700900000',
  accountId: '102290129340398',
  token: 'EAA-local-playground-nothing-secret-here',
  appSecret: 'local-playground-nothing-secret-here',
  templates: [],
};

export async function startWhatsappServer(options: WhatsappServerOptions = {}): Promise<WhatsappServer> {
  const { port = 0, limits = { scale: 1 }, messagesMaxPerChat = 2000, clock = systemClock, ...changes } = options;
  const business = { ...BUSINESS, ...changes };
  const world = new WhatsappWorld(business, clock, limits, messagesMaxPerChat);
  let apiRoot = '';
  const server = createLocalServer(getRequestListener(graphRoutes(world, () => apiRoot).fetch));
  apiRoot = await listen(server, port);

  return {
    apiRoot,
    world,
    events: world.events,
    business,
    user(userId, { phone, name = 'Member', username } = {}) {
      const person = {
        userId,
        name,
        ...(phone !== undefined && { phone }),
        ...(username !== undefined && { username }),
      };
      return new WhatsappMember(world, world.chatOf(person));
    },
    async subscribe(url, verifyToken) {
      const challenge = '1158201444';
      const address = new URL(url);
      address.searchParams.set('hub.mode', 'subscribe');
      address.searchParams.set('hub.challenge', challenge);
      address.searchParams.set('hub.verify_token', verifyToken);
      const response = await fetch(address);
      if (!response.ok || (await response.text()) !== challenge)
        throw new Error('The callback URL or verify token couldn’t be validated: it must answer with the challenge.');
      world.webhooks.start(url);
    },
    fault: (fault, { call = 'message', times = 1 } = {}) => world.faults.add(fault, call, times),
    async stop() {
      world.webhooks.stop();
      await close(server);
    },
  };
}
