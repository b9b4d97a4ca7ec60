import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSlackChannel, type SlackChannel } from '../../../src/channels/slack/slack-channel.ts';
import type { Inbound } from '../../../src/messages/inbound.ts';
import type { SlackMember } from '../../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../../src/playground/slack/slack-server.ts';
import { sayInTests } from '../../support/slack-say.ts';

let slack: SlackServer;
let channel: SlackChannel;
let member: SlackMember;

beforeEach(async () => {
  slack = await startSlackServer({ limits: 'off' });
  member = slack.person('Member');
  channel = channelWith({});
});
afterEach(async () => {
  await channel.stop();
  await slack.stop();
});

function channelWith(changes: { botToken?: string; appToken?: string; apiUrl?: string }): SlackChannel {
  const { apiUrl, botToken, appToken } = slack;
  return createSlackChannel({ apiUrl, botToken, appToken, say: sayInTests, ...changes });
}

/** What arrives, once it has. */
function nextHeard(): { receive: (inbound: Inbound) => Promise<void>; heard: Promise<Inbound> } {
  const { promise: heard, resolve } = Promise.withResolvers<Inbound>();
  return { receive: async inbound => resolve(inbound), heard };
}

/** Resolves when a method has been answered with an error. */
async function failed(method: string): Promise<void> {
  for (;;) {
    const [call] = (await once(slack.events, 'call')) as [{ method: string; error: string | undefined }];
    if (call.method === method && call.error !== undefined) return;
  }
}

describe('the start', () => {
  test.each([
    ['SLACK_BOT_TOKEN', { botToken: 'xoxb-wrong' }],
    ['SLACK_APP_TOKEN', { appToken: 'xapp-wrong' }],
  ])('ends with a remedy that names %s when Slack does not know it', async (setting, changes) => {
    const wrong = channelWith(changes);
    await expect(wrong.start(async () => {})).rejects.toThrow(`Slack refuses ${setting} (invalid_auth): copy`);
    expect(wrong.ready()).toBe(false);
    await wrong.stop();
  });

  test('ends with a remedy when a token stands in the place of the other', async () => {
    const wrong = channelWith({ botToken: slack.appToken });
    await expect(wrong.start(async () => {})).rejects.toThrow('SLACK_BOT_TOKEN (not_allowed_token_type)');
    await wrong.stop();
  });

  test.each(['auth.test', 'apps.connections.open'])('outlives a %s that fails', async method => {
    slack.fault({ kind: 'status', status: 502 }, { method });
    slack.fault({ kind: 'drop-before' }, { method });
    const { receive, heard } = nextHeard();
    const started = channel.start(receive);
    await failed(method);
    expect(channel.ready()).toBe(false);
    await started;
    expect(channel.ready()).toBe(true);
    member.say(member.dm, 'hello');
    expect((await heard).content).toEqual({ kind: 'text', text: 'hello' });
  });

  test('waits as long as Slack asks', async () => {
    slack.fault({ kind: 'ratelimited', retryAfterSeconds: 1 }, { method: 'auth.test' });
    const startedAtMs = Date.now();
    await channel.start(async () => {});
    expect(Date.now() - startedAtMs).toBeGreaterThanOrEqual(990);
  });

  test('is given up when the bot is stopped meanwhile', async () => {
    slack.startOutage({ kind: 'cut' });
    const started = channel.start(async () => {});
    await channel.stop();
    await started;
    expect(channel.ready()).toBe(false);
  });
});

describe('the connection', () => {
  test('is opened again when it is cut, and what is said then is heard', async () => {
    const { receive, heard } = nextHeard();
    await channel.start(receive);
    slack.cutSockets();
    await once(slack.events, 'sockets');
    const [connections] = await once(slack.events, 'sockets');
    expect(connections).toBe(1);
    member.say(member.dm, 'still there?');
    expect((await heard).content).toEqual({ kind: 'text', text: 'still there?' });
    expect(channel.ready()).toBe(true);
  });

  test('moves at once when Slack asks for that', async () => {
    await channel.start(async () => {});
    slack.disconnectSocket('refresh_requested');
    await once(slack.events, 'sockets');
    const [connections] = await once(slack.events, 'sockets');
    expect(connections).toBe(1);
  });

  test('outlives an outage in which Slack cannot even be asked for a new one', async () => {
    await channel.start(async () => {});
    slack.startOutage({ kind: 'status', status: 503 });
    await once(slack.events, 'sockets');
    slack.fault({ kind: 'drop-before' }, { method: 'apps.connections.open' });
    slack.endOutage();
    const [connections] = await once(slack.events, 'sockets');
    expect(connections).toBe(1);
  });

  test('is closed when the bot stops, and not opened again', async () => {
    await channel.start(async () => {});
    const closed = once(slack.events, 'sockets');
    await channel.stop();
    expect(await closed).toEqual([0]);
    expect(channel.ready()).toBe(false);
  });
});

test('several files in one message are as many things that arrived, the words with the first', async () => {
  const heard: Inbound[] = [];
  await channel.start(async inbound => {
    heard.push(inbound);
  });
  const { files = [] } = member.upload(member.dm, { name: 'a.png', bytes: new Uint8Array([1]) });
  await once(slack.events, 'delivery');
  heard.length = 0;
  const event = {
    type: 'message',
    subtype: 'file_share',
    user: member.user.id,
    text: 'my letters',
    ts: '1784019600.000100',
    channel: member.dm.id,
    channel_type: 'im',
    files: [files[0], { ...files[0], id: 'F1000002' }],
  };
  const payload = { type: 'event_callback', event_id: 'Ev1', team_id: slack.world.team.id, event };
  await slack.world.link.route.send(
    { type: 'events_api', payload, acceptsResponse: false },
    undefined,
    new AbortController().signal,
  );
  expect(heard.map(({ externalId }) => externalId)).toEqual(['Ev1', 'Ev1/1']);
  expect(heard.map(({ content }) => content)).toMatchObject([
    { kind: 'media', media: { kind: 'photo', fileId: files[0]?.id }, caption: 'my letters' },
    { kind: 'media', media: { kind: 'photo', fileId: 'F1000002' } },
  ]);
});
