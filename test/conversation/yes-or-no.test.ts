import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Feature } from '../../src/features/feature.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';
import { until } from '../support/until.ts';

let spine: Spine;
let lastUserId = 800;

/** Asks whether it is meant. */
const privacy: Feature<{ asked: true }> = {
  name: 'privacy',
  state: z.object({ asked: z.literal(true) }),
  asksYesOrNo: true,
  claims: ({ text }) => text === 'delete everything',
  think({ word }, state) {
    if (state && word === 'yes') return answer('deleted');
    const choices = [{ id: 'privacy:erase', label: 'Yes, delete everything' }];
    return { replies: [{ text: 'Really?', language: 'en', choices }], next: { wait: { asked: true } } };
  },
};
/** A caseworker has the conversation: all that is said goes to them. */
const cases: Feature = {
  name: 'cases',
  state: z.unknown(),
  claims: ({ text }) => text !== 'delete everything',
  think: () => answer('passed on'),
};

beforeAll(async () => {
  spine = await startSpine(() => answer('nobody'), Date.now, { features: [privacy as Feature, cases] });
}, 60_000);
afterAll(() => spine.stop());

/** Somebody who was asked. */
async function asked() {
  const userId = ++lastUserId;
  const member = spine.telegram.user(userId);
  member.say('hello');
  await member.waitForMessage(({ text }) => text === 'passed on');
  member.say('delete everything');
  await member.waitForMessage(({ text }) => text === 'Really?');
  return { member, conversationId: await spine.conversationOf(userId) };
}

/** The caseworker writes. @param afterSeconds so long it can be taken back. */
async function write(conversationId: string, afterSeconds = 0) {
  const reply = { text: 'I ring you at three.', language: 'en' };
  await spine.send([{ conversationId, reply, afterSeconds }]);
  const waits = { conversationId, status: { in: ['queued' as const, 'sending' as const] }, sendAfter: null };
  await until(async () => (await spine.database.prisma.outboundMessage.count({ where: waits })) === 0);
}

test('a plain yes is for who asked, though a caseworker gets all else', async () => {
  const { member } = await asked();
  member.say('yes');
  await expect(member.waitForMessage(({ text }) => text !== 'Really?')).resolves.toMatchObject({ text: 'deleted' });
});

test('a yes to what a caseworker has written since is for them', async () => {
  const { member, conversationId } = await asked();
  await write(conversationId);
  await member.waitForMessage(({ text }) => text === 'I ring you at three.');
  member.say('ok');
  await expect(member.waitForMessage()).resolves.toMatchObject({ text: 'passed on' });
});

test('what can still be taken back has been seen by nobody, and no yes is meant for it', async () => {
  const { member, conversationId } = await asked();
  await write(conversationId, 60);
  member.say('yes');
  await expect(member.waitForMessage(({ text }) => text !== 'Really?')).resolves.toMatchObject({ text: 'deleted' });
});

test('more than a plain yes is for the caseworker', async () => {
  const { member } = await asked();
  member.say('yes, but who are you?');
  await expect(member.waitForMessage(({ text }) => text !== 'Really?')).resolves.toMatchObject({ text: 'passed on' });
});
