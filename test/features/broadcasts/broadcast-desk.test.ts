import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Prisma } from '../../../src/database/client/client.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import type { Reply } from '../../../src/messages/reply.ts';
import { type BroadcastHouse, startBroadcastHouse } from '../../support/broadcast-house.ts';
import { choicesOf, textOf } from '../../support/desk.ts';

const SECOND_ABOVE = 6;
const SEGMENT = { kind: 'training', region: 'all', action: 'none' };
const NOW = { when: 'now' };

let house: BroadcastHouse;
let organiser: Colleague;
let lead: Colleague;

beforeAll(async () => {
  house = await startBroadcastHouse({ secondPersonAbove: SECOND_ABOVE });
  organiser = await house.hire({ name: 'organiser 1' });
  lead = await house.hire({ name: 'lead', role: 'lead' });
  await Promise.all([
    ...Array.from({ length: 5 }, () => house.join({ language: 'en', nation: 'England', outcode: 'LE1' })),
    ...Array.from({ length: 2 }, () => house.join({ language: 'fa', nation: 'England', outcode: 'B12' })),
    ...Array.from({ length: 5 }, () =>
      house.join({ language: 'en', kinds: ['social'], nation: 'Wales', outcode: 'CF10' }),
    ),
  ]);
}, 120_000);
afterAll(() => house.stop());

const formOf = ([reply]: Reply[]) => reply?.form?.id ?? '';
const only = async () => house.spine.database.prisma.broadcast.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
const card = async (id: string) => (await house.feature.show?.(`card:${id}`))?.[0]?.reply;

/** Who it is for, and the words: as far as the preview. */
async function draft(who: Colleague, values: Record<string, string | string[]>, words: Record<string, string>) {
  const chosen = await house.submit(who, 'broadcasts:desk:new', { ...SEGMENT, ...values });
  const look = await house.submit(who, formOf(chosen.replies), { without: 'english', ...words });
  return { chosen: textOf(chosen.replies), look, id: (await only()).id, send: formOf(look.replies) };
}

test('a command opens the form, the size is shown and never the people, and few are not even counted', async () => {
  const { replies } = await house.act(organiser, { content: { kind: 'command', name: 'broadcast', argument: '' } });
  expect(formOf(replies)).toBe('broadcasts:desk:new');
  const { chosen } = await draft(organiser, {}, { wordsen: 'hello' });
  expect(chosen).toContain('Would reach 7 people.');
  expect(chosen).toContain('English (5 people)');
  expect(chosen).toContain('Persian (fewer than 5 people)');
});

describe('a segment', () => {
  test.each([
    ['of a region', { region: 'East Midlands' }, 'Would reach 5 people.'],
    ['of a nation', { kind: 'social', region: 'Wales' }, 'Would reach 5 people.'],
    ['of another kind', { kind: 'campaign' }, 'Would reach 0 people.'],
    ['of a language', { languages: ['fa'] }, 'Would reach fewer than 5 people.'],
    ['of those who came before', { before: ['yes'] }, 'Would reach 0 people.'],
  ])('%s is counted', async (_, values, size) => {
    const { chosen } = await draft(organiser, values, { wordsen: 'hello' });
    expect(chosen).toContain(size);
  });

  test('leaves out who is registered already, and knows who came before', async () => {
    const { prisma } = house.spine.database;
    const { id } = await prisma.action.create({
      data: {
        kind: 'training',
        status: 'published',
        startsAt: new Date('2026-12-03T18:00Z'),
        endsAt: new Date('2026-12-03T20:00Z'),
        organiserId: organiser.staffId,
        roomId: 'C0001',
        code: 'CHAIR-1',
        texts: { create: { language: 'en', title: 'Know your rights', words: '', place: '' } },
      },
    });
    const [person] = await prisma.conversation.findMany({ where: { person: { outcode: 'LE1' } }, take: 1 });
    await prisma.registration.create({
      data: {
        actionId: id,
        personId: person?.personId ?? '',
        conversationId: person?.id ?? '',
        status: 'registered',
        checkedInAt: new Date(),
      },
    });
    const { replies } = await house.act(organiser, {
      content: { kind: 'command', name: 'none', argument: '' },
      handedOver: { actionId: id },
    });
    expect(formOf(replies)).toBe(`broadcasts:desk:new:${id}`);
    const known = await house.submit(organiser, formOf(replies), { ...SEGMENT, action: id });
    expect(textOf(known.replies)).toContain('Would reach 6 people.');
    expect(textOf([(await card((await only()).id)) ?? { text: '', language: 'en' }])).toContain('Know your rights');
    const before = await house.submit(organiser, 'broadcasts:desk:new', { ...SEGMENT, before: ['yes'] });
    expect(textOf(before.replies)).toContain('Would reach fewer than 5 people.');
  });
});

test('the preview shows each language as it arrives, and names the languages without words', async () => {
  const { look } = await draft(organiser, {}, { wordsen: 'Come on Thursday.' });
  const text = textOf(look.replies);
  expect(text).toContain('*Telegram, English*');
  expect(text).toContain('Come on Thursday.\n\nTo stop these messages, write STOP.');
  expect(text).toContain('Persian has no words: fewer than 5 people get the English ones.');
  // Their last line is in their own language: who sends it sees that, too.
  expect(text).toMatch(/Persian.*in the place of the English line.*STOP/s);
});

test('words that nobody wrote are asked for again', async () => {
  const { look } = await draft(organiser, {}, {});
  expect(textOf(look.replies)).toContain('at least one language');
});

test('a test goes to whoever asks for it, in each language, and to nobody else', async () => {
  const { id } = await draft(organiser, {}, { wordsen: 'hello', wordsfa: 'سلام' });
  const { posts = [] } = await house.press(lead, `broadcasts:desk:test:${id}`);
  expect(posts.map(({ to }) => to)).toEqual([
    { conversationId: lead.conversationId },
    { conversationId: lead.conversationId },
  ]);
  expect(posts.map(({ reply }) => reply.text.split('\n')[0])).toEqual(['hello', 'سلام']);
});

describe('above the size from the settings', () => {
  let id: string;

  beforeEach(async () => {
    const { id: made, send } = await draft(organiser, {}, { wordsen: 'for many' });
    id = made;
    const turn = await house.submit(organiser, send, NOW);
    expect(textOf(turn.replies)).toContain('waits until somebody else has agreed');
    expect(turn.posts?.[0]?.reply.text).toContain('waits until somebody else agrees');
  });

  test('it waits, and whoever wrote it cannot agree, whichever way they try', async () => {
    const { replies } = await house.press(organiser, `broadcasts:desk:look:${id}`);
    expect(textOf(replies)).toContain('You wrote it');
    expect(formOf(replies)).toBe('broadcasts:desk:read');
    const forced = await house.submit(organiser, `broadcasts:desk:agree:${id}:2`);
    expect(textOf(forced.replies)).toContain('You wrote it');
    expect(await only()).toMatchObject({ id, status: 'waiting', agreedById: null });
  });

  test('somebody else who may organise there agrees to exactly what they saw', async () => {
    const elsewhere = await house.hire({ name: 'organiser 3', regions: ['Wales'] });
    expect(textOf((await house.press(elsewhere, `broadcasts:desk:look:${id}`)).replies)).toContain('other regions');
    const { replies } = await house.press(lead, `broadcasts:desk:look:${id}`);
    expect(formOf(replies)).toBe(`broadcasts:desk:agree:${id}:2`);
    expect(textOf((await house.submit(lead, `broadcasts:desk:agree:${id}:1`)).replies)).toContain(
      'changed since you looked',
    );
    expect(textOf((await house.submit(lead, formOf(replies))).replies)).toContain('It goes now');
    await house.reach(id, 'done');
    expect(await house.results(id)).toEqual({ sent: 7 });
    expect((await card(id))?.text).toContain('lead agreed');
  }, 60_000);

  test('back in the draft somebody else’s words are theirs, so that the first may agree', async () => {
    await house.press(organiser, `broadcasts:desk:back:${id}`);
    const look = await house.submit(lead, `broadcasts:desk:words:${id}:2`, {
      wordsen: 'other words',
      without: 'english',
    });
    await house.submit(lead, formOf(look.replies), NOW);
    expect(textOf((await house.submit(lead, `broadcasts:desk:agree:${id}:3`)).replies)).toContain('You wrote it');
    expect(textOf((await house.submit(organiser, `broadcasts:desk:agree:${id}:3`)).replies)).toContain('It goes now');
    await house.reach(id, 'done');
  }, 60_000);
});

test('when more have agreed to be written to than were counted, it waits after all', async () => {
  const { id, send } = await draft(organiser, { region: 'East Midlands' }, { wordsen: 'growing' });
  const { replies } = await house.submit(organiser, send, { when: 'later', date: '2026-11-28', time: '10:00' });
  expect(textOf(replies)).toContain('Sat 28 Nov, 10:00');
  await Promise.all(Array.from({ length: 2 }, () => house.join({ language: 'en', nation: 'England', outcode: 'LE2' })));
  house.clock.ms = Date.parse('2026-11-28T10:00:00Z');
  for (const turn of (await house.feature.tick?.(house.clock.ms)) ?? []) await house.takeTurn(turn);
  await house.reach(id, 'waiting');
  expect(await house.results(id)).toEqual({ waiting: 7 });
}, 60_000);

describe('only organisers of that region, and leads,', () => {
  test('may write to it', async () => {
    const ofWales = await house.hire({ name: 'organiser 4', regions: ['Wales'] });
    const { replies } = await house.submit(ofWales, 'broadcasts:desk:new', { ...SEGMENT, region: 'all' });
    expect(textOf(replies)).toContain('other regions');
    const { replies: there } = await house.submit(ofWales, 'broadcasts:desk:new', { ...SEGMENT, region: 'Wales' });
    expect(formOf(there)).toMatch(/^broadcasts:desk:words:/);
  });

  test.each(['broadcasts:desk:new', 'broadcasts:desk:pause:x', 'broadcasts:desk:send:x:1'])(
    'get an answer to %s',
    async choice => {
      const caseworker = await house.hire({ name: 'caseworker 1', role: 'caseworker' });
      const stranger = await house.join();
      expect(textOf((await house.press(caseworker, choice)).replies)).toContain('for organisers and leads');
      expect(textOf((await house.press({ staffId: stranger.personId }, choice)).replies)).toContain('Only our team');
      await house.spine.database.prisma.consent.deleteMany({ where: { personId: stranger.personId } });
    },
  );
});

test('a card has the buttons of its state, and none for what cannot be done', async () => {
  const id = await house.write({ texts: [] });
  const steps = async () => choicesOf(await card(id)).map(choice => choice.split(':')[2]);
  expect(await steps()).toEqual(['words', 'seg', 'cancel']);
  await house.press(organiser, `broadcasts:desk:cancel:${id}`);
  expect(await steps()).toEqual([]);
  const ids = choicesOf(await card(await house.write()));
  expect(ids.filter(choice => Buffer.byteLength(choice) > 64)).toEqual([]);
});

describe('a broadcast that tells of an action', () => {
  const actions = () => house.spine.database.prisma.action;
  let serial = 0;
  const publish = (changes: Partial<Prisma.ActionUncheckedCreateInput> = {}) =>
    actions().create({
      data: {
        kind: 'training',
        status: 'published',
        region: 'London',
        startsAt: new Date('2026-12-10T18:00Z'),
        endsAt: new Date('2026-12-10T20:00Z'),
        organiserId: organiser.staffId,
        roomId: 'C0001',
        code: `CHAIR-A${serial++}`,
        texts: { create: { language: 'en', title: 'Housing rights', words: '', place: '' } },
        ...changes,
      },
    });
  const aboutOf = ([reply]: Reply[]) => {
    const field = reply?.form?.fields.find(({ name }) => name === 'about');
    return field?.kind === 'choice' ? field : undefined;
  };

  test('offers those that are published, to come, and of the region or of everywhere', async () => {
    const [here, everywhere] = [await publish(), await publish({ region: null })];
    const others = [
      await publish({ region: 'Wales' }),
      await publish({ status: 'draft' }),
      await publish({ status: 'cancelled' }),
      await publish({ startsAt: new Date('2026-11-20T18:00Z') }),
    ];
    const { replies } = await house.submit(organiser, 'broadcasts:desk:new', { ...SEGMENT, region: 'London' });
    const offered = aboutOf(replies)?.options.map(({ id }) => id) ?? [];
    expect(offered).toEqual(expect.arrayContaining(['none', here.id, everywhere.id]));
    for (const { id } of others) expect(offered).not.toContain(id);
  });

  test('has a button below its words in each language that leads to what members see of it, and shows that beforehand', async () => {
    const { id: about } = await publish();
    const { id, look } = await draft(organiser, { region: 'all' }, { wordsen: 'Come.', wordsfa: 'بیایید.', about });
    expect(textOf(look.replies)).toContain('[See this action]');
    expect(textOf(look.replies)).toContain('[دیدن این برنامه]');
    const { posts = [] } = await house.press(lead, `broadcasts:desk:test:${id}`);
    expect(posts.map(({ reply }) => reply.choices?.[0]?.id)).toEqual([`actions:see:${about}`, `actions:see:${about}`]);
    const again = await house.press(organiser, `broadcasts:desk:words:${id}`);
    expect(aboutOf(again.replies)?.initial).toBe(about);
  });

  test('has none where no action is chosen, and loses it when none is chosen any more', async () => {
    const { id: about } = await publish();
    const { id } = await draft(organiser, {}, { wordsen: 'Come.', about });
    const window = await house.press(organiser, `broadcasts:desk:words:${id}`);
    await house.submit(organiser, formOf(window.replies), { wordsen: 'Come.', about: 'none' });
    const { posts = [] } = await house.press(lead, `broadcasts:desk:test:${id}`);
    expect(posts[0]?.reply.choices).toBeUndefined();
  });

  test('asks again when that action was called off meanwhile, and what was written is still there', async () => {
    const action = await publish();
    const chosen = await house.submit(organiser, 'broadcasts:desk:new', SEGMENT);
    await actions().update({ where: { id: action.id }, data: { status: 'cancelled' } });
    const { replies } = await house.submit(organiser, formOf(chosen.replies), { wordsen: 'Come.', about: action.id });
    expect(textOf(replies)).toContain('That action is over, called off');
    expect(replies[0]?.form?.fields[0]).toMatchObject({ initial: 'Come.' });
  });
});
