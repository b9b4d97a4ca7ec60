import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deleteOldMessages } from '../../../src/jobs/retention.ts';
import { type BroadcastHouse, NOON_MS, startBroadcastHouse } from '../../support/broadcast-house.ts';
import { textOf } from '../../support/desk.ts';

const DAY_MS = 86_400_000;

let house: BroadcastHouse;

beforeAll(async () => {
  house = await startBroadcastHouse();
}, 120_000);
afterAll(() => house.stop());

/** Sends a broadcast to the end. */
async function send(house: BroadcastHouse): Promise<string> {
  const organiser = await house.hire();
  const id = await house.write();
  await house.submit(organiser, `broadcasts:desk:send:${id}:1`, { when: 'now' });
  await house.reach(id, 'done');
  return id;
}

test('whoever has two channels gets it once, on the one that they wrote from last', async () => {
  const { prisma } = house.spine.database;
  const { personId, texts } = await house.join();
  await prisma.conversation.create({
    data: {
      personId,
      channel: 'whatsapp-web',
      addressHash: randomBytes(32),
      addressSealed: house.spine.seal.seal('1'),
    },
  });
  await prisma.consent.create({
    data: { personId, kind: 'training', channel: 'whatsapp-web', wordsKey: 'test', language: 'en', wordsHash: 'test' },
  });
  const id = await send(house);
  expect(await house.results(id)).toEqual({ sent: 1 });
  expect(texts().filter(text => text.startsWith('Come on Thursday.'))).toHaveLength(1);
  await prisma.consent.deleteMany({ where: { personId, channel: 'telegram' } });
  expect(await house.results(await send(house))).toEqual({ 'leftOut: no channel': 1 });
  await prisma.consent.deleteMany({ where: { personId } });
}, 60_000);

test('whoever has blocked the bot is left out, and who asked to be forgotten is not even found', async () => {
  const { prisma } = house.spine.database;
  await prisma.consent.deleteMany();
  const blocked = await house.join();
  const forgotten = await house.join();
  await prisma.person.update({ where: { id: forgotten.personId }, data: { forgottenAt: new Date() } });
  blocked.member.block({ isHeard: false });
  expect(await house.results(await send(house))).toEqual({ 'failed: recipient gone': 1 });
  const organiser = await house.hire();
  const { replies } = await house.submit(organiser, `broadcasts:desk:send:${await house.write()}:1`, { when: 'now' });
  expect(textOf(replies)).toContain('Nobody would get it now');
}, 60_000);

test('once a broadcast is over for long, its card knows how many, and nobody knows who', async () => {
  const { prisma } = house.spine.database;
  await prisma.consent.deleteMany();
  await house.join();
  const id = await send(house);
  const card = async () => (await house.feature.show?.(`card:${id}`))?.[0]?.reply.text;
  const before = await card();
  expect(before).toContain('Sent: fewer than 5 people');
  await deleteOldMessages(house.spine.database, 7, NOON_MS + 6 * DAY_MS);
  expect(await prisma.broadcastRecipient.count({ where: { broadcastId: id } })).toBe(1);
  await deleteOldMessages(house.spine.database, 7, NOON_MS + 8 * DAY_MS);
  expect(await prisma.broadcastRecipient.count({ where: { broadcastId: id } })).toBe(0);
  expect(await card()).toBe(before);
}, 60_000);

test('where unasked words need a template, people are left out and the report says why', async () => {
  const other = await startBroadcastHouse({ changeChannel: channel => ({ ...channel, needsTemplate: true }) });
  await other.join();
  expect(await other.results(await send(other))).toEqual({ 'leftOut: needs template': 1 });
  await other.stop();
}, 60_000);
