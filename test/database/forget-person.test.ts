import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deleteForgotten, forgetPerson } from '../../src/database/forget-person.ts';
import { deleteOldMessages } from '../../src/jobs/retention.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';
import { onEmbeddedDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

onEmbeddedDatabase();

let spine: Spine;
let lastUserId = 500;

beforeAll(async () => {
  spine = await startSpine(({ text, sender, content }) => {
    if (text === 'forget me') return { ...answer('You are forgotten.'), writes: [forgetPerson(sender.personId)] };
    return answer(text ? `You said: ${text}` : `You sent: ${content.kind}`);
  });
}, 60_000);
afterAll(() => spine.stop());

const saying = (words: string) => (message: { text?: string; from?: { is_bot: boolean } }) =>
  message.from?.is_bot === true && (message.text ?? '').includes(words);

/** Somebody who has written once and sent a file, and their person's id. */
async function newMember() {
  lastUserId += 1;
  const member = spine.telegram.user(lastUserId);
  member.say('hello');
  await member.waitForMessage(saying('You said: hello'));
  const { id, personId } = await spine.database.prisma.conversation.findFirstOrThrow({ orderBy: { id: 'desc' } });
  await spine.database.prisma.attachment.create({
    data: { conversationId: id, kind: 'photo', refSealed: spine.seal.seal({ fileId: 'file' }) },
  });
  await spine.database.prisma.storedFile.create({
    data: {
      conversationId: id,
      detailsSealed: spine.seal.seal({}),
      chunks: { create: { index: 0, bytesSealed: spine.seal.seal(Buffer.from('a photo')) } },
    },
  });
  if (personId === null) throw new Error('A member has a person.');
  return { member, personId, conversationId: id };
}

/** Every row that belongs to a person, or to their conversations, in any table of ours. */
async function rowsOf(personId: string, conversationId: string): Promise<number> {
  const { prisma } = spine.database;
  const counts = await Promise.all([
    prisma.person.count({ where: { id: personId } }),
    prisma.conversation.count({ where: { personId } }),
    prisma.inboundMessage.count({ where: { conversationId } }),
    prisma.outboundMessage.count({ where: { conversationId } }),
    prisma.attachment.count({ where: { conversationId } }),
    prisma.storedFile.count({ where: { conversationId } }),
    prisma.storedFileChunk.count({ where: { file: { conversationId } } }),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

test('who asks to be forgotten hears so, then nothing is left of them, and they may write again as a stranger', async () => {
  const [{ member, ...leaving }, staying] = [await newMember(), await newMember()];
  member.say('forget me');
  await member.waitForMessage(saying('You are forgotten.'));
  await until(async () => (await rowsOf(leaving.personId, leaving.conversationId)) === 0);
  expect(await rowsOf(staying.personId, staying.conversationId)).toBeGreaterThanOrEqual(7);

  member.say('hello again');
  await member.waitForMessage(saying('You said: hello again'));
  expect(await spine.database.prisma.person.count({ where: { id: leaving.personId } })).toBe(0);
  expect(await spine.database.prisma.person.count()).toBe(2);
});

test('what was said goes with the commit; the address stays only as long as a reply waits for it', async () => {
  const { personId, conversationId } = await newMember();
  spine.telegram.fault({ kind: 'status', status: 502 }, { method: 'sendMessage' });
  const { prisma } = spine.database;
  await spine.send([{ conversationId, reply: { text: 'goodbye', language: 'en' } }]);
  await prisma.$transaction(transaction => forgetPerson(personId).apply(transaction));
  expect(await prisma.attachment.count({ where: { conversationId } })).toBe(0);
  expect(await prisma.storedFileChunk.count({ where: { file: { conversationId } } })).toBe(0);
  expect(await prisma.inboundMessage.count({ where: { conversationId } })).toBe(0);
  await until(async () => (await rowsOf(personId, conversationId)) === 0);
});

test('a message that waits behind the request is answered', async () => {
  const { member } = await newMember();
  member.say('forget me');
  member.sendPhoto(new Uint8Array([1, 2, 3]));
  await member.waitForMessage(saying('You are forgotten.'));
  await member.waitForMessage(saying('You sent: media'));
});

test('nobody is deleted who has something waiting, and every night the others are', async () => {
  const { personId, conversationId } = await newMember();
  const { prisma } = spine.database;
  // What was sent to them is booked when the next can be.
  const isWithPlatform = { where: { conversationId, status: 'sending' as const } };
  await until(async () => (await prisma.outboundMessage.count(isWithPlatform)) === 0);
  const { id } = await prisma.inboundMessage.create({
    data: { conversationId, channel: 'telegram', externalIdHash: new Uint8Array([1]), bodySealed: spine.seal.seal({}) },
  });
  await prisma.$transaction(transaction => forgetPerson(personId).apply(transaction));
  await deleteForgotten(spine.database);
  expect(await rowsOf(personId, conversationId)).toBe(3);

  await prisma.inboundMessage.update({ where: { id }, data: { status: 'answered' } });
  await deleteOldMessages(spine.database, 7, Date.now());
  expect(await rowsOf(personId, conversationId)).toBe(0);
});
