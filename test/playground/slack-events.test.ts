import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { App } from '@slack/bolt';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { FakeClock } from './fake-clock.ts';
import { startSocketApp } from './start-socket-app.ts';

let slack: SlackServer;
let app: App;
let caseworker: SlackMember;
let casework: Conversation;
let heard: Record<string, unknown>[];
const endings: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  slack = await startSlackServer({ clock: new FakeClock(), limits: 'off' });
  caseworker = slack.person('Caseworker A');
  casework = slack.channel('casework', { members: [caseworker] });
  app = await startSocketApp(slack, endings, { ignoreSelf: false });
  heard = [];
  app.event(/.*/, async ({ event }) => {
    heard.push({ ...event });
  });
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  await slack.stop();
});

/** Lets something happen, and waits until the app has acknowledged so many events. */
async function events(count: number, happens: () => unknown): Promise<Record<string, unknown>[]> {
  const before = heard.length;
  const delivered = new Promise<void>(resolve => {
    let left = count;
    slack.events.on('delivery', ({ outcome }) => {
      if (outcome.acknowledged) left -= 1;
      if (left === 0) resolve();
    });
  });
  await happens();
  await delivered;
  slack.events.removeAllListeners('delivery');
  return heard.slice(before);
}

test('what is said in a channel, a closed one and a direct message is told with its kind', async () => {
  const closed = slack.channel('closed', { isPrivate: true, members: [caseworker] });
  const [open, hidden, direct] = await events(3, () => {
    for (const room of [casework, closed, caseworker.dm]) caseworker.say(room, 'hello');
  });
  expect(open).toMatchObject({ type: 'message', channel_type: 'channel', text: 'hello', user: caseworker.user.id });
  expect([hidden?.channel_type, direct?.channel_type]).toEqual(['group', 'im']);
});

test('nothing is told of places where the bot is not, nor of events that it has not subscribed to', async () => {
  const elsewhere = slack.channel('elsewhere', { withBot: false, members: [caseworker] });
  caseworker.say(elsewhere, 'not for the bot');
  slack.world.app.manifest.events = ['message.im'];
  caseworker.say(casework, 'not subscribed');
  const [only] = await events(1, () => caseworker.say(caseworker.dm, 'for the bot'));
  expect(heard).toEqual([only]);
});

test('a mention is told twice in a channel, once in a direct message', async () => {
  const mention = `<@${slack.world.bot.id}> who is on?`;
  const two = await events(2, () => caseworker.say(casework, mention));
  expect(two.map(({ type }) => type).sort()).toEqual(['app_mention', 'message']);
  const direct = await events(2, () => {
    for (const words of [mention, 'the next']) caseworker.say(caseworker.dm, words);
  });
  expect(direct.map(({ type, text }) => [type, text])).toEqual([
    ['message', mention],
    ['message', 'the next'],
  ]);
});

test('an edit and a deletion are told with what stood there before', async () => {
  const { ts } = caseworker.say(casework, 'furst');
  const [changed, deleted] = await events(3, () => {
    caseworker.edit(casework, ts, 'first');
    caseworker.delete(casework, ts);
  }).then(all => all.slice(-2));
  expect(changed).toMatchObject({
    subtype: 'message_changed',
    message: { ts, text: 'first', edited: { user: caseworker.user.id } },
    previous_message: { text: 'furst' },
  });
  expect(deleted).toMatchObject({ subtype: 'message_deleted', deleted_ts: ts, previous_message: { text: 'first' } });
});

test('the app hears what it says itself', async () => {
  const [own] = await events(1, () => app.client.chat.postMessage({ channel: casework.id, text: 'hello' }));
  expect(own).toMatchObject({ type: 'message', bot_id: slack.world.app.botId, app_id: slack.world.app.id });
  const [named] = await events(1, () =>
    app.client.chat.postMessage({ channel: casework.id, text: 'hello', username: 'A member' }),
  );
  expect(named).toMatchObject({ subtype: 'bot_message', username: 'A member' });
});

test('a reaction, an arrival, a file and the opened app are told', async () => {
  const lead = slack.person('Lead');
  const { ts } = caseworker.say(casework, 'hello');
  const all = await events(8, () => {
    caseworker.react(casework, ts, 'eyes');
    caseworker.unreact(casework, ts, 'eyes');
    lead.join(casework);
    caseworker.upload(casework, { name: 'letter.pdf', bytes: Buffer.from('a') }, { text: 'see' });
    caseworker.openApp('messages');
  });
  const of = (type: string) => all.find(event => event.type === type);
  const item = { type: 'message', channel: casework.id, ts };
  expect(of('reaction_added')).toMatchObject({ reaction: 'eyes', item, item_user: caseworker.user.id });
  expect(of('reaction_removed')).toMatchObject({ reaction: 'eyes', item });
  expect(of('member_joined_channel')).toMatchObject({ user: lead.user.id, channel_type: 'C' });
  expect(of('file_shared')).toMatchObject({ channel_id: casework.id, user_id: caseworker.user.id });
  expect(all.find(({ subtype }) => subtype === 'file_share')).toMatchObject({
    text: 'see',
    files: [{ name: 'letter.pdf' }],
  });
  expect(of('app_home_opened')).toMatchObject({ tab: 'messages', channel: caseworker.dm.id });
});
