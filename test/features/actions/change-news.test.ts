import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createStopWriting } from '../../../src/features/stop-writing.ts';
import { type ActionsUnderTest, buttonsOf, startActions, textsOf } from '../../support/member-actions.ts';

let house: ActionsUnderTest;

beforeAll(async () => {
  house = await startActions();
});
afterAll(() => house.stop());
afterEach(() => house.database.prisma.action.deleteMany());

const STARTS = { startsAt: new Date('2027-01-20T18:30Z'), endsAt: new Date('2027-01-20T20:30Z') };

async function seatedAndWaiting(person: { isDiscreet?: boolean } = {}) {
  house.clock.at = new Date('2027-01-12T12:00Z');
  const action = await house.publish({ capacity: 1, ...STARTS }, [{ exactPlace: 'Room 4' }]);
  const [seated, waits] = [await house.attendee(person), await house.attendee(person)];
  for (const who of [seated, waits]) await who.presses(`actions:justMe:${action.id}`);
  return { action, seated, waits };
}

describe('an action that is moved', () => {
  test('is told of once to everybody, and those with a place are asked whether they can still come', async () => {
    const { action, seated, waits } = await seatedAndWaiting();
    await house.change(action, { startsAt: new Date('2027-01-21T18:30Z'), endsAt: new Date('2027-01-21T20:30Z') });
    expect(await house.at('2027-01-12T13:00Z')).toHaveLength(2);
    expect(seated.last()).toContain('Thursday 21 January at 18:30');
    expect(seated.last()).toContain('Room 4');
    expect(seated.last()).toContain('Can you still come?');
    expect(waits.last()).toContain('You are still on the waiting list.');
    expect(waits.last()).not.toContain('Room 4');
    expect(await house.at('2027-01-12T13:01Z')).toEqual([]);

    await seated.taps('Yes, I can come');
    expect((await seated.of(action)).isAskedAgain).toBe(false);
    expect(seated.last()).toBe('Good. Your place is kept.');
  });

  test('gives back the place of who cannot come any more', async () => {
    const { action, seated, waits } = await seatedAndWaiting();
    await house.change(action, { startsAt: new Date('2027-01-21T18:30Z'), endsAt: new Date('2027-01-21T20:30Z') });
    await house.at('2027-01-12T13:00Z');
    await seated.taps('I cannot come');
    await house.at('2027-01-12T13:01Z');
    expect((await waits.of(action)).status).toBe('offered');
  });

  test('is not told of at night, unless morning is too late', async () => {
    const { action, seated } = await seatedAndWaiting();
    await house.change(action, {});
    expect(await house.at('2027-01-12T23:00Z')).toEqual([]);
    expect(await house.at('2027-01-13T08:00Z')).toHaveLength(2);
    await house.change(action, { startsAt: new Date('2027-01-14T06:30Z') });
    expect(await house.at('2027-01-13T23:00Z')).toHaveLength(2);
    expect(seated.last()).toContain('Thursday 14 January at 06:30');
  });

  test('is told of in words that say nothing, to who wishes it', async () => {
    const { action, seated } = await seatedAndWaiting({ isDiscreet: true });
    await house.change(action, {});
    const texts = textsOf(await house.at('2027-01-12T13:00Z'));
    expect(texts).toHaveLength(2);
    expect(texts.join()).not.toContain('rights');
    await seated.taps('See it');
    expect(seated.last()).toContain('Can you still come?');
    expect(buttonsOf(seated.told.slice(-1)).map(({ label }) => label)).toContain('Yes, I can come');
  });
});

describe('an action that is called off', () => {
  test('is told of to everybody, those who were offered a place among them, and nothing more comes of it', async () => {
    const { action, seated, waits } = await seatedAndWaiting();
    await house.change(action, { capacity: 2 });
    await house.at('2027-01-12T12:30Z');
    expect((await waits.of(action)).status).toBe('offered');
    await house.change(action, { status: 'cancelled', cancelledAt: house.clock.at });
    expect(textsOf(await house.at('2027-01-12T13:00Z'))).toEqual([
      expect.stringContaining('It does not take place.'),
      expect.stringContaining('It does not take place.'),
    ]);
    for (const moment of ['2027-01-12T13:01Z', '2027-01-19T11:00Z', '2027-01-20T16:30Z', '2027-01-21T11:00Z'])
      expect(await house.at(moment)).toEqual([]);
    await waits.taps('Yes, I want it');
    expect(waits.last()).toBe('That is over, or it was called off.');
    expect(seated.told.map(({ text }) => text).join()).toContain('Called off: Know your rights');
  });
});

describe('afterwards', () => {
  const after = '2027-01-21T11:00Z';

  test('whoever was checked in is thanked once, and asked how it was; others near them only with a yes', async () => {
    house.clock.at = new Date('2027-01-12T12:00Z');
    const action = await house.publish(STARTS);
    const [came, stayedAway] = [await house.attendee(), await house.attendee()];
    for (const who of [came, stayedAway]) await who.presses(`actions:justMe:${action.id}`);
    await house.database.prisma.registration.update({
      where: { id: (await came.of(action)).id },
      data: { checkedInAt: STARTS.startsAt },
    });
    expect(await house.at('2027-01-20T22:40Z')).toEqual([]);
    expect(textsOf(await house.at(after))).toEqual(['Thank you for coming: Know your rights. How was it?']);
    expect(await house.at('2027-01-21T11:01Z')).toEqual([]);
    await came.taps('Good');
    expect((await came.of(action)).howWasIt).toBe('good');
    expect(came.last()).toContain('other people near you who want to meet');
    await came.taps('Yes, write to me');
    const consents = await house.database.prisma.consent.findMany({ where: { personId: came.personId } });
    expect(consents).toEqual([expect.objectContaining({ kind: 'companions', channel: 'telegram', withdrawnAt: null })]);
  });

  test('where nobody was checked in, whoever had a place is thanked; a bad time leads to a person', async () => {
    house.clock.at = new Date('2027-01-12T12:00Z');
    const action = await house.publish(STARTS);
    const who = await house.attendee();
    await who.presses(`actions:justMe:${action.id}`);
    await house.at(after);
    await who.taps('Bad');
    expect(buttonsOf(who.told.slice(-1)).map(({ id }) => id)).toEqual(['cases:person']);
  });

  test('after three days nobody is asked any more', async () => {
    house.clock.at = new Date('2027-01-12T12:00Z');
    const action = await house.publish(STARTS);
    await (await house.attendee()).presses(`actions:justMe:${action.id}`);
    expect(await house.at('2027-01-24T11:00Z')).toEqual([]);
  });
});

test('who wrote STOP is told that an action moved, and is not reminded of it after all', async () => {
  house.clock.at = new Date('2027-01-12T12:00Z');
  const starts = { startsAt: new Date('2027-01-20T18:30Z'), endsAt: new Date('2027-01-20T20:30Z') };
  const action = await house.publish(starts);
  const who = await house.attendee();
  await who.presses(`actions:justMe:${action.id}`);
  const stopped = await createStopWriting(house.database, () => house.clock.at.getTime())(who.personId);
  await house.database.prisma.$transaction(async transaction => {
    for (const write of stopped.writes) await write.apply(transaction);
  });
  await house.change(action, { startsAt: new Date('2027-01-21T18:30Z'), endsAt: new Date('2027-01-21T20:30Z') });
  expect(await house.at('2027-01-12T13:00Z')).toHaveLength(1);
  expect(textsOf(await house.at('2027-01-20T12:00Z'))).toEqual([]);
});
