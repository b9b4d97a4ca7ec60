import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { createConsoleChannel } from '../../src/channels/console/console-channel.ts';
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts';

const reply = {
  text: 'My cases',
  language: 'en',
  sections: [
    { text: 'amber-river 27', choices: [{ id: 'open:1', label: 'Open one' }] },
    { text: 'quiet-stone 31', choices: [{ id: 'open:2', label: 'Open two' }] },
  ],
  choices: [{ id: 'more', label: 'More' }],
};
const telegram = createTelegramChannel({
  token: '4242:sections',
  apiRoot: 'http://127.0.0.1:1',
  messagesPerSecond: 1,
  messagesPerSecondPerChat: 1,
  commands: [],
});
const terminal = createConsoleChannel(new PassThrough(), new PassThrough(), () => {});

test.each([
  ['Telegram', telegram],
  ['the console', terminal],
])('sections are one text in %s, with all their choices below it, in their order', (_, channel) => {
  const [chunk, ...rest] = channel.render(reply);
  expect(rest).toEqual([]);
  expect(chunk?.text).toMatch(/^My cases\n\namber-river 27\n\nquiet-stone 31/);
  expect(chunk?.choices.map(({ id }) => id)).toEqual(['open:1', 'open:2', 'more']);
});
