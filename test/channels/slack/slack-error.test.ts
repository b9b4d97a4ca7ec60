import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { webApi } from '@slack/bolt';
import { SendError } from '../../../src/channels/send-error.ts';
import { createSlackChannel, type SlackChannel } from '../../../src/channels/slack/slack-channel.ts';
import { toSendError } from '../../../src/channels/slack/slack-error.ts';
import { log } from '../../../src/log.ts';
import { type SlackServer, startSlackServer } from '../../../src/playground/slack/slack-server.ts';
import { sayInTests } from '../../support/slack-say.ts';

let slack: SlackServer;
let channel: SlackChannel;

beforeAll(async () => {
  slack = await startSlackServer({ limits: 'off' });
});
afterAll(() => slack.stop());
beforeEach(() => {
  jest.restoreAllMocks();
  slack.clearFaults();
  channel = channelAt(slack.apiUrl);
});

function channelAt(apiUrl: string): SlackChannel {
  const { botToken, signingSecret } = slack;
  return createSlackChannel({ apiUrl, botToken, signingSecret, say: sayInTests });
}

async function failureOf(sendingTo: SlackChannel, chatId: string): Promise<SendError> {
  const [chunk] = sendingTo.render({ text: 'words of the bot', language: 'en' });
  if (!chunk) throw new Error('A reply was rendered to nothing.');
  const error = await sendingTo.send(chatId, chunk).catch((thrown: unknown) => thrown);
  if (error instanceof SendError) return error;
  throw new Error('It did not fail.');
}

describe('what Slack refuses', () => {
  test.each([
    ['user_disabled', { retryable: false, recipientGone: true }],
    ['channel_not_found', { retryable: false, recipientGone: true }],
    ['is_archived', { retryable: false, recipientGone: true }],
    ['not_in_channel', { retryable: false, recipientGone: true }],
    ['msg_too_long', { retryable: false, recipientGone: false }],
    ['invalid_blocks', { retryable: false, recipientGone: false }],
    ['invalid_auth', { retryable: false, recipientGone: false }],
    ['token_revoked', { retryable: false, recipientGone: false }],
    ['account_inactive', { retryable: false, recipientGone: false }],
    ['missing_scope', { retryable: false, recipientGone: false }],
    ['service_unavailable', { retryable: true, recipientGone: false, maybeSent: false }],
    ['internal_error', { retryable: true, recipientGone: false, maybeSent: true }],
    ['fatal_error', { retryable: true, recipientGone: false, maybeSent: true }],
  ])('%s is what its code says', async (code, facts) => {
    slack.fault({ kind: 'error', code }, { method: 'chat.postMessage' });
    expect(await failureOf(channel, slack.person('Member').user.id)).toMatchObject({ code, ...facts });
  });

  test.each([
    ['invalid_auth', 'Slack refuses SLACK_BOT_TOKEN (invalid_auth): copy the token again'],
    ['missing_scope', 'The token in SLACK_BOT_TOKEN lacks a scope: compare the app with docs/slack-app-manifest.yaml'],
  ])('%s is told to whoever runs the bot, with its remedy', async (code, remedy) => {
    const error = jest.spyOn(log, 'error');
    slack.fault({ kind: 'error', code }, { method: 'conversations.open' });
    await failureOf(channel, slack.person('Member').user.id);
    expect(error.mock.calls).toEqual([[{ code }, expect.stringContaining(remedy)]]);
  });

  test('of somebody it does not know says that nobody is there', async () => {
    expect(await failureOf(channel, 'U1000001')).toMatchObject({ code: 'user_not_found', recipientGone: true });
  });

  test('before a message was on its way cannot have sent it', async () => {
    slack.fault({ kind: 'drop-after' }, { method: 'conversations.open' });
    const failure = await failureOf(channel, slack.person('Member').user.id);
    expect(failure).toMatchObject({ code: 'no answer', retryable: true, maybeSent: false });
  });
});

describe('a Slack that is not there', () => {
  /** As Node's `fetch` says it; what Jest puts between hides the cause. */
  const refusedWith = (code: string) =>
    new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }));

  test.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['UND_ERR_CONNECT_TIMEOUT', false],
    ['ECONNRESET', true],
    ['UND_ERR_SOCKET', true],
  ])('with %s is worth another try, and may have taken the message: %s', (code, maybeSent) => {
    expect(toSendError(refusedWith(code))).toMatchObject({ code: 'no answer', retryable: true, maybeSent });
  });

  test('but a page of a proxy in its place: no word of that page is kept, and it is tried again', async () => {
    const proxy = createServer((_, response) => response.end('<!DOCTYPE html><title>Sign in, member</title>'));
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const failure = await failureOf(channelAt(`http://127.0.0.1:${port}/api/`), 'C1000001');
    expect(failure).toMatchObject({ code: 'no answer', retryable: true, maybeSent: true });
    proxy.closeAllConnections();
    await new Promise(resolve => proxy.close(resolve));
  });
});
