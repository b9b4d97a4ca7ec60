import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { caseSettingsStore } from '../../../src/features/case-settings-store.ts';
import { addFirstRooms } from '../../../src/features/staff/first-rooms.ts';
import { addFirstStaff, type FirstStaff } from '../../../src/features/staff/first-staff.ts';
import { openStaffOffice, type StaffOffice } from './staff-office.ts';

let office: StaffOffice;
const LEAD: FirstStaff = { slackId: 'U0LEAD1', name: 'Lead 1', role: 'lead' };

beforeAll(async () => {
  office = await openStaffOffice();
});
beforeEach(() => office.clear());
afterAll(() => office.close());

const add = (...first: FirstStaff[]) => addFirstStaff(office.database, office, first);

test('the first leads are on the staff after the first start, once, with a conversation in Slack', async () => {
  expect(await add(LEAD)).toBe(1);
  const [lead] = await office.colleagues.all();
  expect(lead).toMatchObject({ name: 'Lead 1', role: 'lead', iaaLevel: 0, away: false, onCall: false });
  const { channel, addressSealed } = await office.database.prisma.conversation.findUniqueOrThrow({
    where: { id: lead?.conversationId ?? '' },
  });
  expect([channel, office.seal.open(addressSealed)]).toEqual(['slack', 'U0LEAD1']);
  expect(await office.audited()).toEqual([{ what: 'invite', staffId: null, aboutStaffId: lead?.staffId }]);

  expect(await add(LEAD)).toBe(0);
  expect(await Promise.all([add(LEAD), add({ ...LEAD, slackId: 'U0LEAD2' })])).toEqual([0, 1]);
  expect(await office.colleagues.all()).toHaveLength(2);
  expect(await office.database.prisma.person.count()).toBe(2);
});

test('whoever a lead has changed or let go stays so after the next start', async () => {
  const { staffId } = await office.letIn('U0LEAD1', 'Lead 1', 'lead');
  const { staffId: otherId } = await office.letIn('U0LEAD2', 'Lead 2', 'lead');
  await office.fillIn(staffId, `staff:leave:${otherId}`, {});
  expect(await add(LEAD, { ...LEAD, slackId: 'U0LEAD2' })).toBe(0);
  expect((await office.colleagues.all()).map(({ name }) => name)).toEqual(['Lead 1']);
});

test('who wrote to us as a member is the same person on the staff', async () => {
  const { prisma } = office.database;
  const member = await prisma.person.create({ data: { language: 'ar' } });
  const address = { channel: 'slack', addressHash: office.hash('slack', 'U0LEAD1') };
  await prisma.conversation.create({
    data: { ...address, personId: member.id, addressSealed: office.seal.seal('U0LEAD1') },
  });
  await add(LEAD);
  expect((await office.colleagues.find(member.id))?.name).toBe('Lead 1');
});

test('cases have a first room until a lead names another', async () => {
  await addFirstRooms(office.database, { caseRoom: { id: 'C0FIRST' }, organisingRoom: { id: 'C0ORGANISE' } });
  expect((await caseSettingsStore.read(office.database)).fallbackChannelId).toBe('C0FIRST');
  const { staffId } = await office.letIn('U0LEAD1', 'Lead 1', 'lead');
  await office.keep((await office.press(staffId, 'staff:change:fallback:C0OTHER', { hasWindow: false })).writes);
  await addFirstRooms(office.database, { caseRoom: { id: 'C0FIRST' }, organisingRoom: { id: 'C0ORGANISE' } });
  expect((await caseSettingsStore.read(office.database)).fallbackChannelId).toBe('C0OTHER');
});
