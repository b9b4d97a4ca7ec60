import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Colleague } from '../../../src/features/colleagues.ts';
import type { Organisation } from '../../../src/features/directory/organisation.ts';
import { hiddenFrom } from '../../../src/features/directory/still-true.ts';
import { choicesOf, type DirectoryUnderTest, startDirectory, textOf } from '../../support/directory.ts';

let under: DirectoryUnderTest;
let organiser: Colleague;
let lead: Colleague;
beforeAll(async () => {
  under = await startDirectory();
  organiser = await under.hire({ regions: ['North West'] });
  lead = await under.hire({ name: 'lead 1', role: 'lead' });
});
beforeEach(() => {
  under.clock.at = new Date('2026-11-27T12:00:00Z');
});
afterAll(() => under.stop());

async function entry(name: string): Promise<Organisation> {
  const found = (await under.organisations.all()).find(each => each.name.startsWith(name));
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

describe('an organiser', () => {
  test('finds entries by words, in their own region alone; a lead finds all', async () => {
    const own = await under.commands(organiser, 'sanctuary');
    expect(textOf(own)).toContain('Bolton City of Sanctuary');
    expect(textOf(own)).not.toContain('York City of Sanctuary');
    expect(textOf(await under.commands(lead, 'york city'))).toContain('York City of Sanctuary');
  });

  test('edits an entry: it is shown as they wrote it, counts as checked that day, and an import leaves it', async () => {
    const bolton = await entry('Bolton');
    const form = (await under.staff(organiser, `directory:desk:edit:${bolton.id}`)).replies[0]?.form;
    const shown = Object.fromEntries(
      (form?.fields ?? []).flatMap(field => ('initial' in field && field.initial ? [[field.name, field.initial]] : [])),
    );
    expect(shown).toMatchObject({ name: bolton.name, places: 'Bolton', needs: ['esol', 'welcome'] });
    await under.fills(organiser, form?.id ?? '', {
      ...shown,
      places: 'Bolton, Wigan',
      description: 'Ring 01204 555 555 for the drop-in.',
      needs: ['esol', 'casework'],
    });
    expect(await entry('Bolton')).toMatchObject({
      description: 'Ring for the drop-in.',
      councils: ['E08000001', 'E08000010'],
      needs: ['esol', 'casework'],
      lastCheckedOn: '2026-11-27',
      check: 'seen',
      isEdited: true,
    });
  });

  test.each([
    [{ name: ' ' }, 'Give its name'],
    [{ url: 'example' }, 'Give a whole web address'],
    [{ places: 'Atlantis' }, 'I do not know Atlantis'],
    [{ places: '' }, 'Say where it works'],
  ])('who leaves %o is told what is wrong, and loses nothing they wrote', async (changes, fault) => {
    const { id } = await entry('Dallas');
    const typed = { name: 'Another name', url: '', places: 'Salford', description: 'typed' };
    const turn = await under.fills(organiser, `directory:desk:edit:${id}`, { ...typed, ...changes });
    expect(turn.writes).toBeUndefined();
    expect(textOf(turn)).toContain(fault);
    expect(turn.replies[0]?.form?.fields).toContainEqual(
      expect.objectContaining({ name: 'description', initial: 'typed' }),
    );
  });

  test('hides an entry, and shows it again by saying that it is true', async () => {
    const { id } = await entry('Dallas');
    await under.staff(organiser, `directory:desk:hide:${id}`);
    expect((await entry('Dallas')).isHidden).toBe(true);
    await under.staff(organiser, `directory:desk:true:${id}`);
    expect(await entry('Dallas')).toMatchObject({ isHidden: false, lastCheckedOn: '2026-11-27' });
  });

  test('changes nothing in another region, nor what is everywhere', async () => {
    for (const name of ['York City', 'JCWI']) {
      const { id } = await entry(name);
      for (const step of ['true', 'hide', 'edit']) {
        const turn = await under.staff(organiser, `directory:desk:${step}:${id}`);
        expect(turn.writes).toBeUndefined();
        expect(textOf(turn)).toContain('somebody else');
      }
    }
  });

  test('is written down', async () => {
    const acts = await under.database.prisma.auditEvent.findMany({ where: { staffId: organiser.staffId } });
    expect(new Set(acts.map(({ what }) => what))).toEqual(new Set(['editEntry', 'hideEntry', 'confirmEntry']));
  });
});

describe('what will soon be hidden', () => {
  const tick = async (at: string) => {
    under.clock.at = new Date(at);
    const turns = (await under.feature.tick?.(under.clock.at.getTime())) ?? [];
    for (const turn of turns) await under.commit(turn);
    return turns.flatMap(({ posts = [] }) => posts);
  };

  test('is asked about in its region’s room in time, a few a day, on weekdays, and again after a week', async () => {
    expect(await tick('2026-11-30T11:00:00Z')).toEqual([]);
    const day = '2027-05-04T11:00:00+01:00';
    const asked = await tick(day);
    const inRoom = (posts: typeof asked) => posts.filter(({ to }) => 'roomId' in to && to.roomId === 'CNW');
    expect(inRoom(asked)).toHaveLength(3);
    expect(inRoom(asked)[0]?.reply.text).toContain('It is hidden on 2027-05-2');
    expect(inRoom(await tick('2027-05-04T11:01:00+01:00'))).toEqual([]);
    expect(inRoom(await tick('2027-05-08T11:00:00+01:00'))).toEqual([]);
    expect(inRoom(await tick('2027-05-05T07:00:00+01:00'))).toEqual([]);
    const next = inRoom(await tick('2027-05-05T11:00:00+01:00'));
    const names = (posts: typeof asked) => posts.map(({ reply }) => reply.name);
    expect(names(next).filter(name => names(inRoom(asked)).includes(name))).toEqual([]);
    const again = inRoom(await tick('2027-05-11T11:00:00+01:00'));
    expect(names(again)).toEqual(expect.arrayContaining(names(inRoom(asked)).slice(0, 1)));
  });

  test('is shown anew where it was asked about, once somebody has said that it is true', async () => {
    const { id } = await entry('Merseyside');
    expect(await under.feature.show?.(`entry:${id}`)).toEqual([]);
    const room = await under.database.prisma.conversation.create({
      data: { channel: 'slack', addressHash: Buffer.from('room'), addressSealed: under.seal.seal('CNW') },
    });
    await under.database.prisma.namedMessage.create({
      data: { conversationId: room.id, name: `entry:${id}`, messageId: '1.1' },
    });
    under.clock.at = new Date('2027-05-10T11:00:00+01:00');
    await under.staff(organiser, `directory:desk:true:${id}`);
    const [post] = (await under.feature.show?.(`entry:${id}`)) ?? [];
    expect(post?.to).toEqual({ conversationId: room.id });
    expect(post?.reply.text).toContain('Last checked on 2027-05-10');
  });

  test.each([
    ['2026-11-23', '2027-05-23'],
    ['2026-08-31', '2027-02-28'],
    ['2027-08-31', '2028-02-29'],
  ])('is what was checked on %s, from %s', (checked, hidden) => {
    expect(hiddenFrom(checked)).toBe(hidden);
  });
});

test('without words the list says what should be looked at', async () => {
  under.clock.at = new Date('2027-05-10T11:00:00+01:00');
  const turn = await under.commands(lead);
  expect(textOf(turn)).toMatch(/\d+ entries, \d+ of them shown\. \d+ should be looked at/);
  expect(choicesOf(turn)).toContain('directory:desk:search');
});
