import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { findOrCreateConversations } from '../../src/database/conversations.ts';
import { openLookupHash } from '../../src/database/lookup-hash.ts';
import type { Feature, FeatureTurn, Heard } from '../../src/features/feature.ts';
import type { Form } from '../../src/messages/form.ts';
import type { Inbound, InboundContent } from '../../src/messages/inbound.ts';
import type { Reply } from '../../src/messages/reply.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';

const ROOM = 'ROOM';
const form: Form = { id: 'desk:reply:1', title: 'Reply', language: 'en', fields: [], submit: 'Send' };
const say = (text: string, more: Partial<Reply> = {}): Reply => ({ text, language: 'en', ...more });
const turn = (...replies: Reply[]): FeatureTurn => ({ replies, next: { wait: { page: 2 } } });

const heard: Heard[] = [];
const desk: Feature<{ page: number }> = {
  name: 'desk',
  state: z.object({ page: z.number() }),
  claims: ({ content }) => content.kind === 'command' && content.name === 'desk',
  think(hears, state) {
    heard.push(hears);
    const { content } = hears;
    if (content.kind === 'choice' && content.choiceId === 'desk:form')
      return turn(say('first'), say('with a form', { form }));
    if (content.kind === 'choice' && content.choiceId === 'desk:refuse') return turn(say('only colleagues may'));
    return turn(say(`The desk hears ${content.kind} on page ${state?.page ?? 'none'}`, { replaces: true }));
  },
};
const journey: Feature<{ steps: number }> = {
  name: 'journey',
  state: z.object({ steps: z.number() }),
  claims: ({ text }) => text === 'set out',
  think: (_, state) => {
    const steps = (state?.steps ?? 0) + 1;
    return { replies: [say(`Step ${steps}`)], next: { wait: { steps } } };
  },
};
const guide: Feature = {
  name: 'guide',
  state: z.unknown(),
  introduce: () => [say('Welcome.')],
  think: () => ({ replies: [], next: 'start' }),
};

let spine: Spine;
let lastUserId = 600;

beforeAll(async () => {
  spine = await startSpine(({ text = '' }) => answer(`The questions hear ${text}`), Date.now, {
    features: [desk as Feature, journey as Feature, guide],
  });
}, 60_000);
afterEach(() => {
  heard.length = 0;
  spine.placements.length = 0;
});
afterAll(() => spine.stop());

function newColleague() {
  lastUserId += 1;
  const id = lastUserId;
  const member = spine.telegram.user(id);
  return {
    member,
    hear: (words: string) => member.waitForMessage(({ text }) => text?.includes(words) === true),
    /** Does something where it is not said to the bot. */
    does: (content: InboundContent, more: Partial<Inbound> = {}) =>
      spine.receive({
        from: { channel: 'telegram', id: String(id) },
        externalId: randomUUID(),
        place: 'room',
        roomId: ROOM,
        sentAtMs: Date.now(),
        content,
        ...more,
      }),
  };
}

const press = (choiceId: string): InboundContent => ({ kind: 'choice', choiceId, messageId: '77' });

describe('what somebody does in a room of staff', () => {
  test('is answered there, for their eyes alone, and replaces nothing that others see', async () => {
    const { member, hear, does } = newColleague();
    member.say('hello');
    await hear('The questions hear hello');
    spine.placements.length = 0;
    await does(press('desk:page'));
    await hear('The desk hears choice');
    expect(heard).toMatchObject([{ place: 'room', roomId: ROOM }]);
    const deliveryId = expect.stringMatching(/^\d+\.0\.1\.[0-9a-f]{24}$/);
    expect(spine.placements).toEqual([{ inRoom: ROOM, deliveryId, attempt: 1 }]);
  });

  test('leaves their own conversation where it was, and sees nothing of it', async () => {
    const { member, hear, does } = newColleague();
    member.say('set out');
    await hear('Step 1');
    await does(press('desk:page'));
    await hear('on page none');
    await does({ kind: 'form', formId: 'desk:form', values: {} });
    await hear('The desk hears form on page none');
    member.say('go on');
    await hear('Step 2');
  });

  test('is nobody’s business when nobody claims it', async () => {
    const { member, hear, does } = newColleague();
    member.say('set out');
    await hear('Step 1');
    const before = member.messages().length;
    await does({ kind: 'command', name: 'weather', argument: 'today' });
    await does({ kind: 'home' }, { place: 'private' });
    await does({ kind: 'command', name: 'desk', argument: '' });
    await hear('The desk hears command');
    expect(member.messages()).toHaveLength(before + 1);
    await expect(spine.database.prisma.inboundMessage.count({ where: { status: 'waiting' } })).resolves.toBe(0);
  });

  test('fills the window that was opened for it, with the form or else with what is said', async () => {
    const { member, hear, does } = newColleague();
    member.say('hello');
    await hear('The questions hear hello');
    spine.placements.length = 0;
    await does(press('desk:form'), { windowId: 'W1' });
    await hear('with a form');
    await does(press('desk:refuse'), { windowId: 'W2' });
    await hear('only colleagues may');
    const places = spine.placements.map(({ deliveryId: _, ...place }) => place);
    expect(places).toHaveLength(3);
    // Neither waits for the other.
    expect(places).toEqual(
      expect.arrayContaining(
        [{ inRoom: ROOM }, { windowId: 'W1' }, { windowId: 'W2' }].map(place => ({ ...place, attempt: 1 })),
      ),
    );
  });

  test('asks no form where others read along', async () => {
    const { member, hear, does } = newColleague();
    member.say('set out');
    await hear('Step 1');
    await does(press('desk:form'));
    await hear('with a form');
    member.say('go on');
    await hear('Step 2');
  });
});

test('a page that is looked at first takes nobody’s welcome', async () => {
  const { member, hear, does } = newColleague();
  await does({ kind: 'home' }, { place: 'private' });
  member.say('hello');
  await hear('The questions hear hello');
  expect(member.messages().map(({ text }) => text)).toContain('Welcome.');
});

test('who speaks to us where we have only written until now is answered, and nothing waits for ever', async () => {
  const { member, hear } = newColleague();
  const { database, seal } = spine;
  const hash = await openLookupHash(database, seal);
  const address = { channel: 'telegram', id: String(lastUserId) } as const;
  const [room] = await database.prisma.$transaction(transaction =>
    findOrCreateConversations({ seal, hash }, transaction, [address], 'rooms'),
  );
  expect(room?.personId).toBeNull();
  member.say('is somebody there');
  await hear('The questions hear is somebody there');
  await expect(database.prisma.inboundMessage.count({ where: { status: 'waiting' } })).resolves.toBe(0);
});
