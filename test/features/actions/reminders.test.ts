import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionFile } from '../../../src/features/actions/action-file.ts';
import { organisingSettingsStore } from '../../../src/features/organising-settings.ts';
import {
  type ActionsUnderTest,
  type Attendee,
  buttonsOf,
  startActions,
  textsOf,
} from '../../support/member-actions.ts';

let house: ActionsUnderTest;

beforeAll(async () => {
  house = await startActions();
});
afterAll(() => house.stop());
afterEach(() => house.database.prisma.action.deleteMany());

/** An action at this time, and somebody who has had a place since long before. */
async function coming(
  startsAt: string,
  { since = '2026-06-01T12:00Z', ...person }: { since?: string; isDiscreet?: boolean; language?: string } = {},
  changes: Parameters<ActionsUnderTest['publish']>[0] = {},
): Promise<{ action: ActionFile; who: Attendee }> {
  const starts = new Date(startsAt);
  const action = await house.publish({ startsAt: starts, endsAt: new Date(starts.getTime() + 7_200_000), ...changes });
  const who = await house.attendee(person);
  house.clock.at = new Date(since);
  await who.presses(`actions:justMe:${action.id}`);
  return { action, who };
}

const said = async (moment: string) => textsOf(await house.at(moment));

describe('the day before at 11:00 in London', () => {
  test.each([
    ['in winter', '2027-01-14T18:30Z', '2027-01-13T10:59Z', '2027-01-13T11:00Z', '18:30'],
    ['in summer', '2027-07-14T17:30Z', '2027-07-13T09:59Z', '2027-07-13T10:00Z', '18:30'],
    ['when the clocks go forward between', '2027-03-28T09:30Z', '2027-03-27T10:59Z', '2027-03-27T11:00Z', '10:30'],
    ['when the clocks go back between', '2027-10-31T10:30Z', '2027-10-30T09:59Z', '2027-10-30T10:00Z', '10:30'],
    ['on a leap day', '2028-03-01T18:30Z', '2028-02-29T10:59Z', '2028-02-29T11:00Z', '18:30'],
    ['before a leap day', '2028-02-29T18:30Z', '2028-02-28T10:59Z', '2028-02-28T11:00Z', '18:30'],
    ['for what begins just after midnight', '2027-01-14T00:15Z', '2027-01-13T10:59Z', '2027-01-13T11:00Z', '00:15'],
  ])('%s', async (_, startsAt, before, at, time) => {
    await coming(startsAt);
    expect(await said(before)).toEqual([]);
    expect(await said(at)).toEqual([expect.stringContaining(`Tomorrow at ${time}: Know your rights`)]);
    expect(await said(at)).toEqual([]);
  });

  test('later that day, if nobody was there to do it, but not at night, and not the day after', async () => {
    await coming('2027-01-14T18:30Z');
    expect(await said('2027-01-13T21:30Z')).toEqual([]);
    expect(await said('2027-01-14T08:00Z')).toEqual([]);
    await coming('2027-01-14T18:30Z');
    expect(await said('2027-01-13T20:00Z')).toHaveLength(2);
  });

  test('not to who asked for the place after that, who waits, or who has cancelled', async () => {
    const { action } = await coming('2027-01-14T18:30Z', { since: '2027-01-13T11:30Z' }, { capacity: 1 });
    const waits = await house.attendee();
    await waits.presses(`actions:justMe:${action.id}`);
    const { who } = await coming('2027-01-14T18:30Z');
    await who.taps('I cannot come');
    expect(await said('2027-01-13T12:00Z')).toEqual([]);
  });

  test('at the time that the charity has set', async () => {
    const { prisma } = house.database;
    const change = (dayBeforeAt: string) =>
      prisma.$transaction(transaction =>
        organisingSettingsStore
          .change(settings => ({ ...settings, reminders: { dayBeforeAt, hoursBefore: 3 } }))
          .apply(transaction),
      );
    await change('17:00');
    await coming('2027-01-14T18:30Z');
    expect(await said('2027-01-13T16:59Z')).toEqual([]);
    expect(await said('2027-01-13T17:00Z')).toHaveLength(1);
    expect(await said('2027-01-14T15:30Z')).toHaveLength(1);
    await prisma.setting.deleteMany();
  });
});

describe('two hours before', () => {
  test.each([
    ['in winter', '2027-01-14T18:30Z', '2027-01-14T16:29Z', '2027-01-14T16:30Z'],
    ['in summer', '2027-07-14T17:30Z', '2027-07-14T15:29Z', '2027-07-14T15:30Z'],
    ['on the day that loses an hour', '2027-03-28T12:00Z', '2027-03-28T09:59Z', '2027-03-28T10:00Z'],
    ['on the day that has one twice', '2027-10-31T12:00Z', '2027-10-31T09:59Z', '2027-10-31T10:00Z'],
  ])('%s', async (_, startsAt, before, at) => {
    await coming(startsAt);
    await said(before);
    expect(await said(before)).toEqual([]);
    expect(await said(at)).toEqual([expect.stringContaining('It begins soon')]);
    expect(await said(at)).toEqual([]);
  });

  test('not at night: after the quiet hours, or not at all', async () => {
    await coming('2027-01-14T09:00Z');
    await said('2027-01-13T11:00Z');
    expect(await said('2027-01-14T07:00Z')).toEqual([]);
    expect(await said('2027-01-14T07:59Z')).toEqual([]);
    expect(await said('2027-01-14T08:00Z')).toHaveLength(1);
    await coming('2027-01-14T07:30Z');
    expect(await said('2027-01-14T05:30Z')).toEqual([]);
    expect(await said('2027-01-14T07:29Z')).toEqual([]);
  });

  test('at night for what was asked for on that day', async () => {
    await coming('2027-01-14T23:30Z', { since: '2027-01-14T12:00Z' });
    expect(await said('2027-01-14T21:30Z')).toHaveLength(1);
  });

  test('not once it has begun', async () => {
    await coming('2027-01-14T18:30Z');
    expect(await said('2027-01-14T18:30Z')).toEqual([]);
  });

  test('with the card about rights, with its source, what is uncertain, and the way to a person', async () => {
    const low = house.library.ids.find(id => house.library.card(id, 'en')?.original.confidence === 'low');
    await coming('2027-01-14T18:30Z', {}, { rightsCardId: low ?? '' });
    const [, card] = await house.at('2027-01-14T16:30Z');
    expect(card?.reply.text).toContain('This rule is changing.');
    expect(card?.reply.text).toContain('Source:');
    expect(card?.reply.choices?.map(({ id }) => id)).toContain(`cases:person:${low}`);
  });

  test('goes without a card that there is not', async () => {
    await coming('2027-01-14T18:30Z', {}, { rightsCardId: 'XXX-99' });
    expect(await said('2027-01-14T16:30Z')).toHaveLength(1);
  });
});

describe('a reminder', () => {
  test('says nothing to whoever looks over a shoulder, if that is wished', async () => {
    const { who } = await coming('2027-01-14T18:30Z', { isDiscreet: true }, { rightsCardId: 'HLT-01' });
    expect(await said('2027-01-13T11:00Z')).toEqual(['Your appointment is tomorrow at 18:30.']);
    expect(await said('2027-01-14T16:30Z')).toEqual(['Your appointment is at 18:30.']);
    await who.taps('See it');
    expect(who.last()).toContain('You have a place: Know your rights');
  });

  test('can be answered with "I cannot come"', async () => {
    const { action, who } = await coming('2027-01-14T18:30Z');
    await house.at('2027-01-13T11:00Z');
    expect(buttonsOf(who.told.slice(-1)).map(({ label }) => label)).toEqual(['See it', 'I cannot come']);
    await who.taps('I cannot come');
    expect(await house.taken(action)).toBe(0);
  });

  test('speaks of an action that was moved only once that is known, and then again', async () => {
    const { action } = await coming('2027-01-14T18:30Z');
    await said('2027-01-13T11:00Z');
    await house.change(action, { startsAt: new Date('2027-01-20T18:30Z'), endsAt: new Date('2027-01-20T20:30Z') });
    expect(await said('2027-01-13T12:00Z')).toEqual([expect.stringContaining('Something has changed')]);
    expect(await said('2027-01-14T16:30Z')).toEqual([]);
    expect(await said('2027-01-19T11:00Z')).toHaveLength(1);
    expect(await said('2027-01-20T16:30Z')).toHaveLength(1);
  });
});
