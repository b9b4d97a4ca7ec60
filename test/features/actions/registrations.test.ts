import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ActionsUnderTest, type Attendee, startActions, TUESDAY_NOON } from '../../support/member-actions.ts';

let house: ActionsUnderTest;

beforeAll(async () => {
  house = await startActions();
});
afterAll(() => house.stop());

const join = async (who: Attendee, action: { id: string }) => {
  await who.presses(`actions:justMe:${action.id}`);
  return who;
};

describe('a place', () => {
  test('is had in three taps, and the ticket says where it is exactly, and whom they meet', async () => {
    const action = await house.publish({ guestsMax: 2, onlineLink: 'https://meet.example/1' }, [
      { exactPlace: 'Room 4' },
    ]);
    const who = await house.attendee();
    await who.presses(`actions:see:${action.id}`);
    expect(who.last()).toContain('Those who come are told the exact place.');
    expect(who.last()).not.toContain('Room 4');
    expect(who.last()).not.toContain('meet.example');

    await who.taps('I want to come');
    await who.taps('Just me');
    expect(who.last()).toContain('You have a place: Know your rights');
    expect(who.last()).toContain('Thursday 14 January at 18:30');
    expect(who.last()).toContain('Central Library, Room 4');
    expect(who.last()).toContain('https://meet.example/1');
    expect(who.last()).toContain('You will meet: somebody from our charity');
  });

  test('is had in two taps where there is nothing to ask', async () => {
    const action = await house.publish();
    const who = await house.attendee();
    await who.presses(`actions:see:${action.id}`);
    await who.taps('I want to come');
    expect((await who.of(action)).status).toBe('registered');
  });

  test('gives whoever asks for it a handle, which stays theirs, so that nobody on the list is a bare code', async () => {
    const who = await join(await house.attendee(), await house.publish());
    const second = await house.publish();
    await join(who, second);
    const { handle } = await who.of(second);
    expect(handle).toMatch(/^[a-z]+-[a-z]+ \d\d$/);
    const known = await join(await house.attendee({ handle: 'amber-river 27' }), second);
    expect((await known.of(second)).handle).toBe('amber-river 27');
  });

  test('that is asked for twice is one place', async () => {
    const action = await house.publish({ capacity: 5 });
    const who = await join(await house.attendee(), action);
    await join(who, action);
    expect(await house.taken(action)).toBe(1);
    expect(who.last()).toContain('You have a place');
  });

  test('is not given once it is over, called off, or still a draft', async () => {
    for (const changes of [
      { endsAt: TUESDAY_NOON, startsAt: new Date(0) },
      { status: 'cancelled' },
      { status: 'draft' },
    ] as const) {
      const action = await house.publish(changes);
      const who = await join(await house.attendee(), action);
      expect(who.last()).toBe('That is over, or it was called off.');
      expect(await house.taken(action)).toBe(0);
    }
  });

  test('and what they need stay with them, sealed, each only if they said so', async () => {
    const action = await house.publish({
      guestsMax: 3,
      needsOffered: ['interpreter', 'childcare', 'womenOnly'],
      interpreterLanguages: ['ti', 'ar'],
    });
    const who = await house.attendee();
    const [form] = (await who.presses(`actions:needs:${action.id}`)).replies.flatMap(reply => reply.form ?? []);
    expect(form?.fields.map(({ name, optional }) => [name, optional])).toEqual([
      ['needs', true],
      ['language', true],
      ['guests', true],
    ]);
    await who.fills(`actions:needs:${action.id}`, {
      needs: ['childcare', 'interpreter', 'womenOnly'],
      language: 'ti',
      guests: '2',
    });
    expect(who.last()).toContain('You need: an interpreter, childcare');
    expect(who.last()).toContain('People you bring: 2');
    expect(await who.of(action)).toMatchObject({ needs: ['interpreter', 'childcare'], language: 'ti', guests: 2 });
    expect(await house.taken(action)).toBe(3);
    const [row] = await house.database.prisma.$queryRaw<{ sealed: string }[]>`
      SELECT encode(needs_sealed, 'escape') AS sealed FROM registration WHERE person_id = ${who.personId}::uuid`;
    expect(row?.sealed).not.toContain('childcare');
  });

  test('can be changed in what is needed for it, not in how many come', async () => {
    const action = await house.publish({ guestsMax: 3, needsOffered: ['food'] });
    const who = await join(await house.attendee(), action);
    await who.taps('What I need');
    expect(who.told.at(-1)?.form?.fields.map(({ name }) => name)).toEqual(['needs']);
    await who.fills(`actions:needs:${action.id}`, { needs: ['food'], guests: '3' });
    expect(await who.of(action)).toMatchObject({ needs: ['food'], guests: 0 });
    expect(await house.taken(action)).toBe(1);
  });
});

describe('the capacity', () => {
  test('counts guests, and whoever does not fit waits', async () => {
    const action = await house.publish({ capacity: 3, guestsMax: 3 });
    const first = await house.attendee();
    await first.fills(`actions:needs:${action.id}`, { guests: '1' });
    const second = await house.attendee();
    await second.fills(`actions:needs:${action.id}`, { guests: '1' });
    const third = await join(await house.attendee(), action);
    expect(await house.taken(action)).toBe(3);
    expect((await second.of(action)).status).toBe('waiting');
    expect(second.last()).toContain('number 1 on the waiting list');
    expect(third.last()).toContain('You have a place');
  });

  test('lets nobody overtake who waits and would fit', async () => {
    const action = await house.publish({ capacity: 1 });
    const first = await join(await house.attendee(), action);
    const second = await join(await house.attendee(), action);
    await first.taps('I cannot come');
    const third = await join(await house.attendee(), action);
    expect((await third.of(action)).status).toBe('waiting');
    expect(third.last()).toContain('number 2 on the waiting list');
    expect((await second.of(action)).status).toBe('waiting');
  });

  test('is never exceeded, whatever is done at once', async () => {
    const action = await house.publish({ capacity: 4, guestsMax: 1 });
    const people = await Promise.all(Array.from({ length: 12 }, () => house.attendee()));
    await Promise.all(
      people.map((who, index) => who.fills(`actions:needs:${action.id}`, { guests: String(index % 2) })),
    );
    const all = await house.store.registrationsOf(action.id);
    const seated = all.filter(({ status }) => status === 'registered');
    const places = seated.reduce((sum, { guests }) => sum + 1 + guests, 0);
    expect(await house.taken(action)).toBe(places);
    expect(places).toBeLessThanOrEqual(4);
    expect(all.length).toBe(12);
  });
});

describe('who cannot come', () => {
  test('gives the place back in one tap, and has it again with another', async () => {
    const action = await house.publish({ capacity: 1 });
    const who = await join(await house.attendee(), action);
    await who.taps('I cannot come');
    expect(who.last()).toContain('Thank you for telling me.');
    expect(await house.taken(action)).toBe(0);
    await who.taps('Undo');
    expect(who.last()).toContain('You have a place');
    expect(await house.taken(action)).toBe(1);
  });

  test('and thinks better of it when the place has gone is where they would stand on the list', async () => {
    const action = await house.publish({ capacity: 1 });
    const who = await join(await house.attendee(), action);
    await who.taps('I cannot come');
    const quick = await join(await house.attendee(), action);
    const late = await join(await house.attendee(), action);
    await who.taps('Undo');
    expect((await quick.of(action)).status).toBe('registered');
    expect(who.last()).toContain('number 1 on the waiting list');
    await late.presses(`actions:ticket:${(await late.of(action)).id}`);
    expect(late.last()).toContain('number 2 on the waiting list');
  });

  test('cannot undo it after ten minutes, and is offered to ask again', async () => {
    const action = await house.publish();
    const who = await join(await house.attendee(), action);
    await who.taps('I cannot come');
    house.clock.at = new Date(TUESDAY_NOON.getTime() + 11 * 60_000);
    await who.taps('Undo');
    expect(who.last()).toContain('too late to undo');
    await who.taps('I want to come');
    expect((await who.of(action)).status).toBe('registered');
    house.clock.at = TUESDAY_NOON;
  });

  test('and only waited is not congratulated, and comes back to the end of the list', async () => {
    const action = await house.publish({ capacity: 1 });
    await join(await house.attendee(), action);
    const who = await join(await house.attendee(), action);
    const other = await join(await house.attendee(), action);
    await who.taps('Leave the list');
    expect(who.last()).toBe('OK, you are not on the waiting list any more: Know your rights.');
    expect(await house.taken(action)).toBe(1);
    await join(who, action);
    expect(who.last()).toContain('number 2 on the waiting list');
    expect(await house.store.numberOnList(await other.of(action))).toBe(1);
  });

  test('gives back only what is theirs', async () => {
    const action = await house.publish({ capacity: 1 });
    const who = await join(await house.attendee(), action);
    const stranger = await house.attendee();
    await stranger.presses(`actions:cancel:${(await who.of(action)).id}`);
    expect(stranger.last()).toBe('That is over, or it was called off.');
    expect(await house.taken(action)).toBe(1);
  });
});
