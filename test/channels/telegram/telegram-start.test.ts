import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createTelegramChannel, type TelegramChannel } from '../../../src/channels/telegram/telegram-channel.ts';
import type { Inbound } from '../../../src/messages/inbound.ts';
import { startTelegramServer, type TelegramServer } from '../../../src/playground/telegram/telegram-server.ts';

const TOKEN = '4242:start';
const HOUR_SECONDS = 3600;

let telegram: TelegramServer;
let channel: TelegramChannel;

beforeEach(async () => {
  telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' });
  channel = channelWith(TOKEN);
});
afterEach(async () => {
  await channel.stop();
  await telegram.stop();
});

function channelWith(token: string, webhook?: { url: string; secretToken: string }): TelegramChannel {
  const commands = [{ command: 'help', description: 'What you can ask' }];
  return createTelegramChannel({
    token,
    webhook,
    apiRoot: telegram.apiRoot,
    messagesPerSecond: 1000,
    messagesPerSecondPerChat: 1000,
    commands: [
      { language: 'en', commands },
      { language: 'fr', commands },
    ],
  });
}

/** The first message that arrives. */
async function startAndHear(): Promise<Inbound> {
  const heard = new Promise<Inbound>(resolve => {
    void channel.start(async inbound => resolve(inbound));
  });
  telegram.user(1).say('hello');
  return heard;
}

/** Resolves when a call of a method has been answered with a status. */
async function answered(method: string, status: number): Promise<void> {
  for (;;) {
    const [call] = (await once(telegram.events, 'call')) as [{ method: string; status: number }];
    if (call.method === method && call.status === status) return;
  }
}

describe('the start', () => {
  test('waits for no menu: Telegram may refuse that for an hour, and stopping does not wait either', async () => {
    telegram.fault({ kind: 'status', status: 429, retryAfterSeconds: HOUR_SECONDS }, { method: 'setMyCommands' });
    const refused = answered('setMyCommands', 429);
    expect((await startAndHear()).content).toEqual({ kind: 'text', text: 'hello' });
    await refused;
    expect(channel.ready()).toBe(true);
  });

  test('shows the menu of every language in the end, whatever befell the first tries', async () => {
    telegram.fault({ kind: 'drop-before' }, { method: 'setMyCommands' });
    telegram.fault({ kind: 'status', status: 429, retryAfterSeconds: 1 }, { method: 'setMyCommands' });
    const refused = answered('setMyCommands', 429);
    await channel.start(async () => {});
    await refused;
    await answered('setMyCommands', 200);
    await answered('setMyCommands', 200);
    const [bot] = telegram.world.bots;
    expect([...(bot?.commands.keys() ?? [])]).toEqual(['default/', 'default/fr']);
  });

  test('goes on to the next language when a menu is refused for good', async () => {
    telegram.fault({ kind: 'status', status: 400 }, { method: 'setMyCommands' });
    const shown = answered('setMyCommands', 200);
    await channel.start(async () => {});
    await shown;
    expect([...(telegram.world.bots[0]?.commands.keys() ?? [])]).toEqual(['default/fr']);
  });

  test.each(['getMe', 'deleteWebhook'])('outlives a %s that fails', async method => {
    telegram.fault({ kind: 'status', status: 502 }, { method });
    expect((await startAndHear()).content).toEqual({ kind: 'text', text: 'hello' });
  });

  test('outlives a setWebhook that fails, and is ready only then', async () => {
    telegram.fault({ kind: 'drop-before' }, { method: 'setWebhook' });
    const hooked = channelWith(TOKEN, { url: 'http://127.0.0.1:9/telegram', secretToken: 'secret' });
    const started = hooked.start(async () => {});
    expect(hooked.ready()).toBe(false);
    await started;
    expect(hooked.ready()).toBe(true);
    expect(telegram.world.bots[0]?.webhook?.url).toBe('http://127.0.0.1:9/telegram');
    await hooked.stop();
  });

  test('ends with a remedy when Telegram does not know the token', async () => {
    await expect(channelWith('4242:wrong').start(async () => {})).rejects.toThrow('TELEGRAM_BOT_TOKEN');
    telegram.fault({ kind: 'status', status: 401 }, { method: 'deleteWebhook' });
    await expect(channel.start(async () => {})).rejects.toThrow('TELEGRAM_BOT_TOKEN');
  });
});

describe('the link to a chat', () => {
  test('carries what is to be said, and is known to a worker, which starts nothing', async () => {
    const me = telegram.world.bot().user.username;
    expect(await channel.chatLink?.('GO7K3M9P')).toBe(`https://t.me/${me}?start=GO7K3M9P`);
    expect(channel.ready()).toBe(false);
  });

  test('is heard as a command with its words when somebody follows it', async () => {
    const heard = new Promise<Inbound>(resolve => {
      void channel.start(async inbound => resolve(inbound));
    });
    const link = new URL((await channel.chatLink?.('GO7K3M9P')) ?? '');
    telegram.user(1).say(`/start ${link.searchParams.get('start')}`);
    expect((await heard).content).toEqual({ kind: 'command', name: 'start', argument: 'GO7K3M9P' });
  });

  test('is not there while Telegram does not say who we are, nor for what no link can carry', async () => {
    telegram.fault({ kind: 'status', status: 502 }, { method: 'getMe' });
    expect(await channel.chatLink?.('GO7K3M9P')).toBeUndefined();
    expect(await channel.chatLink?.('GO7K3M9P')).toMatch(/^https:/);
    expect(await channel.chatLink?.('two words')).toBeUndefined();
  });
});
