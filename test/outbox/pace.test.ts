import { expect, test } from '@jest/globals';
import { Pacer } from '../../src/outbox/pace.ts';

/** A clock that sleeps by moving on. */
function fakeClock() {
  const clock = {
    ms: 1_000_000,
    nowMs: () => clock.ms,
    async sleep(ms: number) {
      clock.ms += ms;
    },
  };
  return clock;
}

test('never sends more to a platform than it allows', async () => {
  const clock = fakeClock();
  const pacer = new Pacer({ messagesPerSecond: 30, messagesPerSecondPerChat: 1 }, clock);
  const startedMs = clock.ms;
  for (let index = 0; index < 300; index++) expect(await pacer.turn(`chat ${index}`)).toBe(true);
  expect(300 - 10).toBeLessThanOrEqual(((clock.ms - startedMs) / 1000) * 30 + 1);
});

test('lets a chat have a short burst, then one a second', async () => {
  const clock = fakeClock();
  const pacer = new Pacer({ messagesPerSecond: 1000, messagesPerSecondPerChat: 1 }, clock);
  const startedMs = clock.ms;
  for (let index = 0; index < 3; index++) await pacer.turn('one');
  expect(clock.ms - startedMs).toBeLessThan(10);
  await pacer.turn('one');
  expect(clock.ms - startedMs).toBeGreaterThanOrEqual(990);
});

test('spares the chat that the platform asked to spare, and holds up nobody else', async () => {
  const clock = fakeClock();
  const pacer = new Pacer({ messagesPerSecond: 1000, messagesPerSecondPerChat: 1 }, clock);
  pacer.spare('one', 30);
  expect(await pacer.turn('one')).toBe(false);
  expect(await pacer.turn('another')).toBe(true);
  clock.ms += 30_000;
  expect(await pacer.turn('one')).toBe(true);
});

test('lets whoever yields wait for all others, and for those that come meanwhile', async () => {
  const clock = fakeClock();
  const pacer = new Pacer({ messagesPerSecond: 10, messagesPerSecondPerChat: 1 }, clock);
  for (let index = 0; index < 10; index++) await pacer.turn(`burst ${index}`);
  const order: string[] = [];
  const take = async (name: string, yields: boolean) => {
    if (await pacer.turn(name, yields)) order.push(name);
  };
  const yielding = [take('bulk 1', true), take('bulk 2', true)];
  await Promise.all([...yielding, take('answer 1', false), take('answer 2', false)]);
  expect(order).toEqual(['answer 1', 'answer 2', 'bulk 1', 'bulk 2']);
});

test('gives those that yield every turn that nobody else takes', async () => {
  const clock = fakeClock();
  const pacer = new Pacer({ messagesPerSecond: 30, messagesPerSecondPerChat: 1 }, clock);
  const startedMs = clock.ms;
  for (let index = 0; index < 300; index++) expect(await pacer.turn(`chat ${index}`, true)).toBe(true);
  expect(300 / ((clock.ms - startedMs) / 1000)).toBeGreaterThanOrEqual(30);
});

test('holds nobody who yields longer than another queue should, nor behind a chat that is spared', async () => {
  const clock = fakeClock();
  const pacer = new Pacer({ messagesPerSecond: 1, messagesPerSecondPerChat: 1 }, clock);
  pacer.spare('spared', 30);
  expect(await pacer.turn('spared', true)).toBe(false);
  for (let index = 0; index < 10; index++) await pacer.turn(`burst ${index}`);
  expect(await Promise.all(Array.from({ length: 6 }, (_, index) => pacer.turn(`chat ${index}`, true)))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
