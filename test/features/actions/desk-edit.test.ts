import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionFile } from '../../../src/features/actions/action-file.ts';
import { organisingSettingsStore } from '../../../src/features/organising-settings.ts';
import { type ActionsUnderTest, startActions } from '../../support/member-actions.ts';
import {
  cardOf,
  formOf,
  hireOrganiser,
  type Organiser,
  publishes,
  ROOM,
  valuesOf,
  wordsOf,
} from '../../support/organiser.ts';

let under: ActionsUnderTest;
let one: Organiser;
let two: Organiser;

beforeAll(async () => {
  under = await startActions();
  one = await hireOrganiser(under);
  two = await hireOrganiser(under, { name: 'organiser 2' });
}, 60_000);
afterAll(() => under.stop());

const now = async ({ id }: ActionFile) => (await under.store.byId(id)) as ActionFile;
const edits = async (organiser: Organiser, { id }: ActionFile, part: string, values: Record<string, string> = {}) =>
  organiser.sends(await organiser.presses(`edit:${id}`), { part, ...values });
const acts = async () => (await under.database.prisma.auditEvent.findMany()).map(({ what }) => what);

describe('an action that is published', () => {
  test('takes other words, which nobody needs to be told of', async () => {
    const action = await publishes(under, one);
    const window = await edits(one, action, 'words');
    expect(valuesOf(formOf(window))).toMatchObject({ title: 'Know your rights', kind: 'training' });
    const saved = await one.sends(window, { title: 'Your rights at work' });
    expect(wordsOf(saved)).toContain('Your rights at work');
    const after = await now(action);
    expect(after.texts[0]?.title).toBe('Your rights at work');
    expect(after.version).toBe(action.version);
    expect(saved.posts?.[0]?.reply).toMatchObject({
      under: `action:${action.id}`,
      text: expect.stringContaining('organiser 1'),
    });
    expect(await acts()).toContain('changeAction');
  });

  test('of another place everybody who comes is told, in whichever language they read', async () => {
    const action = await publishes(under, one);
    const shown = await one.presses(`language:${action.id}`);
    await one.sends(shown, { language: 'es', title: 'Tus derechos', words: 'Aprendemos.', place: 'Centro' });
    await one.sends(await edits(one, action, 'place', { language: 'en' }), { place: 'Town Hall' });
    const after = await now(action);
    expect(after.version).toBe(action.version + 1);
    expect(after.texts.map(({ language, place }) => [language, place])).toEqual([
      ['en', 'Town Hall'],
      ['es', 'Town Hall'],
    ]);
  });

  test('that goes to another region has its card there, and leaves word in the room that it was in', async () => {
    const { prisma } = under.database;
    const organisers = [{ region: 'Wales' as const, role: 'Wales organiser', channelId: 'C0WALES' }];
    const set = organisingSettingsStore.change(settings => ({ ...settings, organisers }));
    await prisma.$transaction(transaction => set.apply(transaction));
    const action = await publishes(under, one);
    const { posts = [] } = await one.sends(await edits(one, action, 'place'), { region: 'Wales' });
    expect((await now(action)).roomId).toBe('C0WALES');
    expect(posts.at(-1)).toMatchObject({ to: { roomId: ROOM }, reply: { name: `action:${action.id}` } });
    expect(posts.at(-1)?.reply.text).toContain('in another region now');
  });

  test('never has fewer places than are taken, whoever registers meanwhile', async () => {
    const action = await publishes(under, one, { who: { capacity: '3' } });
    const window = await edits(one, action, 'people');
    for (const _ of [1, 2]) {
      const member = await under.attendee();
      await member.presses(`actions:join:${action.id}`);
    }
    const refused = await one.sends(window, { capacity: '1' });
    expect(wordsOf(refused)).toContain('2 places are taken already');
    expect((await now(action)).capacity).toBe(3);
    await one.sends(refused, { capacity: '2' });
    expect((await now(action)).capacity).toBe(2);
  });

  test('moves, and whoever comes is told and asked again', async () => {
    const action = await publishes(under, one);
    const member = await under.attendee();
    await member.presses(`actions:join:${action.id}`);
    const window = await one.presses(`move:${action.id}`);
    expect(valuesOf(formOf(window))).toEqual({ date: '2027-01-14', from: '18:30', until: '20:30' });
    await one.sends(window, { from: '7pm', until: '9pm' });
    expect((await now(action)).startsAt).toEqual(new Date('2027-01-14T19:00:00Z'));
    await under.at(under.clock.at);
    expect(member.last()).toContain('19:00');
    expect((await member.of(action)).isAskedAgain).toBe(true);
  });

  test.each([
    ['to a time that is past', { date: '2027-01-11' }, 'That time is past'],
    ['to an end before its beginning', { until: '17:00' }, 'It would end'],
  ])('does not move %s', async (_, wrong, why) => {
    const action = await publishes(under, one);
    expect(wordsOf(await one.sends(await one.presses(`move:${action.id}`), wrong))).toContain(why);
    expect((await now(action)).version).toBe(action.version);
  });

  test('is called off once; its card says so, and whoever comes is told', async () => {
    const action = await publishes(under, one);
    const member = await under.attendee();
    await member.presses(`actions:join:${action.id}`);
    const window = await one.presses(`cancel:${action.id}`);
    await one.sends(window);
    expect(await now(action)).toMatchObject({ status: 'cancelled', version: action.version + 1 });
    expect((await cardOf(under, action))?.text).toContain('Called off');
    await under.at(under.clock.at);
    expect((await member.of(action)).status).toBe('cancelled');
    expect(wordsOf(await two.sends(window))).toContain('has been called off');
    expect(wordsOf(await two.presses(`edit:${action.id}`))).toContain('has been called off');
    expect(await acts()).toContain('cancelAction');
  });
});

describe('two organisers at once', () => {
  test('who was overtaken is told by whom, and has all that they typed; then they may save it', async () => {
    const action = await publishes(under, one);
    const mine = await edits(one, action, 'words');
    const theirs = await edits(two, action, 'words');
    await two.sends(theirs, { title: 'Theirs' });
    const overtaken = await one.sends(mine, { title: 'Mine', words: 'Long words of mine.' });
    expect(wordsOf(overtaken)).toContain('organiser 2 changed this action');
    expect(valuesOf(formOf(overtaken))).toMatchObject({ title: 'Mine', words: 'Long words of mine.' });
    expect((await now(action)).texts[0]?.title).toBe('Theirs');
    await one.sends(overtaken);
    expect((await now(action)).texts[0]?.title).toBe('Mine');
  });

  test('of two who save at the same moment one is overtaken, and nothing is written over unseen', async () => {
    const action = await publishes(under, one);
    const [mine, theirs] = [await edits(one, action, 'words'), await edits(two, action, 'words')];
    const said = await Promise.all([one.sends(mine, { title: 'Mine' }), two.sends(theirs, { title: 'Theirs' })]);
    const overtaken = said.filter(turn => wordsOf(turn).includes('changed this action'));
    expect(overtaken).toHaveLength(1);
    const kept = (await now(action)).texts[0]?.title;
    expect(overtaken.map(turn => valuesOf(formOf(turn)).title)).toEqual([kept === 'Mine' ? 'Theirs' : 'Mine']);
  });

  test('nobody calls off what was moved since they looked', async () => {
    const action = await publishes(under, one);
    const window = await one.presses(`cancel:${action.id}`);
    await two.sends(await two.presses(`move:${action.id}`), { date: '2027-01-15' });
    const overtaken = await one.sends(window);
    expect(wordsOf(overtaken)).toContain('organiser 2 changed this action');
    expect((await now(action)).status).toBe('published');
    expect(wordsOf(overtaken)).toContain('Friday 15 January');
  });
});
