import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { caseSettingsStore } from '../../../src/features/case-settings-store.ts';
import { createStaffWarnings } from '../../../src/features/staff/staff-warnings.ts';
import { openStaffOffice, type StaffOffice } from './staff-office.ts';

let office: StaffOffice;
let lead: string;
const NOW = new Date('2026-11-27T10:00Z');

beforeAll(async () => {
  office = await openStaffOffice();
});
beforeEach(async () => {
  await office.clear();
  lead = (await office.letIn('U0LEAD1', 'Lead 1', 'lead')).staffId;
  await office.keep([caseSettingsStore.change(settings => ({ ...settings, fallbackChannelId: 'C0CASES' }))]);
  await set({ isOnCall: true });
});
afterAll(() => office.close());

const set = (data: object, personId = lead) => office.database.prisma.staff.update({ where: { personId }, data });
const warnings = (bankHolidaysKnownUntil = '2028-12-31') =>
  createStaffWarnings({ ...office, bankHolidaysKnownUntil })(NOW);

test('a lead is warned of nothing while all is well', async () => {
  expect(await warnings()).toEqual([]);
});

test.each<[string, string | null, RegExp | undefined]>([
  ['ends in 30 days', '2026-12-27', /Lead 1’s IAA registration ends on 2026-12-27/],
  ['ends today', '2026-11-27', /ends on 2026-11-27/],
  ['ended yesterday', '2026-11-26', /ended on 2026-11-26: they can send no advice/],
  ['has no last day', null, /without a last day/],
  ['ends later', '2026-12-28', undefined],
])('a registration that %s', async (_, iaaExpires, warning) => {
  await set({ iaaLevel: 2, iaaExpires: iaaExpires && new Date(iaaExpires) });
  expect(await warnings()).toEqual(warning ? [expect.stringMatching(warning)] : []);
  await set({ iaaLevel: 0 });
  expect(await warnings()).toEqual([]);
});

test('bank holidays that are known for two months more, and no longer', async () => {
  expect(await warnings('2027-01-27')).toEqual([]);
  expect(await warnings('2027-01-26')).toEqual([expect.stringContaining('known only until 2027-01-26')]);
});

test('nobody on call, everybody on call away, no room for cases, a setting that cannot be read', async () => {
  await set({ isAway: true });
  expect(await warnings()).toEqual([expect.stringContaining('Everybody who is on call is away')]);
  await set({ isOnCall: false });
  await office.database.prisma.setting.update({ where: { name: 'cases' }, data: { value: { targets: 1 } } });
  expect(await warnings()).toEqual([
    expect.stringContaining('cannot be read: targets'),
    expect.stringContaining('Cases have no channel'),
    expect.stringContaining('Nobody is on call'),
  ]);
});

test('a case whose caseworker has left', async () => {
  const { staffId } = await office.letIn('U0CASEWORKER1', 'Caseworker 1', 'caseworker');
  await office.openCase(staffId);
  expect(await warnings()).toEqual([]);
  await set({ leftAt: NOW }, staffId);
  expect(await warnings()).toEqual([expect.stringContaining('1 open case belongs to somebody who left')]);
});
