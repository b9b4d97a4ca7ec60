import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { organisingSettingsStore } from '../../../src/features/organising-settings.ts';
import { formOf, openStaffOffice, type StaffOffice, wordsOf } from './staff-office.ts';

let office: StaffOffice;
let lead: string;
beforeAll(async () => {
  office = await openStaffOffice();
});
beforeEach(async () => {
  await office.clear();
  lead = (await office.letIn('U0LEAD1', 'Lead 1', 'lead')).staffId;
});
afterAll(() => office.close());

const read = () => organisingSettingsStore.read(office.database);
const organise = (values: Record<string, string>, room = 'C0NW') =>
  office.fillIn(lead, `staff:organise:${room}`, { region: 'North West', role: 'North West organiser', ...values });

test('a lead gives a region its organiser and the channel it was asked in; a second one takes the place of the first', async () => {
  const shown = await office.command(lead, 'settings', { roomId: 'C0NW' });
  expect(shown.replies[0]?.choices?.map(({ id }) => id)).toContain('staff:organisers:C0NW');
  const window = await office.press(lead, 'staff:organise:C0NW', { roomId: 'C0NW' });
  expect(formOf(window)).toMatchObject({ id: 'staff:organise:C0NW' });
  const saved = await organise({ contact: 'https://example.org/north-west' });
  expect(wordsOf(saved)).toMatch(
    /North West: North West organiser, in (this channel|channel C0NW) · https:\/\/example\.org/,
  );
  await organise({ role: 'Manchester organiser' }, 'C0OTHER');
  expect((await read()).organisers).toEqual([
    { region: 'North West', role: 'Manchester organiser', channelId: 'C0OTHER' },
  ]);
  expect((await office.audited()).map(({ what }) => what)).toContain('changeSettings');
});

test('all other regions have a channel, and a region can lose its organiser', async () => {
  await organise({});
  const rest = await office.press(lead, 'staff:organiseRest:C0ALL');
  await office.keep(rest.writes);
  expect((await read()).fallbackChannelId).toBe('C0ALL');
  await office.fillIn(lead, 'staff:unorganise', { regions: ['North West'] });
  expect((await read()).organisers).toEqual([]);
});

test('a form without a role is shown again with what is missing', async () => {
  const turn = await organise({ role: '' });
  expect(turn.writes ?? []).toEqual([]);
  expect(wordsOf(turn)).toContain('say which role members read');
});

test('an organiser changes none of it', async () => {
  const { staffId } = await office.letIn('U0ORG1', 'Organiser 1', 'organiser');
  const turn = await office.press(staffId, 'staff:organiseRest:C0ALL');
  expect(turn.writes ?? []).toEqual([]);
});

describe('the interpreter quorum', () => {
  const fill = (values: Record<string, string>) => office.fillIn(lead, 'staff:quorum', values);

  test('is shown, and set by a lead: a form that begins with what there is', async () => {
    const shown = await office.press(lead, 'staff:organisers:C0NW');
    expect(wordsOf(shown)).toContain('when 3 or more speak a language, 5 days before');
    expect(shown.replies.flatMap(({ choices = [] }) => choices.map(({ id }) => id))).toContain('staff:quorum:C0NW');
    const window = await office.press(lead, 'staff:quorum:C0NW');
    expect(formOf(window).fields).toMatchObject([{ initial: '3' }, { initial: '5' }]);
    expect(wordsOf(await fill({ people: '4', daysBefore: '10' }))).toContain(
      'when 4 or more speak a language, 10 days',
    );
    expect((await read()).quorum).toEqual({ people: 4, daysBefore: 10 });
    expect((await office.audited()).map(({ what }) => what)).toContain('changeSettings');
  });

  test.each([
    ['no number', { people: 'some', daysBefore: '5' }, 'Give the speakers as a number from 1 to 50.'],
    ['nobody', { people: '0', daysBefore: '5' }, 'Give the speakers as a number from 1 to 50.'],
    ['too early', { people: '3', daysBefore: '29' }, 'Give the days as a number from 1 to 28.'],
    ['half a day', { people: '3', daysBefore: '1.5' }, 'Give the days as a number from 1 to 28.'],
  ])('is not %s: what was typed is shown again with what to do', async (_, values, fault) => {
    const turn = await fill(values);
    expect(wordsOf(turn)).toContain(fault);
    expect(formOf(turn).fields.slice(1)).toMatchObject([{ initial: values.people }, { initial: values.daysBefore }]);
    expect(turn.writes ?? []).toEqual([]);
  });

  test('is not for an organiser to change', async () => {
    const { staffId } = await office.letIn('U0ORG2', 'Organiser 2', 'organiser');
    const before = (await read()).quorum;
    await office.fillIn(staffId, 'staff:quorum', { people: '9', daysBefore: '9' });
    expect((await read()).quorum).toEqual(before);
  });
});

describe('times and limits', () => {
  const AS_IT_IS = {
    quietFrom: '21:00',
    quietTo: '08:00',
    dayBeforeAt: '11:00',
    hoursBefore: '2',
    offerMinutes: '120',
    secondPersonAbove: '50',
  };
  const fill = (values: Record<string, string>) => office.fillIn(lead, 'staff:times', { ...AS_IT_IS, ...values });

  test('are shown, and set by a lead: a form that begins with what there is', async () => {
    const shown = await office.press(lead, 'staff:organisers:C0NW');
    expect(wordsOf(shown)).toContain('Nothing is sent unasked from 21:00 to 08:00');
    const window = await office.press(lead, 'staff:times:C0NW');
    expect(formOf(window).fields).toMatchObject(Object.values(AS_IT_IS).map(initial => ({ initial })));
    const saved = await fill({ quietFrom: '20:00', hoursBefore: '3', secondPersonAbove: '0' });
    expect(wordsOf(saved)).toContain('Nothing is sent unasked from 20:00 to 08:00');
    expect(await read()).toMatchObject({
      quietHours: { from: '20:00', to: '08:00' },
      reminders: { dayBeforeAt: '11:00', hoursBefore: 3 },
      offerMinutes: 120,
      secondPersonAbove: 0,
    });
  });

  test.each([
    ['no time', { quietFrom: '9pm' }, 'Give the beginning of the quiet hours as a time'],
    ['no hours at all', { quietFrom: '08:00' }, 'begin and end at one time'],
    ['a reminder in the night', { dayBeforeAt: '07:30' }, 'in the quiet hours: give a time outside them'],
    ['a negative number', { secondPersonAbove: '-1' }, 'Give the people as a number from 0 to 1000'],
  ])('are not %s: what was typed is shown again with what to do', async (_, values, fault) => {
    const turn = await fill(values);
    expect(wordsOf(turn)).toContain(fault);
    expect(formOf(turn).fields.slice(1)).toMatchObject(
      Object.values({ ...AS_IT_IS, ...values }).map(initial => ({ initial })),
    );
    expect(turn.writes ?? []).toEqual([]);
  });
});

test.each(['quorum', 'times'])('every sentence of the window of %s is written, and its title fits', async which => {
  const window = formOf(await office.press(lead, `staff:${which}:C0NW`));
  const wrong = await office.fillIn(lead, `staff:${which}`, {});
  expect(wordsOf(wrong).split('\n').length).toBeGreaterThan(1);
  expect(JSON.stringify([window, wrong.replies])).not.toMatch(/staff\.organisers|fault\./);
  expect(window.title.length).toBeLessThanOrEqual(24);
});

test('what is amiss with the times does not keep anybody from setting the quorum', async () => {
  const { database } = office;
  const none = organisingSettingsStore.change(settings => ({
    ...settings,
    quietHours: { from: '08:00', to: '08:00' },
  }));
  await database.prisma.$transaction(transaction => Promise.resolve(none.apply(transaction)));
  expect(wordsOf(await office.fillIn(lead, 'staff:quorum', { people: '6', daysBefore: '6' }))).toContain('6 or more');
  expect((await read()).quorum).toEqual({ people: 6, daysBefore: 6 });
});
