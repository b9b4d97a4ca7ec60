import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionFile } from '../../../src/features/actions/action-file.ts';
import { createQuietHours } from '../../../src/features/actions/quiet-hours.ts';
import { nextOnList, offerUntil } from '../../../src/features/actions/waiting-list.ts';
import { type ActionsUnderTest, type Attendee, startActions, textsOf } from '../../support/member-actions.ts';

let house: ActionsUnderTest;

beforeAll(async () => {
  house = await startActions();
});
afterAll(() => house.stop());
afterEach(() => house.database.prisma.action.deleteMany());

/** A full action with one place, who has it, and those who wait. */
async function full(startsAt: string, waiting: number, at = '2027-01-12T12:00Z', isDiscreet = false) {
  house.clock.at = new Date(at);
  const starts = new Date(startsAt);
  const action = await house.publish({
    capacity: 1,
    startsAt: starts,
    endsAt: new Date(starts.getTime() + 7_200_000),
  });
  const people: Attendee[] = [];
  for (let index = 0; index <= waiting; index++) {
    const who = await house.attendee({ isDiscreet });
    await who.presses(`actions:justMe:${action.id}`);
    people.push(who);
  }
  const [seated, ...others] = people as [Attendee, ...Attendee[]];
  return { action, seated, others };
}
const statusOf = async (who: Attendee | undefined, action: ActionFile) => (await who?.of(action))?.status;

describe('a free place', () => {
  test('is kept two hours for the next on the list, who takes it', async () => {
    const { action, seated, others } = await full('2027-01-20T18:30Z', 2);
    const [first, second] = others;
    expect(await house.at('2027-01-12T12:30Z')).toEqual([]);
    await seated.taps('I cannot come');
    expect(textsOf(await house.at('2027-01-12T13:00Z'))).toEqual([
      expect.stringContaining('until Tuesday 12 January at 15:00'),
    ]);
    expect(await statusOf(first, action)).toBe('offered');
    expect(await house.taken(action)).toBe(1);
    await first?.taps('Yes, I want it');
    expect(first?.last()).toContain('You have a place');
    expect(await statusOf(second, action)).toBe('waiting');
    expect(await house.at('2027-01-12T15:01Z')).toEqual([]);
  });

  test('passes on by itself when the time is over, and who comes late is told the truth', async () => {
    const { action, seated, others } = await full('2027-01-20T18:30Z', 2);
    const [first, second] = others;
    await seated.taps('I cannot come');
    await house.at('2027-01-12T13:00Z');
    await house.at('2027-01-12T14:59Z');
    expect(await statusOf(first, action)).toBe('offered');
    await house.at('2027-01-12T15:00Z');
    await house.at('2027-01-12T15:01Z');
    expect(await statusOf(first, action)).toBe('passed');
    expect(await statusOf(second, action)).toBe('offered');
    await first?.taps('Yes, I want it');
    expect(first?.last()).toContain('You did not take the place');
    expect(await house.taken(action)).toBe(1);
    await first?.taps('I want to come');
    expect(first?.last()).toContain('number 1 on the waiting list');
  });

  test('that is declined goes to the next at once', async () => {
    const { action, seated, others } = await full('2027-01-20T18:30Z', 2);
    const [first, second] = others;
    await seated.taps('I cannot come');
    await house.at('2027-01-12T13:00Z');
    await first?.taps('No, thank you');
    await house.at('2027-01-12T13:01Z');
    expect(await statusOf(second, action)).toBe('offered');
  });

  test('is offered over the night only in the hours in which people are awake', async () => {
    const { action, seated, others } = await full('2027-01-20T18:30Z', 2);
    const [first, second] = others;
    house.clock.at = new Date('2027-01-12T20:29Z');
    await seated.taps('I cannot come');
    expect(textsOf(await house.at('2027-01-12T20:30Z'))).toEqual([
      expect.stringContaining('Wednesday 13 January at 09:30'),
    ]);
    expect(await house.at('2027-01-13T03:00Z')).toEqual([]);
    await first?.taps('No, thank you');
    expect(await house.at('2027-01-13T03:01Z')).toEqual([]);
    expect(await house.at('2027-01-13T07:59Z')).toEqual([]);
    expect(await house.at('2027-01-13T08:00Z')).toHaveLength(1);
    expect(await statusOf(second, action)).toBe('offered');
  });

  test('is offered for less long near the start, and not when nobody could come any more', async () => {
    const { action, seated, others } = await full('2027-01-12T18:00Z', 4);
    const [first, second] = others;
    await seated.taps('I cannot come');
    expect(textsOf(await house.at('2027-01-12T14:00Z'))).toEqual([expect.stringContaining('at 15:00')]);
    await first?.taps('No, thank you');
    expect(textsOf(await house.at('2027-01-12T17:00Z'))).toEqual([expect.stringContaining('at 17:15')]);
    await second?.taps('No, thank you');
    expect(await house.at('2027-01-12T17:45Z')).toEqual([]);
    expect(await house.taken(action)).toBe(0);
  });

  test('that more are made of goes to as many, in order', async () => {
    const { action, others } = await full('2027-01-20T18:30Z', 3);
    await house.database.prisma.action.update({ where: { id: action.id }, data: { capacity: 3 } });
    expect(await house.at('2027-01-12T13:00Z')).toHaveLength(2);
    expect(await Promise.all(others.map(who => statusOf(who, action)))).toEqual(['offered', 'offered', 'waiting']);
    expect(await house.taken(action)).toBe(3);
  });

  test('is offered in words that tell nothing, to who wishes it', async () => {
    const { seated, others } = await full('2027-01-20T18:30Z', 1, '2027-01-12T12:00Z', true);
    await seated.taps('I cannot come');
    const [text] = textsOf(await house.at('2027-01-12T13:00Z'));
    expect(text).toBe('You can have an appointment. Please answer by Tuesday 12 January at 15:00.');
    await others[0]?.taps('See it');
    await others[0]?.taps('Yes, I want it');
    expect(others[0]?.last()).toContain('You have a place');
  });
});

describe('an offer lasts', () => {
  const night = createQuietHours({ from: '21:00', to: '08:00' });
  test.each([
    ['two hours', '2027-01-12T12:00Z', '2027-01-20T18:30Z', '2027-01-12T14:00:00.000Z'],
    ['a quarter of what is left', '2027-01-12T14:00Z', '2027-01-12T18:00Z', '2027-01-12T15:00:00.000Z'],
    ['a quarter of the waking time', '2027-01-12T20:00Z', '2027-01-13T09:00Z', '2027-01-12T20:30:00.000Z'],
    ['over the night that loses an hour', '2027-03-27T20:00Z', '2027-03-30T18:00Z', '2027-03-28T08:00:00.000Z'],
    ['over the night that has one twice', '2027-10-30T19:00Z', '2027-11-02T18:00Z', '2027-10-31T09:00:00.000Z'],
    ['not at all in the last minutes', '2027-01-12T17:45Z', '2027-01-12T18:00Z', undefined],
    ['not at all at night', '2027-01-12T22:00Z', '2027-01-20T18:30Z', undefined],
  ])('%s', (_, at, startsAt, until) => {
    expect(offerUntil(new Date(at), new Date(startsAt), 120, night)?.toISOString()).toBe(until);
  });
});

test('a family that does not fit keeps nobody behind it from a single place', async () => {
  house.clock.at = new Date('2027-01-12T12:00Z');
  const action = await house.publish({ capacity: 1, guestsMax: 3 });
  const seated = await house.attendee();
  await seated.presses(`actions:justMe:${action.id}`);
  const family = await house.attendee();
  await family.fills(`actions:needs:${action.id}`, { guests: '3' });
  const single = await house.attendee();
  await single.presses(`actions:justMe:${action.id}`);
  const waiting = [await family.of(action), await single.of(action)];
  expect(nextOnList(waiting, 1).map(({ id }) => id)).toEqual([waiting[1]?.id]);
  expect(nextOnList(waiting, 4).map(({ id }) => id)).toEqual([waiting[0]?.id]);
  await seated.taps('I cannot come');
  await house.at('2027-01-12T13:00Z');
  expect(await statusOf(single, action)).toBe('offered');
});

test('who waits behind others does not overtake them by leaving and undoing it in the night', async () => {
  house.clock.at = new Date('2027-01-12T12:00Z');
  const action = await house.publish({
    capacity: 1,
    startsAt: new Date('2027-01-20T18:30Z'),
    endsAt: new Date('2027-01-20T20:30Z'),
  });
  const [seated, first, last] = [await house.attendee(), await house.attendee(), await house.attendee()];
  for (const who of [seated, first, last]) await who.presses(`actions:justMe:${action.id}`);
  await house.at('2027-01-12T23:00Z');
  await seated.taps('I cannot come');
  await house.at('2027-01-12T23:01Z'); // quiet: nobody is offered the place
  await last.presses(`actions:leave:${(await last.of(action)).id}`);
  await last.taps('Undo');
  expect({ first: (await first.of(action)).status, last: (await last.of(action)).status }).toEqual({
    first: 'waiting',
    last: 'waiting',
  });
});
