import type { Placement } from '../../src/channels/channel.ts';
import { createSlackChannel, type SlackChannel, type SlackSettings } from '../../src/channels/slack/slack-channel.ts';
import type { Reply } from '../../src/messages/reply.ts';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { Inbox } from '../contracts/inbox.ts';
import { FakeClock } from '../playground/fake-clock.ts';
import { readSlackManifest } from './slack-manifest.ts';
import { sayInTests } from './slack-say.ts';

/** The Slack channel in front of the local Slack, where two caseworkers work in a channel; what arrives is stored in an inbox. */
export interface SlackDesk {
  slack: SlackServer;
  clock: FakeClock;
  channel: SlackChannel;
  inbox: Inbox;
  caseworker: SlackMember;
  colleague: SlackMember;
  /** Where they work. */
  room: Conversation;
  /** Sends a reply as the outbox does. @returns the ids of its messages */
  send(chatId: string, reply: Partial<Reply>, placement?: Placement): Promise<(string | undefined)[]>;
  stop(): Promise<void>;
}

export async function openSlackDesk(settings: Partial<SlackSettings> = {}): Promise<SlackDesk> {
  const clock = new FakeClock(Date.now());
  const slack = await startSlackServer({ limits: 'off', clock, manifest: readSlackManifest() });
  const { apiUrl, botToken, appToken } = slack;
  const channel = createSlackChannel({ apiUrl, botToken, appToken, say: sayInTests, ...settings });
  const inbox = new Inbox();
  const caseworker = slack.person('Caseworker 1');
  const colleague = slack.person('Caseworker 2');
  const room = slack.channel('casework', { members: [caseworker, colleague], isPrivate: true });
  await channel.start(inbox.receive);
  return {
    slack,
    clock,
    channel,
    inbox,
    caseworker,
    colleague,
    room,
    async send(chatId, reply, placement) {
      const sent: (string | undefined)[] = [];
      for (const chunk of channel.render({ text: '', language: 'en', ...reply })) {
        sent.push(await channel.send(chatId, chunk, placement));
      }
      return sent;
    },
    async stop() {
      inbox.acceptAll();
      await channel.stop();
      await slack.stop();
    },
  };
}
