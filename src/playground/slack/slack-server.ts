import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Clock, systemClock } from '../clock.ts';
import { close, createLocalServer, listen } from '../local-server.ts';
import { HttpRoute } from './app-link/http-route.ts';
import type { DisconnectReason } from './app-link/socket-route.ts';
import type { AppManifest } from './app-manifest.ts';
import type { Conversation } from './conversation.ts';
import type { AckFault, CallFault, Outage } from './fault-plan.ts';
import { MessageDesk } from './message-desk.ts';
import { randomId } from './random-id.ts';
import type { LimitSetting } from './rate-limits.ts';
import { SlackMember } from './slack-member.ts';
import { slackRoutes } from './slack-routes.ts';
import { SlackWorld } from './slack-world.ts';

export interface SlackServerOptions {
  /** What the app says of itself. @default every event and scope, no commands, no shortcuts */
  manifest?: Partial<AppManifest>;
  /** @default 0: any free port */
  port?: number;
  /** Slack's own limits times a scale, or none. @default { scale: 1 } */
  limits?: LimitSetting;
  /** How many messages of a conversation are remembered. @default 2000 */
  messagesMaxPerConversation?: number;
  /** @default the system's */
  clock?: Clock;
}

/** A strict Slack in this process: one workspace, one app that speaks to it, and people through `person()`. */
export interface SlackServer {
  /** What an app takes for `https://slack.com/api/`. */
  apiUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  world: SlackWorld;
  events: SlackWorld['events'];
  /** A new person. @param name what everybody sees, e.g. a role. @param profile `id` is a random one by default */
  person(name: string, profile?: { id?: string; guest?: boolean; admin?: boolean; locale?: string }): SlackMember;
  /** A new channel. @param options `id` is a random one by default, `withBot` true */
  channel(
    name: string,
    options?: { id?: string; isPrivate?: boolean; withBot?: boolean; members?: SlackMember[] },
  ): Conversation;
  /** Sends everything to this address instead of to sockets, once the app has answered the challenge. */
  useHttp(url: string): Promise<void>;
  /** Lets the next calls go wrong. @param options `times` 1 by default; without `method`, any call */
  fault(fault: CallFault, options?: { times?: number; method?: string }): void;
  /** Lets the next acknowledgements of the app go wrong. @param options `times` 1 by default */
  faultAcks(fault: AckFault, options?: { times?: number }): void;
  /** Sends every event so many times more. */
  duplicateEvents(times: number): void;
  /** From now on nothing works, until `endOutage()` or for `durationMs`; sockets are cut. */
  startOutage(outage: Outage, durationMs?: number): void;
  endOutage(): void;
  /** Forgets every fault that has not come yet, and ends an outage. */
  clearFaults(): void;
  /** Ends every socket without a word. */
  cutSockets(): void;
  /** Asks the oldest socket to make room for a new one. */
  disconnectSocket(reason: DisconnectReason): void;
  setLimits(limits: LimitSetting): void;
  stop(): Promise<void>;
}

export async function startSlackServer(options: SlackServerOptions = {}): Promise<SlackServer> {
  const { manifest = {}, port = 0, limits = { scale: 1 }, messagesMaxPerConversation = 2000 } = options;
  const { clock = systemClock } = options;
  const world = new SlackWorld(manifest, clock, limits, messagesMaxPerConversation);
  const desk = new MessageDesk(world);
  const tokens = { botToken: `xoxb-playground-${randomId(24)}`, appToken: `xapp-playground-${randomId(24)}` };
  const signingSecret = randomId(32);
  const server = createLocalServer(getRequestListener(slackRoutes(world, desk, tokens).fetch));
  server.on('upgrade', (request, socket, head) => {
    if (world.faults.outage) socket.destroy();
    else world.sockets.upgrade(request, socket, head);
  });
  const open = new Set<Socket>();
  server.on('connection', socket => {
    open.add(socket.once('close', () => open.delete(socket)));
    if (world.faults.outage?.kind === 'cut') socket.destroy();
  });
  world.origin = await listen(server, port);
  let forgetEnd = () => {};
  const endOutage = () => {
    forgetEnd();
    world.faults.outage = undefined;
  };

  return {
    apiUrl: `${world.origin}/api/`,
    ...tokens,
    signingSecret,
    world,
    events: world.events,
    person: (name, profile) => new SlackMember(world, world.addUser(name, profile)),
    channel(name, { id, isPrivate = false, withBot = true, members = [] } = {}) {
      const ids = members.map(({ user }) => user.id);
      const creator = ids[0] ?? world.bot.id;
      return world.addConversation(
        isPrivate ? 'group' : 'channel',
        name,
        creator,
        withBot ? [...ids, world.bot.id] : ids,
        id,
      );
    },
    async useHttp(url) {
      const { verificationToken } = world.app;
      const route = new HttpRoute({ url, signingSecret, verificationToken, clock });
      await route.verify();
      world.link.route = route;
    },
    fault: (fault, { times = 1, method } = {}) => world.faults.addToCalls(fault, times, method),
    faultAcks: (fault, { times = 1 } = {}) => world.faults.addToAcks(fault, times),
    duplicateEvents(times) {
      world.faults.duplicates = times;
    },
    startOutage(outage, durationMs) {
      world.faults.outage = outage;
      world.sockets.cut();
      if (outage.kind === 'cut') for (const socket of open) socket.destroy();
      if (durationMs !== undefined) forgetEnd = clock.after(durationMs, endOutage);
    },
    endOutage,
    clearFaults() {
      forgetEnd();
      world.faults.clear();
    },
    cutSockets: () => world.sockets.cut(),
    disconnectSocket: reason => world.sockets.disconnectOldest(reason),
    setLimits: setting => world.limits.change(setting),
    async stop() {
      forgetEnd();
      world.link.stop();
      await world.sockets.stop();
      await close(server);
    },
  };
}
