import { expect, test } from '@jest/globals';
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts';
import { startTelegramServer } from '../../src/playground/telegram/telegram-server.ts';

const TOKEN = '4242:timeout';

test('a message that Telegram does not answer in time counts as perhaps sent, and is worth another try', async () => {
  const telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' });
  const channel = createTelegramChannel({
    token: TOKEN,
    apiRoot: telegram.apiRoot,
    requestTimeoutSeconds: 0.2,
    messagesPerSecond: 1000,
    messagesPerSecondPerChat: 1000,
    commands: [],
  });
  telegram.user(7).say('/start');
  telegram.fault({ kind: 'delay', delayMs: 1000 }, { method: 'sendMessage' });
  const [chunk] = channel.render({ text: 'are you there', language: 'en' });
  if (!chunk) throw new Error('A reply was rendered to nothing.');
  await expect(channel.send('7', chunk)).rejects.toMatchObject({ retryable: true, maybeSent: true });
  await telegram.stop();
});
