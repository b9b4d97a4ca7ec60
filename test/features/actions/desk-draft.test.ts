import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organisingSettingsStore } from '../../../src/features/organising-settings.ts';
import { type ActionsUnderTest, startActions } from '../../support/member-actions.ts';
import {
  buttonsIn,
  cardOf,
  formOf,
  hireOrganiser,
  LIBRARY,
  type Organiser,
  publishes,
  ROOM,
  TRAINING,
  valuesOf,
  wordsOf,
} from '../../support/organiser.ts';

let under: ActionsUnderTest;
let organiser: Organiser;

beforeAll(async () => {
  under = await startActions();
  organiser = await hireOrganiser(under);
}, 60_000);
afterAll(() => under.stop());

describe('to write an action', () => {
  test('three windows lead on to a preview, and only Publish shows it to members', async () => {
    const first = await organiser.begins();
    expect(formOf(first)).toMatchObject({ leadsOn: true, title: 'What and when' });
    const second = await organiser.sends(first, TRAINING);
    const third = await organiser.sends(second, LIBRARY);
    const preview = await organiser.sends(third, { capacity: '20', needs: ['childcare'], card: 'leg-01' });
    const id = formOf(preview).id.split(':')[3] ?? '';
    const member = await under.attendee();
    await member.presses('actions:near:all:any:any:0');
    expect(member.last()).not.toContain('Know your rights');
    expect(await cardOf(under, { id })).toBeUndefined();

    const published = await organiser.sends(preview);
    expect(wordsOf(published)).toContain('is published');
    expect(await under.store.byId(id)).toMatchObject({
      status: 'published',
      startsAt: new Date('2027-01-14T18:30:00Z'),
      endsAt: new Date('2027-01-14T20:30:00Z'),
      region: 'North West',
      capacity: 20,
      needsOffered: ['childcare'],
      rightsCardId: 'LEG-01',
      roomId: ROOM,
      organiserId: organiser.staffId,
      texts: [{ language: 'en', title: 'Know your rights', place: LIBRARY.place, exactPlace: LIBRARY.exactPlace }],
    });
    await member.presses('actions:near:all:any:any:0');
    expect(member.last()).toContain('Know your rights');
    expect(wordsOf({ replies: [(await cardOf(under, { id })) ?? { text: '', language: 'en' }] })).toContain(
      '20 places free',
    );
  });

  test('the preview is what members see in each language, holds back what is held back, and names the missing languages', async () => {
    const first = await organiser.sends(await organiser.begins(), { ...TRAINING, title: 'Preview' });
    const preview = await organiser.sends(await organiser.sends(first, LIBRARY), {});
    const [, , , id = ''] = formOf(preview).id.split(':');
    const added = await organiser.sends(await organiser.presses(`language:${id}`), {
      language: 'fa',
      title: 'حقوق خود را بشناسید',
      words: 'با هم یاد می‌گیریم.',
    });
    const shown = wordsOf(added);
    const action = await under.store.byId(id);
    await organiser.sends(added);
    const member = await under.attendee({ language: 'fa' });
    await member.presses(`actions:see:${id}`);
    for (const part of member.last().split('\n\n')) expect(shown).toContain(part);
    expect(member.last()).not.toContain(LIBRARY.exactPlace);
    expect(shown).toContain(`Told only to those who have a place: ${LIBRARY.exactPlace}`);
    expect(shown).toMatch(/Nobody has written it yet in: Arabic.*Ukrainian/);
    expect(shown).not.toMatch(/Nobody has written it yet in:.*Persian/);
    expect(action?.texts).toHaveLength(2);
    expect(added.replies[0]?.sections?.find(({ language }) => language === 'fa')?.text).toContain('حقوق');
  });

  test.each([
    ['ends before it begins', { from: '20:30', until: '18:30' }, 'It would end (18:30) before it begins (20:30)'],
    ['is past', { date: '2027-01-11' }, 'That time is past'],
    ['has no readable time', { from: 'evening' }, 'Give both times'],
    ['has no title', { title: undefined }, 'Give it a title'],
  ])('one that %s is not kept, and says why with all that was typed', async (_, wrong, why) => {
    const drafts = await under.database.prisma.action.count();
    const shown = await organiser.sends(await organiser.begins(), { ...TRAINING, ...wrong });
    expect(wordsOf(shown)).toContain(why);
    expect(valuesOf(formOf(shown))).toMatchObject({
      words: TRAINING.words,
      ...('from' in wrong && { from: wrong.from }),
    });
    expect(await under.database.prisma.action.count()).toBe(drafts);
  });

  test.each([
    ['neither place nor link', { place: undefined }, 'Give a place, or a link'],
    ['a link that is none', { link: 'zoom' }, 'must begin with https://'],
    ['no outcode', { outcode: 'Manchester' }, 'looks like M1'],
    ['only for a region, and none', { region: 'none', visibility: 'region' }, 'needs a region'],
  ])('a place with %s is asked for again', async (_, wrong, why) => {
    const second = await organiser.sends(await organiser.begins(), TRAINING);
    const shown = await organiser.sends(second, { ...LIBRARY, ...wrong });
    expect(wordsOf(shown)).toContain(why);
    expect(formOf(shown).title).toBe('Where');
  });

  test.each([
    ['no number of places', { capacity: 'many' }, 'from 1 up'],
    ['a card that nobody knows', { card: 'XYZ-99' }, 'No card is called XYZ-99'],
    ['a rule that is none', { repeats: 'rule', rule: 'every Monday' }, 'That is no rule'],
    ['a rule of other days', { repeats: 'rule', rule: 'FREQ=WEEKLY;BYDAY=MO' }, 'none of that rule'],
    ['a last day before the first', { repeats: 'weekly', last: '2027-01-01' }, 'last day is before the first'],
    [
      'days left out that are none',
      { repeats: 'weekly', leftOut: '2027-01-20' },
      'no days of the series after the first: 2027-01-20',
    ],
  ])('%s is told', async (_, wrong, why) => {
    const third = await organiser.sends(await organiser.sends(await organiser.begins(), TRAINING), LIBRARY);
    const shown = await organiser.sends(third, wrong);
    expect(wordsOf(shown)).toContain(why);
    expect(formOf(shown).title).toBe('For whom');
  });

  test('of a whole postcode only the first half is kept', async () => {
    const action = await publishes(under, organiser, { where: { outcode: 'm2 5pd' } });
    expect(action.outcode).toBe('M2');
    expect(JSON.stringify(await under.store.byId(action.id))).not.toContain('5PD');
  });

  test('who closes the window goes on from their drafts, and a window that is sent twice is one action', async () => {
    const other = await hireOrganiser(under, { name: 'organiser 2' });
    const first = await other.begins();
    await other.sends(first, { ...TRAINING, title: 'Half done' });
    await other.sends(first, { ...TRAINING, title: 'Half done' });
    const again = await other.begins();
    expect(wordsOf(again).match(/Half done/g)).toHaveLength(1);
    const [look = ''] = buttonsIn(again);
    expect(wordsOf(await other.presses(look))).toContain('We learn together.');
  });

  test('what was changed since the preview was shown is shown once more before it is published', async () => {
    const second = await organiser.sends(await organiser.begins(), TRAINING);
    const preview = await organiser.sends(await organiser.sends(second, LIBRARY), {});
    const id = formOf(preview).id.split(':')[3] ?? '';
    await organiser.sends(await organiser.presses(`what:${id}`), { title: 'Another title' });
    const shown = await organiser.sends(preview);
    expect(wordsOf(shown)).toContain('changed after this was shown');
    expect((await under.store.byId(id))?.status).toBe('draft');
    await organiser.sends(shown);
    expect((await under.store.byId(id))?.status).toBe('published');
  });

  test('a copy has all but the day', async () => {
    const action = await publishes(under, organiser, { who: { needs: ['food'], guests: '2' } });
    const first = await organiser.presses(`copy:${action.id}`);
    expect(valuesOf(formOf(first))).toMatchObject({ title: TRAINING.title, from: '18:30' });
    expect(valuesOf(formOf(first)).date).toBeUndefined();
    const second = await organiser.sends(first, { date: '2027-02-02' });
    const preview = await organiser.sends(await organiser.sends(second));
    const id = formOf(preview).id.split(':')[3] ?? '';
    expect(id).not.toBe(action.id);
    expect(await under.store.byId(id)).toMatchObject({ needsOffered: ['food'], guestsMax: 2, taken: 0, capacity: 20 });
  });

  test('its card goes to the room of its region, by the settings', async () => {
    const { prisma } = under.database;
    const organisers = [{ region: 'Wales' as const, role: 'Wales organiser', channelId: 'C0WALES' }];
    await prisma.$transaction(transaction =>
      organisingSettingsStore.change(now => ({ ...now, organisers })).apply(transaction),
    );
    expect((await publishes(under, organiser, { where: { region: 'Wales' } })).roomId).toBe('C0WALES');
    expect((await publishes(under, organiser)).roomId).toBe(ROOM);
  });
});

describe('who may organise', () => {
  test('a member and a caseworker are refused politely, and see nothing', async () => {
    const action = await publishes(under, organiser);
    const member = await under.attendee({ language: 'es' });
    const refused = await member.presses(`actions:desk:list:${action.id}`);
    expect(refused.replies[0]).toMatchObject({ language: 'es', text: under.words.say('es', 'desk.onlyStaff') });
    const caseworker = await hireOrganiser(under, { role: 'caseworker' });
    expect(wordsOf(await caseworker.presses(`cancel:${action.id}`))).toContain('for organisers and leads');
  });

  test('an organiser of one region neither makes nor changes actions of another', async () => {
    const welsh = await hireOrganiser(under, { regions: ['Wales'] });
    const action = await publishes(under, organiser);
    for (const step of ['edit', 'move', 'cancel', 'list', 'download', 'checkIn', 'copy', 'language', 'qr', 'walkIns'])
      expect(wordsOf(await welsh.presses(`${step}:${action.id}`))).toContain('region that you do not organise in');
    const shown = await welsh.sends(await welsh.sends(await welsh.begins(), TRAINING), LIBRARY);
    expect(wordsOf(shown)).toContain('Choose the region');
    expect(formOf(shown).fields.find(({ name }) => name === 'region')).toMatchObject({
      options: [{ id: 'Wales' }, { id: 'none' }],
    });
  });
});
