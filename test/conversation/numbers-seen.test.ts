import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Feature, FeatureTurn, TimelyTurn } from '../../src/features/feature.ts';
import type { Choice, Reply } from '../../src/messages/reply.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';
import { until } from '../support/until.ts';

let spine: Spine;
let timely: TimelyTurn[] = [];
const pressed: string[] = [];
let lastUserId = 700;
let skewMs = 0;

const choices = (...labels: string[]): Choice[] => labels.map(label => ({ id: `cases:${label}`, label }));
const asks = (text: string, ...labels: string[]): Reply => ({ text, language: 'en', choices: choices(...labels) });

const cases: Feature = {
  name: 'cases',
  state: z.unknown(),
  async think({ content }): Promise<FeatureTurn> {
    if (content.kind === 'choice') pressed.push(content.choiceId);
    return answer('noted');
  },
  tick: async () => timely,
};

beforeAll(async () => {
  spine = await startSpine(
    ({ text = '' }) => ({ ...answer(''), replies: text === '/start' ? [] : [asks('Which?', 'tea', 'milk')] }),
    () => Date.now() + skewMs,
    { features: [cases] },
  );
}, 60_000);
afterAll(() => spine.stop());

async function meet() {
  const userId = ++lastUserId;
  const member = spine.telegram.user(userId);
  member.say('something');
  await member.waitForMessage(({ text }) => text === 'Which?');
  return { member, conversationId: await spine.conversationOf(userId), userId };
}

/** Says something by itself. */
async function say(conversationId: string, reply: Reply) {
  timely = [{ posts: [{ to: { conversationId }, reply }], writes: [] }];
  await spine.tick();
  timely = [];
}

/** Resolves when it is known to have arrived: nobody answers what they have not seen. */
async function remind(conversationId: string, reply: Reply) {
  await say(conversationId, reply);
  const waiting = { conversationId, status: { in: ['queued' as const, 'sending' as const] } };
  await until(async () => (await spine.database.prisma.outboundMessage.count({ where: waiting })) === 0);
}

test('a number stands for a choice of the last answer', async () => {
  const { member } = await meet();
  member.say('2');
  await member.waitForMessage(({ text }) => text === 'noted');
  expect(pressed.at(-1)).toBe('cases:milk');
});

test('a number stands for a choice of what came by itself since, in the digits of any script', async () => {
  const { member, conversationId } = await meet();
  await remind(conversationId, asks('Tomorrow at nine', 'cancel', 'map', 'more'));
  member.say('٣');
  await member.waitForMessage(({ text }) => text === 'noted');
  expect(pressed.at(-1)).toBe('cases:more');
});

test('and for nothing, where what came last offers nothing', async () => {
  const { member, conversationId } = await meet();
  await remind(conversationId, { text: 'Doors open at eight', language: 'en' });
  const before = pressed.length;
  member.say('1');
  await member.waitForMessage(({ text }) => text === 'Which?');
  expect(pressed).toHaveLength(before);
});

test('never for a choice of what came only after it was said, while we were away', async () => {
  const { member, conversationId, userId } = await meet();
  await remind(conversationId, asks('Tomorrow at nine', 'map', 'cancel'));
  await spine.receive({
    externalId: 'said-before',
    from: { channel: 'telegram', id: String(userId) },
    place: 'private',
    sentAtMs: Date.now() - 60_000,
    content: { kind: 'text', text: '2' },
  });
  await member.waitForMessage(({ text }) => text === 'noted');
  expect(pressed.at(-1)).toBe('cases:milk');
});

test('though it is known to have arrived only long after it was seen', async () => {
  const { member, conversationId } = await meet();
  spine.telegram.events.once('message', () => {
    skewMs = 60_000;
  });
  await remind(conversationId, asks('Tomorrow at nine', 'cancel', 'map', 'more'));
  skewMs = 0;
  member.say('3');
  await member.waitForMessage(({ text }) => text === 'noted');
  expect(pressed.at(-1)).toBe('cases:more');
});

test('and for nothing while it is not known whether what came by itself has arrived', async () => {
  const { member, conversationId } = await meet();
  spine.telegram.fault({ kind: 'drop-after' }, { method: 'sendMessage' });
  await say(conversationId, asks('Tomorrow at nine', 'cancel', 'map'));
  await member.waitForMessage(({ text }) => text === 'Tomorrow at nine');
  const before = pressed.length;
  member.say('2');
  await member.waitForMessage(({ text }) => text === 'Which?');
  expect(pressed).toHaveLength(before);
});

test('a message that is changed where it stands, further up, offers nothing to a number', async () => {
  const { member, conversationId } = await meet();
  await remind(conversationId, { ...asks('Your ticket', 'leaveTheList'), name: 'ticket' });
  await remind(conversationId, asks('It is moved', 'seeTicket', 'leaveTheList'));
  await remind(conversationId, { ...asks('Your ticket, changed', 'leaveTheList'), name: 'ticket' });
  expect(member.messages().at(-1)?.text).toBe('It is moved');
  member.say('1');
  await member.waitForMessage(({ text }) => text === 'noted');
  expect(pressed.at(-1)).toBe('cases:seeTicket');
});
