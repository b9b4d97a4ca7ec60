import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { FakeClock } from './fake-clock.ts';
import { refusal, webClient } from './slack-web-client.ts';

let slack: SlackServer;
let caseworker: SlackMember;
let casework: Conversation;

beforeEach(async () => {
  slack = await startSlackServer({ clock: new FakeClock() });
  caseworker = slack.person('Caseworker A');
  casework = slack.channel('casework', { members: [caseworker] });
});

afterEach(() => slack.stop());

function fetchFile(url: string, token?: string) {
  return fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
}

test('Slack’s own client uploads a file in three steps, into a thread', async () => {
  const { ts } = caseworker.say(casework, 'the form?');
  const upload = { file: Buffer.from('a form'), filename: 'form.txt', title: 'The form' };
  await webClient(slack).files.uploadV2({ ...upload, channel_id: casework.id, thread_ts: ts, initial_comment: 'here' });
  const message = casework.messages().at(-1);
  expect(message).toMatchObject({ subtype: 'file_share', thread_ts: ts, text: 'here' });
  expect(message?.files?.[0]).toMatchObject({ name: 'form.txt', title: 'The form', mimetype: 'text/plain', size: 6 });
});

test('a file is downloaded with the bot’s token, and without it leads to a page that asks to sign in', async () => {
  const { files } = caseworker.upload(casework, { name: 'letter.pdf', bytes: Buffer.from('a letter') });
  const [file] = files ?? [];
  const url = file && 'url_private' in file ? file.url_private : '';
  expect(await (await fetchFile(url, slack.botToken)).text()).toBe('a letter');
  const page = await fetchFile(url);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
  expect((await fetchFile(url, 'xoxb-wrong')).redirected).toBe(true);
});

test('a file is deleted by the app that uploaded it, once, and leaves a tombstone where it stood', async () => {
  const client = webClient(slack);
  await client.files.uploadV2({ file: Buffer.from('a form'), filename: 'form.txt', channel_id: casework.id });
  const message = casework.messages().at(-1);
  const file = message?.files?.[0]?.id ?? '';
  await client.files.delete({ file });
  expect(casework.find(message?.ts ?? '')?.files).toEqual([{ id: file, mode: 'tombstone' }]);
  expect((await refusal(client.files.info({ file }))).error).toBe('file_not_found');
  expect((await refusal(client.files.delete({ file }))).error).toBe('file_not_found');
  const theirs =
    caseworker.upload(casework, { name: 'letter.pdf', bytes: Buffer.from('a letter') }).files?.[0]?.id ?? '';
  expect((await refusal(client.files.delete({ file: theirs }))).error).toBe('cant_delete_file');
});

test('a file is there only when its bytes have come, all of them, and it was completed', async () => {
  const client = webClient(slack);
  expect((await refusal(client.apiCall('files.getUploadURLExternal', { filename: 'a.txt' }))).error).toBe(
    'invalid_arguments',
  );
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 });
  const complete = () => client.files.completeUploadExternal({ files: [{ id: file_id }], channel_id: casework.id });
  expect((await refusal(complete())).error).toBe('file_not_found');
  expect((await fetch(upload_url, { method: 'POST', body: 'four' })).status).toBe(400);
  expect(await (await fetch(upload_url, { method: 'PUT', body: 'abc' })).text()).toBe('OK - 3');
  expect((await refusal(client.files.info({ file: file_id }))).error).toBe('file_not_found');
  await complete();
  expect((await client.files.info({ file: file_id })).file?.channels).toEqual([casework.id]);
  expect((await refusal(complete())).error).toBe('file_not_found');
});
