import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { App } from '@slack/bolt';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { FakeClock } from './fake-clock.ts';
import { refusal } from './slack-web-client.ts';
import { startSocketApp } from './start-socket-app.ts';

let clock: FakeClock;
let slack: SlackServer;
let app: App;
let caseworker: SlackMember;
let casework: Conversation;
const endings: (() => Promise<unknown>)[] = [];

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const options = ['low', 'high'].map(value => ({ text: plain(value), value }));
const ask = (id: string, element: object, given: object = {}) => ({
  type: 'input' as const,
  block_id: id,
  label: plain(id),
  element: { action_id: id, ...element },
  ...given,
});
const form = (callback_id: string, blocks: object[] = [], given: object = {}) =>
  ({ type: 'modal', callback_id, title: plain(callback_id), submit: plain('Send'), blocks, ...given }) as never;

beforeEach(async () => {
  clock = new FakeClock();
  slack = await startSlackServer({
    clock,
    limits: 'off',
    manifest: {
      commands: ['/chair'],
      shortcuts: [
        { callbackId: 'new_case', type: 'global' },
        { callbackId: 'to_case', type: 'message' },
      ],
    },
  });
  app = await startSocketApp(slack, endings);
  caseworker = slack.person('Caseworker A');
  casework = slack.channel('casework', { members: [caseworker] });
});

afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
  await slack.stop();
});

/** Opens a modal for the caseworker, by the shortcut. */
async function open(view: never): Promise<void> {
  app.shortcut('new_case', async ({ ack, client, body }) => {
    await client.views.open({ trigger_id: body.trigger_id, view });
    await ack();
  });
  await caseworker.shortcut('new_case');
}

test('a button in a message reaches the app, which answers where it was pressed', async () => {
  const seen: unknown[] = [];
  app.action('claim', async ({ ack, body, action, respond }) => {
    await ack();
    seen.push(action, body.type === 'block_actions' && body.container);
    await respond({ text: 'Claimed', replace_original: true });
  });
  const button = { type: 'button', action_id: 'claim', text: plain('Claim'), value: 'case-7' };
  const blocks = [{ type: 'actions', block_id: 'choices', elements: [button] }];
  const { ts = '' } = await app.client.chat.postMessage({
    channel: casework.id,
    text: 'A case',
    blocks: blocks as never,
  });
  expect(await caseworker.press({ room: casework, ts }, 'claim')).toMatchObject({ acknowledged: true });
  await caseworker.screen.waitForMessage(casework, ({ text }) => text === 'Claimed');
  expect(seen).toMatchObject([
    { type: 'button', action_id: 'claim', block_id: 'choices', value: 'case-7' },
    { type: 'message', message_ts: ts, channel_id: casework.id, is_ephemeral: false },
  ]);
  expect(casework.find(ts)).not.toHaveProperty('blocks');
  await expect(caseworker.press({ room: casework, ts }, 'claim')).rejects.toThrow('Nothing here is called claim');
});

test('what was chosen in a message comes with the next press', async () => {
  const states: unknown[] = [];
  app.action(/.*/, async ({ ack, body }) => {
    await ack();
    states.push(body.type === 'block_actions' && body.state?.values);
  });
  const elements = [
    { type: 'static_select', action_id: 'urgency', options },
    { type: 'button', action_id: 'save', text: plain('Save') },
  ];
  const blocks = [{ type: 'actions', block_id: 'choices', elements }] as never;
  const { ts = '' } = await app.client.chat.postMessage({ channel: casework.id, text: 'A case', blocks });
  const at = { room: casework, ts };
  await caseworker.choose(at, 'urgency', 'high');
  await caseworker.tap(casework, 'Save');
  expect(states[1]).toMatchObject({
    choices: { urgency: { type: 'static_select', selected_option: { value: 'high' } } },
  });
  await expect(caseworker.choose(at, 'urgency', 'none')).rejects.toThrow('take one of low, high');
});

test('a trigger opens one modal, within three seconds', async () => {
  const triggers: string[] = [];
  app.shortcut('new_case', async ({ ack, body }) => {
    await ack();
    triggers.push(body.trigger_id);
  });
  await caseworker.shortcut('new_case');
  await caseworker.shortcut('new_case');
  const [first = '', second = ''] = triggers;
  const openWith = (trigger_id: string) => app.client.views.open({ trigger_id, view: form('case') });
  await openWith(first);
  expect((await refusal(openWith(first))).error).toBe('exchanged_trigger_id');
  clock.advance(3001);
  expect((await refusal(openWith(second))).error).toBe('expired_trigger_id');
  expect((await refusal(openWith('1.2.3'))).error).toBe('invalid_trigger_id');
});

test('a form is sent with everything that was put into it, and closes', async () => {
  const seen: unknown[] = [];
  app.view('case', async ({ ack, view }) => {
    seen.push(view.private_metadata, view.state.values);
    await ack();
  });
  const blocks = [
    ask('topic', { type: 'plain_text_input', max_length: 20 }),
    ask('urgency', { type: 'static_select', options, initial_option: options[0] }),
    ask('who', { type: 'multi_users_select' }),
    ask('day', { type: 'datepicker' }),
    ask('notes', { type: 'plain_text_input' }, { optional: true }),
  ];
  await open(form('case', blocks, { private_metadata: 'from the channel' }));
  const values = { topic: 'housing', urgency: 'high', who: [caseworker.user.id], day: '2026-07-16' };
  expect(await caseworker.submit(values)).toEqual({ kind: 'closed' });
  expect(seen).toMatchObject([
    'from the channel',
    {
      topic: { topic: { type: 'plain_text_input', value: 'housing' } },
      urgency: { urgency: { selected_option: { value: 'high' } } },
      who: { who: { selected_users: [caseworker.user.id] } },
      day: { day: { selected_date: '2026-07-16' } },
      notes: { notes: { type: 'plain_text_input', value: null } },
    },
  ]);
  expect(caseworker.screen.modals()).toEqual([]);
});

test('what a client would not send never reaches the app', async () => {
  let submissions = 0;
  app.view('case', async ({ ack }) => {
    submissions += 1;
    await ack();
  });
  const blocks = [
    ask('topic', { type: 'plain_text_input', min_length: 3 }),
    ask('mail', { type: 'email_text_input' }),
    ask('count', { type: 'number_input', is_decimal_allowed: false, max_value: '5' }),
  ];
  await open(form('case', blocks));
  const empty = await caseworker.submit();
  expect(empty).toMatchObject({ kind: 'errors', from: 'client' });
  expect(Object.keys('errors' in empty ? empty.errors : {})).toEqual(['topic', 'mail', 'count']);
  const wrong = await caseworker.submit({ topic: 'a', mail: 'nowhere', count: '7' });
  expect(Object.keys('errors' in wrong ? wrong.errors : {})).toEqual(['topic', 'mail', 'count']);
  expect(submissions).toBe(0);
  expect(await caseworker.submit({ topic: 'abc', mail: 'a@b.org', count: '5' })).toEqual({ kind: 'closed' });
});

test('an app may answer a form with errors, another form, one more, or the end of all', async () => {
  const answers: object[] = [
    { response_action: 'errors', errors: { topic: 'Not this' } },
    {
      response_action: 'update',
      view: form('case', [ask('topic', { type: 'plain_text_input' })], { title: plain('Again') }),
    },
    { response_action: 'push', view: form('case') },
    { response_action: 'clear' },
  ];
  app.view('case', ({ ack }) => ack(answers.shift() as never));
  await open(form('case', [ask('topic', { type: 'plain_text_input' })]));
  expect(await caseworker.submit({ topic: 'a' })).toEqual({
    kind: 'errors',
    errors: { topic: 'Not this' },
    from: 'app',
  });
  expect(await caseworker.submit()).toEqual({ kind: 'updated' });
  const [again] = caseworker.screen.modals();
  expect(again).toMatchObject({ title: { text: 'Again' }, state: { values: { topic: { topic: { value: 'a' } } } } });
  expect(await caseworker.submit()).toEqual({ kind: 'pushed' });
  expect(caseworker.screen.modals().at(-1)).toMatchObject({ previous_view_id: again?.id, root_view_id: again?.id });
  expect(await caseworker.submit()).toEqual({ kind: 'cleared' });
  expect(caseworker.screen.modals()).toEqual([]);
});

test.each<[string, object | undefined, string]>([
  [
    'errors for what is no input',
    { response_action: 'errors', errors: { nothing: 'x' } },
    'no input block is called nothing',
  ],
  [
    'a view that is refused',
    { response_action: 'update', view: { type: 'modal' } },
    'invalid_arguments missing required field: title [json-pointer:/view]',
  ],
  ['an unknown action', { response_action: 'dance' }, 'the answer is no response_action that Slack knows'],
])('%s is trouble, and the form stays', async (_, answer, reason) => {
  app.view('case', ({ ack }) => ack(answer as never));
  await open(form('case'));
  expect(await caseworker.submit()).toMatchObject({ kind: 'trouble', reason: expect.stringContaining(reason) });
  expect(caseworker.screen.modals()).toHaveLength(1);
});

test('a form that is not acknowledged within three seconds stays', async () => {
  let heard = () => {};
  const asked = new Promise<void>(resolve => {
    heard = resolve;
  });
  app.view('case', async () => heard());
  await open(form('case'));
  const submitted = caseworker.submit();
  await asked;
  clock.advance(3000);
  expect(await submitted).toEqual({ kind: 'trouble', reason: 'timeout' });
  expect(caseworker.screen.modals()).toHaveLength(1);
});

test('at most three modals lie upon each other', async () => {
  const errors: string[] = [];
  app.action('more', async ({ ack, body, client }) => {
    const trigger_id = 'trigger_id' in body ? body.trigger_id : '';
    const pushed = client.views.push({ trigger_id, view: more });
    await pushed.catch((error: { data: { error: string } }) => errors.push(error.data.error));
    await ack();
  });
  const button = { type: 'button', action_id: 'more', text: plain('More') };
  const more = form('case', [{ type: 'actions', elements: [button] }]);
  await open(more);
  for (let count = 1; count <= 3; count += 1) await caseworker.press('modal', 'more');
  expect(caseworker.screen.modals()).toHaveLength(3);
  expect(errors).toEqual(['push_limit_reached']);
});

test('a view is updated only from the state that the app knows', async () => {
  await open(form('case'));
  const [view] = caseworker.screen.modals();
  const update = (hash: string) => app.client.views.update({ view_id: view?.id ?? '', hash, view: form('changed') });
  await update(view?.hash ?? '');
  expect(caseworker.screen.modals()[0]?.callback_id).toBe('changed');
  expect((await refusal(update(view?.hash ?? ''))).error).toBe('hash_conflict');
  const lost = app.client.views.update({ view_id: 'V0NOTHING', view: form('case') });
  expect((await refusal(lost)).error).toBe('not_found');
});

test('an app that wants to know hears of a form that was closed', async () => {
  const seen: unknown[] = [];
  app.view({ type: 'view_closed', callback_id: 'case' }, async ({ ack, body }) => {
    await ack();
    seen.push('is_cleared' in body && body.is_cleared);
  });
  await open(form('case', [], { notify_on_close: true }));
  await caseworker.close();
  await open(form('case', [], { notify_on_close: true }));
  await caseworker.close({ all: true });
  expect(seen).toEqual([false, true]);
});

test('the Home tab is published, opened and used', async () => {
  app.event('app_home_opened', async ({ event, client }) => {
    const button = { type: 'button' as const, action_id: 'help', text: plain('Help') };
    const blocks = [{ type: 'actions' as const, elements: [button] }];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
  const pressed: unknown[] = [];
  app.action('help', async ({ ack, body }) => {
    await ack();
    pressed.push(body.type === 'block_actions' && body.view?.type, 'response_url' in body);
  });
  caseworker.openApp();
  await caseworker.screen.waitForHome();
  await caseworker.press('home', 'help');
  expect(pressed).toEqual(['home', false]);
});

test('a command is heard, and answered for one person alone', async () => {
  app.command('/chair', async ({ ack, command }) => ack(`You asked ${command.text}`));
  await caseworker.command(casework, '/chair', 'who is on');
  expect(caseworker.screen.messages(casework)).toMatchObject([{ text: 'You asked who is on', is_ephemeral: true }]);
  expect(casework.messages()).toEqual([]);
  await expect(caseworker.command(casework, '/table')).rejects.toThrow('/table is not a valid command');
});

test('an address for answers is good five times, for half an hour', async () => {
  const urls: string[] = [];
  app.command('/chair', async ({ ack, command }) => {
    await ack();
    urls.push(command.response_url);
  });
  const answer = async (url = '', body: object = { text: 'x', response_type: 'in_channel' }) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return [response.status, ((await response.json()) as { error?: string }).error];
  };
  await caseworker.command(casework, '/chair');
  for (let count = 1; count <= 4; count += 1) expect(await answer(urls[0])).toEqual([200, undefined]);
  expect(await answer(urls[0], { blocks: [{ type: 'nothing' }] })).toEqual([400, 'invalid_blocks']);
  expect(await answer(urls[0])).toEqual([404, 'used_url']);
  expect(casework.messages()).toHaveLength(4);
  await caseworker.command(casework, '/chair');
  clock.advance(30 * 60 * 1000 + 1);
  expect(await answer(urls[1])).toEqual([404, 'expired_url']);
});

test('a shortcut on a message carries the message', async () => {
  const seen: unknown[] = [];
  app.shortcut('to_case', async ({ ack, shortcut }) => {
    await ack();
    seen.push(shortcut.type === 'message_action' && shortcut.message.text, shortcut.callback_id);
  });
  const { ts } = caseworker.say(casework, 'please help');
  await caseworker.messageShortcut('to_case', casework, ts);
  expect(seen).toEqual(['please help', 'to_case']);
  await expect(caseworker.shortcut('to_case')).rejects.toThrow('There is no global shortcut to_case');
});

test('a menu’s choices may come from the app, and are what is chosen', async () => {
  app.options('place', ({ ack, payload }) =>
    ack({ options: [{ text: plain(`${payload.value} North`), value: 'north' }] }),
  );
  const seen: unknown[] = [];
  app.view('case', async ({ ack, view }) => {
    seen.push(view.state.values.place?.place?.selected_option?.value);
    await ack();
  });
  await open(form('case', [ask('place', { type: 'external_select', min_query_length: 2 })]));
  expect(await caseworker.suggest('modal', 'place', 'L')).toEqual([]);
  const [choice] = await caseworker.suggest('modal', 'place', 'Le');
  expect(choice?.text.text).toBe('Le North');
  await caseworker.submit({ place: choice ?? null });
  expect(seen).toEqual(['north']);
});

test('a file in a form is uploaded before the form is sent', async () => {
  const seen: unknown[] = [];
  app.view('case', async ({ ack, view, client }) => {
    const [file] = view.state.values.letter?.letter?.files ?? [];
    seen.push((await client.files.info({ file: file?.id ?? '' })).file?.name);
    await ack();
  });
  await open(form('case', [ask('letter', { type: 'file_input' })]));
  await caseworker.attach('letter', [{ name: 'letter.pdf', bytes: Buffer.from('a letter') }]);
  expect(await caseworker.submit()).toEqual({ kind: 'closed' });
  expect(seen).toEqual(['letter.pdf']);
});
