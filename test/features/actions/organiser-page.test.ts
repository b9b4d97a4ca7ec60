import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createColleagues } from '../../../src/features/colleagues.ts';
import { type ActionsUnderTest, startActions } from '../../support/member-actions.ts';
import {
  buttonsIn,
  formOf,
  hireOrganiser,
  type Organiser,
  publishes,
  TRAINING,
  wordsOf,
} from '../../support/organiser.ts';

let under: ActionsUnderTest;
let inWales: Organiser;
let everywhere: Organiser;

beforeAll(async () => {
  under = await startActions();
  inWales = await hireOrganiser(under, { regions: ['Wales'] });
  everywhere = await hireOrganiser(under, { name: 'organiser 2' });
}, 60_000);
afterAll(() => under.stop());

async function pageOf({ staffId }: Organiser) {
  const who = await createColleagues(under.database, under.seal).find(staffId);
  if (!who) throw new Error('Nobody of that id organises.');
  const page = await under.actions.organiserPage(who);
  expect(page.onHomePage).toBe(true);
  return { words: wordsOf({ replies: [page] }), buttons: buttonsIn({ replies: [page] }) };
}

test('an organiser finds nothing on their page at first but what can be begun', async () => {
  const { words, buttons } = await pageOf(inWales);
  expect(words).toContain('Nothing is planned where you organise');
  expect(buttons).toEqual(['new', 'broadcasts:desk:begin', 'directory:desk:find']);
});

test('then what is next where they organise, the first first, with what is done with it; and their own drafts alone', async () => {
  const later = await publishes(under, everywhere, { what: { title: 'The later one', date: '2027-02-11' } });
  const next = await publishes(under, everywhere);
  const inTheirs = await publishes(under, everywhere, {
    what: { title: 'In Wales' },
    where: { region: 'Wales', place: 'Cardiff centre' },
  });
  const begun = await everywhere.begins();
  const draftId = formOf(begun).id.split(':')[3];
  await everywhere.sends(begun, { ...TRAINING, title: 'Not yet' });

  const all = await pageOf(everywhere);
  const titles = ['Not yet', 'Know your rights', 'In Wales', 'The later one'];
  expect(titles.map(title => all.words.indexOf(title))).not.toContain(-1);
  expect(all.words.indexOf('The later one')).toBeGreaterThan(all.words.indexOf('Know your rights'));
  expect(all.words).toContain('0 come · 20 places free');
  expect(all.buttons).toEqual(expect.arrayContaining([`look:${draftId}`, `list:${next.id}`, `broadcast:${later.id}`]));

  const theirs = await pageOf(inWales);
  expect(theirs.buttons.filter(id => id.startsWith('list:'))).toEqual([`list:${inTheirs.id}`]);
  expect(theirs.words).not.toContain('Not yet');
});
