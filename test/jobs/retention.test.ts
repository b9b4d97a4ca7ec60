import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deleteOldMessages } from '../../src/jobs/retention.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
let spine: Spine;

beforeAll(async () => {
  spine = await startSpine(({ text = '' }) => {
    if (text === 'poison') throw new TypeError('poison');
    return answer('ok');
  });
}, 60_000);
afterAll(() => spine.stop());

test('messages are deleted when they are too old, and what was set aside is kept for those who must look at it', async () => {
  const member = spine.telegram.user(1);
  member.say('hello');
  await member.waitForMessage(message => message.text === 'ok');
  member.say('poison');
  await member.waitForMessage(message => message.text === 'We are sorry.', 30_000);
  // What was sent before is booked before the next is sent.
  member.say('hello again');
  await member.waitForMessage(message => message.text === 'ok');
  const { prisma } = spine.database;

  expect(await deleteOldMessages(spine.database, 7, Date.now() + 6 * DAY_MS)).toBe(0);
  expect(await deleteOldMessages(spine.database, 7, Date.now() + 8 * DAY_MS)).toBeGreaterThanOrEqual(4);
  expect(await prisma.inboundMessage.findMany({ select: { status: true } })).toEqual([{ status: 'setAside' }]);
  expect(await prisma.outboundMessage.count()).toBeLessThanOrEqual(1);
}, 60_000);
