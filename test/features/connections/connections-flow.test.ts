import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { caseSettingsStore } from '../../../src/features/case-settings-store.ts';
import { createConnections, type Outage } from '../../../src/features/connections/connections-flow.ts';
import { loadDeskWords } from '../../../src/words/desk-words.ts';
import { openStaffOffice, type StaffOffice } from '../staff/staff-office.ts';

const AT_1402 = Date.parse('2026-11-27T14:02:00Z');
const MINUTE_MS = 60_000;

let office: StaffOffice;
let outage: Outage | undefined;
let tick: (minutes: number) => Promise<string[]>;

beforeAll(async () => {
  office = await openStaffOffice();
});
beforeEach(async () => {
  await office.clear();
  await office.keep([caseSettingsStore.change(settings => ({ ...settings, fallbackChannelId: 'C0CASES' }))]);
  const desk = await loadDeskWords(join(import.meta.dirname, '../../../locales'));
  const pairingLink = () => 'http://127.0.0.1/whatsapp/once';
  const feature = createConnections({
    ...office,
    desk,
    outage: () => outage,
    pairingLink,
    abandoned: ['whatsapp-web'],
  });
  outage = undefined;
  tick = async minutes => {
    const turns = (await feature.tick?.(AT_1402 + minutes * MINUTE_MS)) ?? [];
    return turns.flatMap(({ posts = [] }) => posts.map(({ reply }) => `${reply.name}: ${reply.text}`));
  };
});
afterAll(() => office.close());

test('staff are told once that WhatsApp waits for its telephone, with the link, and in the same message when it is back', async () => {
  expect(await tick(0)).toEqual([]);
  outage = { sinceMs: AT_1402, needsHands: true };
  expect(await tick(1)).toEqual([
    expect.stringMatching(/^connection:whatsapp: .*not connected since 14:02.*http:\/\/127\.0\.0\.1\/whatsapp\/once$/m),
  ]);
  expect(await tick(2)).toEqual([]);
  outage = undefined;
  expect(await tick(7)).toEqual([expect.stringMatching(/^connection:whatsapp: .*from 14:02 to 14:09/)]);
  expect(await tick(8)).toEqual([]);
});

test('what comes back by itself within two minutes rings nobody; what does not, and what then needs hands, does', async () => {
  outage = { sinceMs: AT_1402, needsHands: false };
  expect(await tick(1)).toEqual([]);
  expect(await tick(2)).toEqual([expect.stringContaining('tried again by itself')]);
  expect(await tick(3)).toEqual([]);
  outage = { sinceMs: AT_1402, needsHands: true };
  expect(await tick(4)).toEqual([expect.stringContaining('Open this link')]);
});

test('staff are told once how many people a new transport cannot reach, and the references of their open cases', async () => {
  expect(await tick(0)).toEqual([]);
  const caseId = await office.openCase(undefined, 'K7M-4XP');
  const { conversationId } = await office.database.prisma.case.findUniqueOrThrow({ where: { id: caseId } });
  await office.database.prisma.conversation.update({
    where: { id: conversationId },
    data: { channel: 'whatsapp-web' },
  });
  const [told] = await tick(1);
  expect(told).toMatch(/^connection:leftBehind: \*1 person who wrote by WhatsApp before cannot be reached now/);
  expect(told).toMatch(/K7M-4XP\.$/);
  expect(await tick(2)).toEqual([]);
});
