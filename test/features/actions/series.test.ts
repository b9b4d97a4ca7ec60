import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionFile } from '../../../src/features/actions/action-file.ts';
import { type ActionsUnderTest, startActions, TUESDAY_NOON } from '../../support/member-actions.ts';
import { cardOf, hireOrganiser, type Organiser, publishes, wordsOf } from '../../support/organiser.ts';

let under: ActionsUnderTest;
let organiser: Organiser;

beforeAll(async () => {
  under = await startActions();
  organiser = await hireOrganiser(under);
}, 60_000);
beforeEach(async () => {
  const { prisma } = under.database;
  await prisma.$transaction([prisma.action.deleteMany(), prisma.actionSeries.deleteMany()]);
  under.clock.at = TUESDAY_NOON;
});
afterAll(() => under.stop());

const WEEKLY = { who: { repeats: 'weekly' } };
/** By day, as they begin. */
const all = () => under.store.where({ NOT: { status: 'draft' } });
const starts = async () => (await all()).map(({ startsAt }) => startsAt.toISOString().slice(0, 16));
const titles = async () => (await all()).map(({ texts }) => texts[0]?.title);
const minute = () => under.at(under.clock.at);
const at = async (index: number) => (await all())[index] as ActionFile;

async function edit({ id }: ActionFile, scope: string, values: Record<string, string>, part = 'words') {
  const window = await organiser.sends(await organiser.presses(`edit:${id}`), { part, scope });
  return organiser.sends(window, values);
}

describe('a series', () => {
  test('has its actions eight weeks ahead, each once, and goes on as time does', async () => {
    await publishes(under, organiser, { who: { repeats: 'weekly', leftOut: '2027-01-21', needs: ['food'] } });
    await minute();
    await minute();
    const first = await starts();
    expect(first).toHaveLength(7);
    expect(first.slice(0, 3)).toEqual(['2027-01-14T18:30', '2027-01-28T18:30', '2027-02-04T18:30']);
    expect(first.at(-1)).toBe('2027-03-04T18:30');
    expect((await all()).map(({ needsOffered, texts }) => [needsOffered[0], texts[0]?.title])).toEqual(
      first.map(() => ['food', 'Know your rights']),
    );
    await under.at('2027-01-28T12:00:00Z');
    expect((await starts()).at(-1)).toBe('2027-03-25T18:30');
  });

  test('stays at 18:30 in London when the clocks go forward, and when they go back', async () => {
    await publishes(under, organiser, WEEKLY);
    await under.at('2027-02-20T12:00:00Z');
    expect((await starts()).slice(-3)).toEqual(['2027-04-01T17:30', '2027-04-08T17:30', '2027-04-15T17:30']);
    await under.at('2027-09-20T12:00:00Z');
    const autumn = await starts();
    expect(autumn).toContain('2027-10-28T17:30');
    expect(autumn).toContain('2027-11-04T18:30');
  });

  test('makes nothing of the time in which nobody looked', async () => {
    await publishes(under, organiser, WEEKLY);
    await under.at('2027-06-01T12:00:00Z');
    expect((await starts()).slice(0, 2)).toEqual(['2027-01-14T18:30', '2027-06-03T17:30']);
  });

  test('has a card for the first, and for the others when they are near', async () => {
    await publishes(under, organiser, WEEKLY);
    await minute();
    expect(await cardOf(under, await at(0))).toBeDefined();
    expect(await cardOf(under, await at(3))).toBeUndefined();
    await under.at('2027-01-22T12:00:00Z');
    expect(await cardOf(under, await at(3))).toBeDefined();
    const member = await under.attendee();
    expect(await cardOf(under, await at(6))).toBeUndefined();
    await member.presses(`actions:join:${(await at(6)).id}`);
    expect(await cardOf(under, await at(6))).toBeDefined();
  });
});

describe('one of a series', () => {
  test('is edited alone, and stays as it is when all are edited', async () => {
    await publishes(under, organiser, WEEKLY);
    await minute();
    await edit(await at(2), 'one', { title: 'A guest speaks' });
    expect((await titles()).slice(0, 4)).toEqual([
      'Know your rights',
      'Know your rights',
      'A guest speaks',
      'Know your rights',
    ]);
    await edit(await at(1), 'all', { title: 'Rights' });
    expect((await titles()).slice(0, 4)).toEqual(['Rights', 'Rights', 'A guest speaks', 'Rights']);
    await under.at('2027-01-28T12:00:00Z');
    expect((await titles()).at(-1)).toBe('Rights');
  });

  test('that was moved or called off is not made again', async () => {
    await publishes(under, organiser, WEEKLY);
    await minute();
    await organiser.sends(await organiser.presses(`move:${(await at(1)).id}`), { date: '2027-01-22', scope: 'one' });
    await organiser.sends(await organiser.presses(`cancel:${(await at(2)).id}`), { scope: 'one' });
    await under.at('2027-01-28T12:00:00Z');
    const days = await starts();
    expect(days.slice(0, 4)).toEqual(['2027-01-14T18:30', '2027-01-22T18:30', '2027-01-28T18:30', '2027-02-04T18:30']);
    expect(new Set(days).size).toBe(days.length);
    expect((await all()).map(({ status }) => status).slice(0, 4)).toEqual([
      'published',
      'published',
      'cancelled',
      'published',
    ]);
  });
});

describe('this and those that follow', () => {
  test('are a series of their own: what comes before stays, and is edited apart from then on', async () => {
    await publishes(under, organiser, WEEKLY);
    await minute();
    await edit(await at(2), 'following', { title: 'Second half' });
    const half = ['Know your rights', 'Know your rights', 'Second half', 'Second half'];
    expect((await titles()).slice(0, 4)).toEqual(half);
    await edit(await at(0), 'all', { title: 'First half' });
    expect((await titles()).slice(0, 4)).toEqual(['First half', 'First half', 'Second half', 'Second half']);
    await under.at('2027-01-28T12:00:00Z');
    const after = await titles();
    expect(after.at(-1)).toBe('Second half');
    expect(await starts()).toHaveLength(new Set(await starts()).size);
  });

  test('move to another day and time together, and everybody who comes is told; an exception keeps its time', async () => {
    await publishes(under, organiser, WEEKLY);
    await minute();
    await organiser.sends(await organiser.presses(`move:${(await at(3)).id}`), {
      from: '10:00',
      until: '11:00',
      scope: 'one',
    });
    const member = await under.attendee();
    await member.presses(`actions:join:${(await at(2)).id}`);
    await organiser.sends(await organiser.presses(`move:${(await at(1)).id}`), {
      date: '2027-01-22',
      from: '19:00',
      until: '21:00',
      scope: 'following',
    });
    expect((await starts()).slice(0, 5)).toEqual([
      '2027-01-14T18:30',
      '2027-01-22T19:00',
      '2027-01-29T19:00',
      '2027-02-04T10:00',
      '2027-02-12T19:00',
    ]);
    await minute();
    expect(member.last()).toContain('Friday 29 January');
    await under.at('2027-01-29T12:00:00Z');
    const days = await starts();
    expect(days.at(-1)).toBe('2027-03-26T19:00');
    expect(new Set(days).size).toBe(days.length);
  });

  test('are called off together, and none is made any more', async () => {
    await publishes(under, organiser, WEEKLY);
    await minute();
    await organiser.sends(await organiser.presses(`cancel:${(await at(2)).id}`), { scope: 'following' });
    await under.at('2027-02-20T12:00:00Z');
    const states = (await all()).map(({ status }) => status);
    expect(states.filter(status => status === 'published')).toHaveLength(2);
    expect(states.slice(0, 2)).toEqual(['published', 'published']);
    expect(states).toHaveLength(8);
  });

  test('that name their days do not move to another, and say what to do', async () => {
    await publishes(under, organiser, { who: { repeats: 'rule', rule: 'FREQ=WEEKLY;BYDAY=MO,TH' } });
    await minute();
    const refused = await organiser.sends(await organiser.presses(`move:${(await at(1)).id}`), {
      date: '2027-01-19',
      scope: 'all',
    });
    expect(wordsOf(refused)).toContain('names its days');
    expect((await starts())[1]).toBe('2027-01-18T18:30');
  });

  test('who was overtaken in a series loses nothing either', async () => {
    await publishes(under, organiser, WEEKLY);
    await minute();
    const third = await at(2);
    const window = await organiser.sends(await organiser.presses(`edit:${third.id}`), {
      part: 'words',
      scope: 'following',
    });
    const other = await hireOrganiser(under, { name: 'organiser 2' });
    await other.sends(await other.presses(`move:${(await at(0)).id}`), { from: '18:00', scope: 'all' });
    const overtaken = await organiser.sends(window, { title: 'Mine' });
    expect(wordsOf(overtaken)).toContain('organiser 2 changed this action');
    await organiser.sends(overtaken);
    expect((await titles()).slice(1, 4)).toEqual(['Know your rights', 'Mine', 'Mine']);
    expect((await starts()).slice(1, 3)).toEqual(['2027-01-21T18:00', '2027-01-28T18:00']);
  });
});
