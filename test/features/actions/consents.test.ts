import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { forgetPerson } from '../../../src/database/forget-person.ts';
import { createConsents } from '../../../src/features/consents.ts';
import { createCountKept } from '../../../src/features/privacy/privacy-store.ts';
import { createStopWriting } from '../../../src/features/stop-writing.ts';
import {
  type ActionsUnderTest,
  type Attendee,
  buttonsOf,
  startActions,
  TUESDAY_NOON,
} from '../../support/member-actions.ts';

let house: ActionsUnderTest;

beforeAll(async () => {
  house = await startActions();
});
afterAll(() => house.stop());

const consentsOf = ({ personId }: Attendee) => createConsents(house.database).of(personId);

async function registered() {
  await house.database.prisma.action.deleteMany();
  house.clock.at = TUESDAY_NOON;
  const action = await house.publish({ capacity: 2 });
  const who = await house.attendee();
  await who.presses(`actions:justMe:${action.id}`);
  return { action, who };
}

describe('a yes to being written to', () => {
  test('is not what registering is: it is asked for apart, and kept with the words, the language and the channel', async () => {
    const { who } = await registered();
    expect(await consentsOf(who)).toEqual([]);
    const question = who.told.find(({ text }) => text.includes('One more question'));
    await who.taps('Yes, write to me');
    expect(await consentsOf(who)).toEqual([
      {
        kind: 'training',
        channel: 'telegram',
        language: 'en',
        wordsKey: 'actions.consent.ask',
        givenAt: house.clock.at,
      },
    ]);
    const [row] = await house.database.prisma.consent.findMany({ where: { personId: who.personId } });
    expect(row?.wordsHash).toBe(
      createHash('sha256')
        .update(question?.text ?? '')
        .digest('hex'),
    );
  });

  test('is not kept when it is a no, nor twice, and is not asked for again', async () => {
    const { who } = await registered();
    await who.taps('No, do not');
    expect(await consentsOf(who)).toEqual([]);
    await who.presses('actions:agree:training');
    await who.presses('actions:agree:training');
    expect(await consentsOf(who)).toHaveLength(1);
    const another = await house.publish();
    const { posts } = await who.presses(`actions:justMe:${another.id}`);
    expect(posts).toEqual([]);
  });

  test('is shown, and taken back with a button', async () => {
    const { who } = await registered();
    await who.presses('actions:agree:training');
    await who.presses('actions:agree:companions');
    await who.presses('actions:agreed');
    expect(who.last()).toMatch(/Training[\s\S]*Others near you/);
    await who.taps('✕ Training');
    expect((await consentsOf(who)).map(({ kind }) => kind)).toEqual(['companions']);
  });

  test('cannot be given to what is none, or is asked for elsewhere', async () => {
    const { who } = await registered();
    for (const kind of ['reachElsewhere', 'nonsense']) await who.presses(`actions:agree:${kind}`);
    expect(await consentsOf(who)).toEqual([]);
  });
});

describe('STOP', () => {
  test('takes back every yes, and says so; a place is kept, without reminders', async () => {
    const { action, who } = await registered();
    for (const kind of ['training', 'social', 'companions']) await who.presses(`actions:agree:${kind}`);
    const stopWriting = createStopWriting(house.database, () => house.clock.at.getTime());
    const { writes, hadConsents, hasPlaces } = await stopWriting(who.personId);
    expect({ hadConsents, hasPlaces }).toEqual({ hadConsents: true, hasPlaces: true });
    await house.database.prisma.$transaction(async transaction => {
      for (const write of writes) await write.apply(transaction);
    });
    expect(await consentsOf(who)).toEqual([]);
    expect(await house.at('2027-01-13T11:00Z')).toEqual([]);
    expect(await house.at('2027-01-14T16:30Z')).toEqual([]);
    await house.change(action, { status: 'cancelled' });
    expect(await house.at('2027-01-14T16:31Z')).toHaveLength(1);
  });

  test('of who has nothing takes nothing back', async () => {
    const { hadConsents, hasPlaces } = await createStopWriting(
      house.database,
      () => 0,
    )((await house.attendee()).personId);
    expect({ hadConsents, hasPlaces }).toEqual({ hadConsents: false, hasPlaces: false });
  });
});

describe('who is forgotten', () => {
  test('is told before of what is held, gives their places back, and those who wait get them', async () => {
    const { action, who } = await registered();
    await who.presses('actions:agree:training');
    await who.fills('actions:reporting', { date: '2027-02-01', every: 'month' });
    expect(await createCountKept(house.database)(who.personId)).toMatchObject({
      registrations: 1,
      consents: 1,
      hasReportingDay: true,
    });
    const second = await house.attendee();
    await second.presses(`actions:justMe:${action.id}`);
    const waits = await house.attendee();
    await waits.presses(`actions:justMe:${action.id}`);
    expect(await house.actions.cardsOf(who.personId)).toEqual([`actions:card:${action.id}`]);

    await house.database.prisma.$transaction(transaction => forgetPerson(who.personId).apply(transaction));
    expect(await house.taken(action)).toBe(1);
    expect(await house.store.registrationOf(action.id, who.personId)).toBeUndefined();
    expect(await house.database.prisma.consent.count({ where: { personId: who.personId } })).toBe(0);
    await house.at('2027-01-12T13:00Z');
    expect((await waits.of(action)).status).toBe('offered');
  });
});

test('the question about more comes after the ticket, and goes when the place is given back at once', async () => {
  const { action, who } = await registered();
  const { id } = await who.of(action);
  const other = await house.attendee();
  const { posts = [] } = await other.presses(`actions:justMe:${action.id}`);
  expect(posts.map(({ afterSeconds }) => (afterSeconds ?? 0) > 0)).toEqual([true]);
  expect(buttonsOf(posts.map(({ reply }) => reply)).map(({ label }) => label)).toEqual([
    'Yes, write to me',
    'No, do not',
  ]);
  const { takesBack } = await who.taps('I cannot come');
  expect(takesBack).toEqual([id]);
});
