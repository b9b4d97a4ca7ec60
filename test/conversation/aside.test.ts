import { afterAll, beforeAll, test } from '@jest/globals';
import { z } from 'zod';
import type { Feature } from '../../src/features/feature.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';

/** Keeps words until it is told to send them. */
const letters: Feature<{ letter: string }> = {
  name: 'letters',
  state: z.object({ letter: z.string() }),
  keeps: () => true,
  claims: ({ text = '' }) => text.startsWith('write ') || text === 'send',
  think({ text = '' }, state) {
    if (text === 'send')
      return { replies: [{ text: `Sent: ${state?.letter ?? 'nothing'}`, language: 'en' }], next: 'start' };
    return { replies: [{ text: 'Shall I send it?', language: 'en' }], next: { wait: { letter: text.slice(6) } } };
  },
};
/** Asks something of its own, and keeps nothing. */
const quiz: Feature<number> = {
  name: 'quiz',
  state: z.number(),
  claims: ({ text }) => text === 'quiz',
  think: (_, asked = 0) => ({ replies: [{ text: `Question ${asked}`, language: 'en' }], next: { wait: asked + 1 } }),
};

let spine: Spine;
let lastUserId = 900;

beforeAll(async () => {
  spine = await startSpine(({ text = '' }) => answer(`The questions hear ${text}`), Date.now, {
    features: [letters as Feature, quiz as Feature],
  });
}, 180_000);
afterAll(() => spine.stop());

async function talk(...exchanges: [words: string, reply: string][]): Promise<void> {
  lastUserId += 1;
  const member = spine.telegram.user(lastUserId);
  for (const [words, reply] of exchanges) {
    member.say(words);
    await member.waitForMessage(({ text }) => text === reply);
  }
}

test('what must not be lost is given back, whoever has answered meanwhile', async () => {
  await talk(
    ['write dear all', 'Shall I send it?'],
    ['quiz', 'Question 0'],
    ['next', 'Question 1'],
    ['send', 'Sent: dear all'],
    ['send', 'Sent: nothing'],
  );
});

test('the newest of it is kept, and of a feature that keeps nothing, nothing', async () => {
  await talk(
    ['write one', 'Shall I send it?'],
    ['quiz', 'Question 0'],
    ['write two', 'Shall I send it?'],
    ['quiz', 'Question 0'],
    ['send', 'Sent: two'],
    ['hello', 'The questions hear hello'],
  );
});
