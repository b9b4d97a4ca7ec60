import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { webApi } from '@slack/bolt';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { FakeClock } from './fake-clock.ts';
import { refusal, webClient } from './slack-web-client.ts';

let clock: FakeClock;
let slack: SlackServer;
let client: webApi.WebClient;
let caseworker: SlackMember;
let casework: Conversation;

beforeEach(async () => {
  clock = new FakeClock();
  slack = await startSlackServer({ clock });
  client = webClient(slack);
  caseworker = slack.person('Caseworker A');
  casework = slack.channel('casework', { members: [caseworker] });
});

afterEach(() => slack.stop());

function post(options: { text?: string; thread_ts?: string; reply_broadcast?: true } = {}) {
  const { text = 'hello', ...rest } = options;
  return client.chat.postMessage({ channel: casework.id, text, ...rest } as webApi.ChatPostMessageArguments);
}

async function postedTs(text?: string): Promise<string> {
  return (await post(text === undefined ? {} : { text })).ts ?? '';
}

test('a message has a time that no other has, and later ones are later', async () => {
  slack.setLimits('off');
  const times = (await Promise.all(Array.from({ length: 20 }, () => post()))).map(({ ts }) => ts ?? '');
  expect(new Set(times).size).toBe(20);
  for (const ts of times) expect(ts).toMatch(/^\d{10}\.\d{6}$/);
  const [first, second] = [await postedTs(), await postedTs()];
  expect(Number(second)).toBeGreaterThan(Number(first));
});

test('no token, a wrong one and one of the wrong kind are told apart', async () => {
  const bare = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' });
  expect(await bare.json()).toEqual({ ok: false, error: 'not_authed' });
  expect((await refusal(webClient(slack, 'xoxb-wrong').auth.test())).error).toBe('invalid_auth');
  expect((await refusal(client.apps.connections.open())).error).toBe('not_allowed_token_type');
  expect(await client.auth.test()).toMatchObject({ user_id: slack.world.bot.id, bot_id: slack.world.app.botId });
  expect((await refusal(client.apiCall('chat.sendHug'))).error).toBe('unknown_method');
});

test('a method asks for its scope', async () => {
  slack.world.app.manifest.scopes = ['chat:write'];
  expect(await refusal(client.users.info({ user: caseworker.user.id }))).toMatchObject({
    error: 'missing_scope',
    needed: 'users:read',
  });
});

test('arguments may be a form, multipart, JSON or in the address', async () => {
  slack.setLimits('off');
  const headers = { authorization: `Bearer ${slack.botToken}` };
  const address = `${slack.apiUrl}chat.postMessage`;
  const values = { channel: casework.id, text: 'hello' };
  const multipart = new FormData();
  for (const [name, value] of Object.entries(values)) multipart.set(name, value);
  const answers = await Promise.all([
    fetch(`${address}?${new URLSearchParams(values)}`, { headers }),
    fetch(address, { method: 'POST', headers, body: new URLSearchParams(values) }),
    fetch(address, { method: 'POST', headers, body: multipart }),
    fetch(address, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(values),
    }),
  ]);
  for (const answer of answers) expect(await answer.json()).toMatchObject({ ok: true });
  const wrong = await fetch(address, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/xml' },
    body: 'x',
  });
  expect(await wrong.json()).toMatchObject({ error: 'invalid_post_type' });
});

test('a bot writes only where it is, and does not see what is closed to it', async () => {
  const open = slack.channel('open', { withBot: false });
  const closed = slack.channel('closed', { withBot: false, isPrivate: true });
  expect((await refusal(client.chat.postMessage({ channel: open.id, text: 'x' }))).error).toBe('not_in_channel');
  expect((await refusal(client.conversations.history({ channel: open.id }))).error).toBe('not_in_channel');
  expect((await refusal(client.chat.postMessage({ channel: closed.id, text: 'x' }))).error).toBe('channel_not_found');
  expect((await refusal(client.chat.postMessage({ channel: 'C0NOBODY', text: 'x' }))).error).toBe('channel_not_found');
  await client.conversations.join({ channel: open.id });
  await client.chat.postMessage({ channel: '#open', text: 'x' });
  const listed = await client.conversations.list({ types: 'public_channel,private_channel' });
  expect(listed.channels?.map(({ name }) => name)).toEqual(['casework', 'open']);
});

test('a text is 1 to 40,000 characters, an update at most 4,000, and 4,000 are advised', async () => {
  const advice: string[] = [];
  slack.events.on('advice', given => advice.push(given));
  const ts = await postedTs('a'.repeat(4000));
  expect(advice).toEqual([]);
  await post({ text: 'a'.repeat(40_000) });
  expect(advice).toEqual(['text_over_4000_characters']);
  expect((await refusal(post({ text: 'a'.repeat(40_001) }))).error).toBe('msg_too_long');
  const update = client.chat.update({ channel: casework.id, ts, text: 'a'.repeat(4001) });
  expect((await refusal(update)).error).toBe('msg_too_long');
  expect((await refusal(post({ text: '' }))).error).toBe('no_text');
});

test('text comes back escaped, with its links found', async () => {
  const { message } = await post({
    text: 'A & B <now> see https://example.org/a?b=1. <@U1> &amp; <https://x.org|here>',
  });
  expect(message?.text).toBe('A &amp; B &lt;now&gt; see <https://example.org/a?b=1>. <@U1> &amp; <https://x.org|here>');
  expect(caseworker.say(casework, 'I earn < £5 &amp; write to a@b.org').text).toBe(
    'I earn &lt; £5 &amp;amp; write to <mailto:a@b.org|a@b.org>',
  );
});

test('a reply belongs to its thread, and only a broadcast one stands in the channel too', async () => {
  const parent = caseworker.say(casework, 'a new case');
  await post({ text: 'in the thread', thread_ts: parent.ts });
  const reply = caseworker.say(casework, 'thanks', { threadTs: parent.ts });
  await post({ text: 'to a reply', thread_ts: reply.ts });
  await post({ text: 'for all', thread_ts: parent.ts, reply_broadcast: true });
  const replies = await client.conversations.replies({ channel: casework.id, ts: parent.ts });
  expect(replies.messages?.map(({ text }) => text)).toEqual([
    'a new case',
    'in the thread',
    'thanks',
    'to a reply',
    'for all',
  ]);
  expect(replies.messages?.[0]).toMatchObject({ reply_count: 4, reply_users_count: 2 });
  const history = await client.conversations.history({ channel: casework.id });
  expect(history.messages?.map(({ text }) => text)).toEqual(['for all', 'a new case']);
  expect((await refusal(post({ thread_ts: 'yesterday' }))).error).toBe('invalid_thread_ts');
  expect((await refusal(post({ thread_ts: '1000000000.000001' }))).error).toBe('thread_not_found');
});

test('history comes in pages, newest first', async () => {
  for (const text of ['one', 'two', 'three']) caseworker.say(casework, text);
  const first = await client.conversations.history({ channel: casework.id, limit: 2 });
  expect(first.messages?.map(({ text }) => text)).toEqual(['three', 'two']);
  const cursor = first.response_metadata?.next_cursor ?? '';
  const second = await client.conversations.history({ channel: casework.id, limit: 2, cursor });
  expect(second.messages?.map(({ text }) => text)).toEqual(['one']);
  expect(second.has_more).toBe(false);
});

test('only its own messages are the bot’s to change', async () => {
  const theirs = caseworker.say(casework, 'mine');
  const change = (ts: string) => client.chat.update({ channel: casework.id, ts, text: 'changed' });
  expect((await refusal(change(theirs.ts))).error).toBe('cant_update_message');
  expect((await refusal(client.chat.delete({ channel: casework.id, ts: theirs.ts }))).error).toBe(
    'cant_delete_message',
  );
  const ts = await postedTs();
  expect(await change(ts)).toMatchObject({ text: 'changed', message: { edited: { user: slack.world.bot.id } } });
  await client.chat.delete({ channel: casework.id, ts });
  expect((await refusal(change(ts))).error).toBe('message_not_found');
});

test('an update with text alone takes the blocks away; one with blocks shows no edit', async () => {
  const blocks = [{ type: 'divider' }];
  const { ts = '' } = await client.chat.postMessage({ channel: casework.id, text: 'a', blocks });
  const kept = await client.chat.update({ channel: casework.id, ts, text: 'b', blocks });
  expect(kept.message).toMatchObject({ blocks });
  expect(kept.message).not.toHaveProperty('edited');
  const { message } = await client.chat.update({ channel: casework.id, ts, text: 'c' });
  expect(message).not.toHaveProperty('blocks');
});

test('a deleted message that began a thread leaves a tombstone', async () => {
  const ts = await postedTs();
  caseworker.say(casework, 'a reply', { threadTs: ts });
  await client.chat.delete({ channel: casework.id, ts });
  expect(casework.find(ts)).toMatchObject({ subtype: 'tombstone', reply_count: 1 });
});

test('only the person it is for sees an ephemeral message, and no call finds it', async () => {
  const lead = slack.person('Lead');
  const ephemeral = { channel: casework.id, text: 'only you', user: caseworker.user.id };
  const { message_ts = '' } = await client.chat.postEphemeral(ephemeral);
  expect(caseworker.screen.messages(casework).map(({ text }) => text)).toEqual(['only you']);
  expect(lead.screen.messages(casework)).toEqual([]);
  const update = client.chat.update({ channel: casework.id, ts: message_ts, text: 'x' });
  expect((await refusal(update)).error).toBe('message_not_found');
  const stranger = client.chat.postEphemeral({ ...ephemeral, user: lead.user.id });
  expect((await refusal(stranger)).error).toBe('user_not_in_channel');
});

test('metadata is kept, and shown when it is asked for', async () => {
  const metadata = { event_type: 'case', event_payload: { id: '7' } };
  await client.chat.postMessage({ channel: casework.id, text: 'a', metadata });
  const read = (include_all_metadata: boolean) =>
    client.conversations.history({ channel: casework.id, include_all_metadata });
  expect((await read(true)).messages?.[0]).toMatchObject({ metadata });
  expect((await read(false)).messages?.[0]).not.toHaveProperty('metadata');
  const wrong = client.apiCall('chat.postMessage', {
    channel: casework.id,
    text: 'a',
    metadata: { event_type: 'case' },
  });
  expect((await refusal(wrong)).error).toBe('invalid_metadata_format');
});

test('a link leads to a message', async () => {
  const ts = await postedTs();
  const { permalink } = await client.chat.getPermalink({ channel: casework.id, message_ts: ts });
  expect(permalink).toBe(`${slack.world.origin}/archives/${casework.id}/p${ts.replace('.', '')}`);
});

test('a reaction is given once by each', async () => {
  const { ts: timestamp } = caseworker.say(casework, 'done?');
  const reaction = { channel: casework.id, timestamp, name: 'eyes' };
  await client.reactions.add(reaction);
  expect((await refusal(client.reactions.add(reaction))).error).toBe('already_reacted');
  caseworker.react(casework, timestamp, 'eyes');
  const { message } = await client.reactions.get({ channel: casework.id, timestamp });
  expect(message?.reactions).toEqual([{ name: 'eyes', users: [slack.world.bot.id, caseworker.user.id], count: 2 }]);
  await client.reactions.remove(reaction);
  expect((await refusal(client.reactions.remove(reaction))).error).toBe('no_reaction');
  expect((await refusal(client.reactions.add({ ...reaction, name: 'Not a name' }))).error).toBe('invalid_name');
});

test('channels are made, joined and filled, and direct messages opened once', async () => {
  const { channel } = await client.conversations.create({ name: 'thursday', is_private: true });
  const id = channel?.id ?? '';
  expect((await refusal(client.conversations.create({ name: 'thursday' }))).error).toBe('name_taken');
  expect((await refusal(client.conversations.create({ name: 'Not Allowed' }))).error).toBe('invalid_name_specials');
  await client.conversations.invite({ channel: id, users: caseworker.user.id });
  const again = client.conversations.invite({ channel: id, users: caseworker.user.id });
  expect((await refusal(again)).error).toBe('already_in_channel');
  expect((await client.conversations.members({ channel: id })).members).toContain(caseworker.user.id);
  const opened = await client.conversations.open({ users: caseworker.user.id });
  expect(opened.channel?.id).toBe(caseworker.dm.id);
  expect(await client.conversations.open({ users: caseworker.user.id })).toMatchObject({ already_open: true });
  expect((await refusal(client.conversations.open({ users: 'U0NOBODY' }))).error).toBe('user_not_found');
});

test('people are found, with their language when it is asked for', async () => {
  const member = slack.person('Member in Slack', { locale: 'ar', guest: true });
  const asked = await client.users.info({ user: member.user.id, include_locale: true });
  expect(asked.user).toMatchObject({ locale: 'ar', is_restricted: true, profile: { display_name: 'Member in Slack' } });
  expect((await client.users.info({ user: member.user.id })).user).not.toHaveProperty('locale');
  expect((await client.users.list({})).members).toHaveLength(3);
  expect((await refusal(client.users.profile.get({ user: 'U0NOBODY' }))).error).toBe('user_not_found');
  expect((await client.bots.info({ bot: slack.world.app.botId })).bot?.user_id).toBe(slack.world.bot.id);
  expect((await client.team.info()).team?.id).toBe(slack.world.team.id);
});

test('four messages at once to a channel, then one a second: 429 with the seconds to wait', async () => {
  for (let count = 1; count <= 4; count += 1) await post();
  await expect(post()).rejects.toMatchObject({ retryAfter: 1 });
  const raw = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}` },
    body: new URLSearchParams({ channel: casework.id, text: 'x' }),
  });
  expect([raw.status, raw.headers.get('retry-after'), await raw.json()]).toEqual([
    429,
    '1',
    { ok: false, error: 'ratelimited' },
  ]);
  await client.chat.postMessage({ channel: caseworker.user.id, text: 'elsewhere it goes on' });
  clock.advance(1000);
  await post();
});

test('every other method has its tier, and limits can be switched off', async () => {
  for (let count = 1; count <= 10; count += 1) await client.conversations.list();
  await expect(client.conversations.list()).rejects.toMatchObject({ retryAfter: 3 });
  slack.setLimits('off');
  await client.conversations.list();
});

test('faults come on request: a status, a code, a limit, a connection lost before or after the work, a delay', async () => {
  slack.setLimits('off');
  slack.fault({ kind: 'status', status: 503 }, { times: 2, method: 'chat.postMessage' });
  await client.auth.test();
  await expect(post()).rejects.toMatchObject({ statusCode: 503 });
  await expect(post()).rejects.toMatchObject({ statusCode: 503 });
  slack.fault({ kind: 'error', code: 'internal_error' });
  expect((await refusal(post())).error).toBe('internal_error');
  slack.fault({ kind: 'ratelimited', retryAfterSeconds: 30 });
  await expect(post()).rejects.toMatchObject({ retryAfter: 30 });
  slack.fault({ kind: 'drop-before' });
  await expect(post({ text: 'never' })).rejects.toBeInstanceOf(webApi.WebAPIRequestError);
  slack.fault({ kind: 'drop-after' });
  await expect(post({ text: 'unheard' })).rejects.toBeInstanceOf(webApi.WebAPIRequestError);
  expect(casework.messages().map(({ text }) => text)).toEqual(['unheard']);
  slack.fault({ kind: 'delay', delayMs: 5000 });
  const { waiting } = clock; // what the app was not there to hear
  const late = post({ text: 'late' });
  while (clock.waiting === waiting) await new Promise(setImmediate);
  expect(casework.messages()).toHaveLength(1);
  clock.advance(5000);
  await late;
});

test('in an outage nothing answers, or everything with a status, until it is over', async () => {
  slack.startOutage({ kind: 'cut' }, 60_000);
  await expect(post()).rejects.toBeInstanceOf(webApi.WebAPIRequestError);
  clock.advance(60_000);
  await post();
  slack.startOutage({ kind: 'status', status: 500 });
  await expect(post()).rejects.toMatchObject({ statusCode: 500 });
  slack.endOutage();
  await post();
});
