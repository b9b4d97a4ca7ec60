import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Channel } from '../../src/channels/channel.ts';
import { SendError } from '../../src/channels/send-error.ts';
import type { Reply } from '../../src/messages/reply.ts';
import type { Outbound } from '../../src/outbox/outbound.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';
import { until } from '../support/until.ts';

let spine: Spine;
let conversationId: string;
/** What cannot be sent for now. */
let isStuck = (_words: string) => false;
const sent: string[] = [];
/** Windows in which it was said that nothing more comes. */
const givenUp: string[] = [];

/** Telegram, but for what is stuck. */
function withStuck(channel: Channel): Channel {
  const { send } = channel;
  return {
    ...channel,
    async giveUpWindow(windowId) {
      givenUp.push(windowId);
    },
    async send(chatId, chunk, placement) {
      if (isStuck(chunk.text)) throw new SendError({ code: 'stuck', retryable: true });
      sent.push(chunk.text);
      return send(chatId, chunk, placement);
    },
  };
}

beforeAll(async () => {
  spine = await startSpine(() => answer('ok'), Date.now, { changeChannel: withStuck });
  const member = spine.telegram.user(4001);
  member.say('hello');
  await member.waitForMessage(({ from }) => from?.is_bot === true);
  ({ id: conversationId } = await spine.database.prisma.conversation.findFirstOrThrow());
}, 60_000);
afterEach(() => {
  isStuck = () => false;
  sent.length = 0;
});
afterAll(() => spine.stop());

const say = (text: string, more: Partial<Outbound> = {}, reply: Partial<Reply> = {}): Outbound => ({
  conversationId,
  reply: { text, language: 'en', ...reply },
  ...more,
});
const arrived = (text: string) => until(() => sent.includes(text));

describe('deliveries in a lane', () => {
  test('of a window, a page and a room are not held up by a message of the same person that cannot be sent', async () => {
    isStuck = words => words === 'stuck';
    await spine.send([say('stuck')]);
    await spine.send([
      say('behind it'),
      say('window', { windowId: 'V1' }),
      say('page', {}, { onHomePage: true }),
      say('room', { inRoom: 'C1' }),
    ]);
    await Promise.all(['window', 'page', 'room'].map(arrived));
    expect(sent).not.toContain('behind it');
    isStuck = () => false;
    await arrived('behind it');
    expect(sent.slice(-2)).toEqual(['stuck', 'behind it']);
  });

  test('of a window are not held up by another window', async () => {
    isStuck = words => words === 'first window';
    await spine.send([say('first window', { windowId: 'V2' }), say('second window', { windowId: 'V3' })]);
    await arrived('second window');
    expect(sent).toEqual(['second window']);
    isStuck = () => false;
    await arrived('first window');
  });

  test('of one window keep their order', async () => {
    let failures = 1;
    isStuck = words => words === 'form' && failures-- > 0;
    await spine.send([say('form', { windowId: 'V4' })]);
    await spine.send([say('next form', { windowId: 'V4 C1 as-it-is-called-now' })]);
    await arrived('next form');
    expect(sent).toEqual(['form', 'next form']);
  });

  test('of a form for a window are given up soon, while words have their day', async () => {
    const form = { id: 'faq:form', title: 'Form', language: 'en', fields: [] };
    await spine.send([say('form', { windowId: 'V5' }, { form }), say('words', { windowId: 'V6' })]);
    await Promise.all(['form', 'words'].map(arrived));
    const [words, filled] = await spine.database.prisma.outboundMessage.findMany({ take: 2, orderBy: { id: 'desc' } });
    const seconds = (row: typeof words) => row && Math.round((Number(row.expiresAt) - Number(row.createdAt)) / 1000);
    expect([seconds(filled), seconds(words)]).toEqual([120, 86_400]);
  });

  test('of a form that comes too late say so in the window, where somebody still waits for it', async () => {
    const late = { form: { id: 'faq:form', title: 'Form', language: 'en', fields: [] }, expiresAfterSeconds: -1 };
    await spine.send([say('late form', { windowId: 'V7' }, late), say('in time', { windowId: 'V8' })]);
    await arrived('in time');
    await until(() => givenUp.includes('V7'));
    expect(sent).not.toContain('late form');
    expect(givenUp).toEqual(['V7']);
  });

  test('that end together are counted once each for the loop guard', async () => {
    await spine.send([say('chat', { isUnasked: true }), say('page', { isUnasked: true }, { onHomePage: true })]);
    await Promise.all(['chat', 'page'].map(arrived));
    const waits = { conversationId, status: { in: ['queued', 'sending'] as ('queued' | 'sending')[] } };
    await until(async () => (await spine.database.prisma.outboundMessage.count({ where: waits })) === 0);
    await expect(
      spine.database.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } }),
    ).resolves.toMatchObject({ sentCount: 2 });
  });
});
