import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import type { FeatureTurn } from '../../../src/features/feature.ts';
import type { Form } from '../../../src/messages/form.ts';
import { Overtaken } from '../../../src/messages/turn.ts';
import { type DeskUnderTest, startDesk, textOf } from '../../support/desk.ts';
import { heard } from '../../support/heard.ts';

let desk: DeskUnderTest;
let one: Colleague;
let two: Colleague;
let lead: Colleague;

beforeAll(async () => {
  desk = await startDesk();
  one = await desk.hire();
  two = await desk.hire({ name: 'caseworker 2' });
  lead = await desk.hire({ name: 'lead', role: 'lead' });
});
afterAll(() => desk.close());

const claim = ({ id }: CaseFile) => `cases:desk:claim:${id}`;
const again = async ({ id }: CaseFile) => (await desk.cases.byId(id)) as CaseFile;
const formOf = ({ replies }: FeatureTurn) => replies.find(({ form }) => form)?.form as Form;
const kinds = async ({ id }: CaseFile) => (await desk.cases.entries(id)).map(({ kind }) => kind);
const audited = (caseId: string) =>
  desk.database.prisma.auditEvent.findMany({ where: { caseId }, orderBy: { id: 'asc' } });
/** Posts to a member, by what they say. */
const toldTo = ({ conversationId }: CaseFile, { posts = [] }: FeatureTurn) =>
  posts
    .filter(({ to }) => 'conversationId' in to && to.conversationId === conversationId)
    .map(({ reply }) => reply.text);
const openForm = async (who: Colleague, step: string, { id }: CaseFile) =>
  formOf(await desk.press(who, `cases:desk:${step}:${id}`));

describe('to claim a case', () => {
  test('gives it to whoever pressed, tells the member who has it, and is in the timeline and the audit', async () => {
    const file = await desk.openCase();
    const turn = await desk.press(one, claim(file));
    expect(toldTo(file, turn)).toEqual([expect.stringContaining('caseworker 1')]);
    expect(await again(file)).toMatchObject({ ownerId: one.staffId, claimedAt: desk.clock.at });
    expect(await kinds(file)).toContain('claimed');
    expect(await audited(file.id)).toMatchObject([{ what: 'claim', staffId: one.staffId }]);
    expect(turn.shows).toEqual([`cases:card:${file.id}`, `cases:home:${one.staffId}`]);
  });

  test('of two who press at once gives it to one, and tells the other who has it, and the member once', async () => {
    const file = await desk.openCase();
    const thinkAs = ({ staffId }: Colleague) =>
      desk.desk.think(
        heard({
          sender: { personId: staffId, conversationId: 'theirs', languageChosen: false },
          place: 'room',
          content: { kind: 'choice', choiceId: claim(file), messageId: '1.1' },
        }),
      );
    const [first, second] = await Promise.all([thinkAs(one), thinkAs(two)]);
    await desk.commit(first);
    await expect(desk.commit(second)).rejects.toThrow(Overtaken);
    const rethought = await thinkAs(two);
    expect(textOf(rethought.replies)).toContain('caseworker 1 has');
    expect([rethought.writes ?? [], rethought.posts ?? []]).toEqual([[], []]);
    expect(await again(file)).toMatchObject({ ownerId: one.staffId });
    expect((await kinds(file)).filter(kind => kind === 'claimed')).toHaveLength(1);
  });

  test('tells nothing by itself to somebody whose phone may be watched', async () => {
    const file = await desk.openCase({ intake: { crisis: 'violence-now' } });
    expect(toldTo(file, await desk.press(one, claim(file)))).toEqual([]);
  });

  test('of a case that is gone says so', async () => {
    const turn = await desk.press(one, 'cases:desk:claim:01900000-0000-7000-8000-000000000000');
    expect(textOf(turn.replies)).toContain('not there any more');
  });
});

describe('to hand a case over', () => {
  test('to a colleague tells them and the member, with the note for colleagues alone', async () => {
    const file = await desk.openCase();
    await desk.press(one, claim(file));
    const form = await openForm(one, 'handOver', file);
    const turn = await desk.submit(one, form.id, { to: two.staffId, note: 'the letter is missing' });
    expect(await again(file)).toMatchObject({ ownerId: two.staffId });
    const [told] = toldTo(file, turn);
    expect(told).toContain('caseworker 2');
    expect(told).not.toContain('letter');
    const toTwo = turn.posts?.find(({ to }) => 'conversationId' in to && to.conversationId === two.conversationId);
    expect(toTwo?.reply.text).toContain('the letter is missing');
    expect(await audited(file.id)).toContainEqual(
      expect.objectContaining({ what: 'handOver', staffId: one.staffId, aboutStaffId: two.staffId }),
    );
  });

  test('to the queue frees it, and somebody else can claim it', async () => {
    const file = await desk.openCase();
    await desk.press(one, claim(file));
    const turn = await desk.submit(one, (await openForm(one, 'handOver', file)).id, { to: 'queue', note: 'no Arabic' });
    expect(toldTo(file, turn)).toEqual([]);
    const free = await again(file);
    expect([free.ownerId, free.claimedAt, free.climbed]).toEqual([undefined, undefined, 0]);
    await desk.press(two, claim(file));
    expect(await again(file)).toMatchObject({ ownerId: two.staffId });
  });

  test('to the queue of another room moves its card, and leaves word in the old one', async () => {
    desk.settings.routes.push({ topic: 'housing', channelId: 'C0002' });
    const file = await desk.openCase();
    const form = await openForm(one, 'handOver', file);
    const rooms = form.fields.flatMap(field => ('options' in field ? field.options.map(({ id }) => id) : []));
    expect(rooms).toContain('room:C0002');
    const turn = await desk.submit(one, form.id, { to: 'room:C0002', note: 'housing' });
    expect(await again(file)).toMatchObject({ roomId: 'C0002' });
    expect(turn.posts).toContainEqual(
      expect.objectContaining({
        to: { channel: 'slack', roomId: 'C0001' },
        reply: expect.objectContaining({ name: `case:${file.id}`, text: expect.stringContaining('another room') }),
      }),
    );
    expect(await desk.desk.show(`card:${file.id}`)).toMatchObject([{ to: { roomId: 'C0002' } }]);
  });

  test('changes nothing when it has changed hands since the window was opened', async () => {
    const file = await desk.openCase();
    await desk.press(one, claim(file));
    const stale = await openForm(one, 'handOver', file);
    await desk.submit(lead, (await openForm(lead, 'handOver', file)).id, { to: lead.staffId, note: 'mine' });
    const turn = await desk.submit(one, stale.id, { to: two.staffId, note: 'yours' });
    expect(textOf(turn.replies)).toContain('changed hands');
    expect(await again(file)).toMatchObject({ ownerId: lead.staffId });
  });

  test.each([['an organiser'], ['nobody we know']])('is refused for %s', async who => {
    const organiser = await desk.hire({ name: 'organiser', role: 'organiser' });
    const file = await desk.openCase();
    const to = who === 'an organiser' ? organiser.staffId : 'constructor';
    const turn = await desk.submit(one, (await openForm(one, 'handOver', file)).id, { to, note: 'n' });
    expect(textOf(turn.replies)).toContain('cannot take cases');
    expect((await again(file)).ownerId).toBeUndefined();
  });
});

describe('all cases of a colleague who is away', () => {
  test('go to another at once, each member is told, each is audited, and no other case moves', async () => {
    const away = await desk.hire({ name: 'caseworker 3', away: true });
    const files = [await desk.openCase(), await desk.openCase(), await desk.openCase()];
    for (const file of files) await desk.press(away, claim(file));
    const other = await desk.openCase();
    await desk.press(one, claim(other));
    const form = formOf(await desk.press(lead, 'cases:desk:reassign'));
    expect(form.fields[0]).toMatchObject({
      options: expect.arrayContaining([{ id: away.staffId, label: 'caseworker 3 (away)' }]),
    });
    const turn = await desk.submit(lead, form.id, { from: away.staffId, to: two.staffId });
    for (const file of files) {
      expect(await again(file)).toMatchObject({ ownerId: two.staffId });
      expect(toldTo(file, turn)).toHaveLength(1);
      expect((await audited(file.id)).map(({ what }) => what)).toEqual(['claim', 'reassign']);
    }
    expect(await again(other)).toMatchObject({ ownerId: one.staffId });
  });

  test('are for leads to give away', async () => {
    for (const turn of [
      await desk.press(one, 'cases:desk:reassign'),
      await desk.submit(one, 'cases:desk:reassign', { from: two.staffId, to: one.staffId }),
    ]) {
      expect(textOf(turn.replies)).toContain('Only a lead');
      expect(turn.writes ?? []).toEqual([]);
    }
  });
});

describe('to close a case', () => {
  test('keeps the reason among colleagues and asks the member whether it helped', async () => {
    const file = await desk.openCase();
    await desk.press(one, claim(file));
    const form = await openForm(one, 'close', file);
    const turn = await desk.submit(one, form.id, { reason: 'found a solicitor' });
    expect(await again(file)).toMatchObject({ closedAt: desk.clock.at });
    const told = turn.posts?.find(({ to }) => 'conversationId' in to && to.conversationId === file.conversationId);
    expect(told?.reply.text).not.toContain('solicitor');
    expect(told?.reply.choices?.map(({ id }) => id)).toContain(`cases:helped:${file.id}:yes`);
    expect(await desk.cases.entries(file.id)).toContainEqual(
      expect.objectContaining({ kind: 'closed', text: 'found a solicitor', staffId: one.staffId }),
    );
  });

  test('is not done over words that came after the window was opened', async () => {
    const file = await desk.openCase();
    const stale = await openForm(one, 'close', file);
    const at = new Date(desk.clock.at.getTime() + 60_000);
    await desk.commit({
      writes: [
        desk.writes.reply(file, {
          staffId: one.staffId,
          at,
          text: 'x',
          entryId: crypto.randomUUID(),
          mark: 'information',
          iaaLevel: 0,
          saidCount: 1,
        }),
      ],
    });
    const answered = await again(file);
    const entry = { id: crypto.randomUUID(), kind: 'memberSaid' as const, at, text: 'one more thing' };
    await desk.commit({ writes: [desk.writes.said(answered, { entry, conversationId: file.conversationId })] });
    const turn = await desk.submit(one, stale.id, { reason: 'done' });
    expect(textOf(turn.replies)).toContain('wrote something since');
    expect((await again(file)).closedAt).toBeUndefined();
  });

  test('can be undone by opening it again, in the same hands', async () => {
    const file = await desk.openCase();
    await desk.press(one, claim(file));
    await desk.submit(one, (await openForm(one, 'close', file)).id, { reason: 'done' });
    const turn = await desk.press(two, `cases:desk:reopen:${file.id}`);
    expect(toldTo(file, turn)).toEqual([]);
    expect(await again(file)).toMatchObject({ ownerId: one.staffId, dueAt: expect.any(Date) });
    expect((await again(file)).closedAt).toBeUndefined();
    expect((await audited(file.id)).map(({ what }) => what)).toEqual(['claim', 'close', 'reopen']);
  });
});

describe('what colleagues say of a case', () => {
  test('in a form that they leave half way is not asked again, and changes nothing', async () => {
    const file = await desk.openCase();
    for (const step of ['note', 'close', 'reply', 'reveal']) {
      const turn = await desk.press(lead, `cases:desk:${step}:${file.id}:cancel`);
      expect(textOf(turn.replies)).toContain('Nothing was changed');
      expect([turn.replies[0]?.form, turn.writes, turn.posts]).toEqual([undefined, undefined, undefined]);
    }
  });

  test('a note is in the timeline and the thread, and never goes to the member', async () => {
    const file = await desk.openCase();
    const turn = await desk.submit(one, (await openForm(one, 'note', file)).id, { note: 'call the hotel' });
    expect(toldTo(file, turn)).toEqual([]);
    expect(turn.posts).toMatchObject([{ to: { roomId: 'C0001' }, reply: { under: `case:${file.id}` } }]);
    expect(await desk.cases.entries(file.id)).toContainEqual(
      expect.objectContaining({ kind: 'note', text: 'call the hotel' }),
    );
  });

  test('a deadline is confirmed, corrected or taken away, and only then sure', async () => {
    const file = await desk.openCase({ deadline: { date: '2026-12-14', words: '14 December', isSure: false } });
    const form = await openForm(one, 'deadline', file);
    expect(form.fields[0]).toMatchObject({ kind: 'date', initial: '2026-12-14' });
    await desk.submit(one, form.id, { date: '2026-12-15' });
    expect((await again(file)).deadline).toEqual({ date: '2026-12-15', words: '14 December', isSure: true });
    for (const wrong of [{}, { date: 'tomorrow' }, { date: '2026-02-30' }]) {
      expect(textOf((await desk.submit(one, form.id, wrong)).replies)).toContain('Nothing was changed');
      expect((await again(file)).deadline?.date).toBe('2026-12-15');
    }
    await desk.submit(one, form.id, { none: ['none'] });
    expect((await again(file)).deadline).toBeUndefined();
    expect((await audited(file.id)).map(({ what }) => what)).toEqual(['setDeadline', 'setDeadline']);
  });

  test('the matter decides the level that advice needs', async () => {
    const file = await desk.openCase({ topic: 'immigration' });
    const form = await openForm(lead, 'matter', file);
    expect(JSON.stringify(form)).toContain('a straightforward application: advice needs level 1');
    await desk.submit(lead, form.id, { matter: 'application' });
    expect((await again(file)).matter).toBe('application');
    expect(textOf((await desk.submit(lead, form.id, { matter: 'constructor' })).replies)).toContain(
      'Nothing was changed',
    );
  });

  test('the matter is said by a lead, or by somebody with a level that has not run out; who may not is told who could', async () => {
    const file = await desk.openCase({ topic: 'immigration' });
    const formId = `cases:desk:matter:${file.id}`;
    const level = { name: 'adviser', iaaLevel: 1 } as const;
    const adviser = await desk.hire({ ...level, iaaExpires: '2027-03-31' });
    const expired = await desk.hire({ ...level, name: 'formerly adviser', iaaExpires: '2026-11-26' });
    for (const who of [one, expired])
      for (const turn of [
        await desk.press(who, formId, { hasWindow: true }),
        await desk.submit(who, formId, { matter: 'none' }, { hasWindow: true }),
      ]) {
        expect(formOf(turn).submit).toBeUndefined();
        expect(textOf(turn.replies)).toContain('Who could: adviser, lead.');
        expect((await again(file)).matter).toBeUndefined();
      }
    await desk.submit(adviser, (await openForm(adviser, 'matter', file)).id, { matter: 'casework' });
    expect((await again(file)).matter).toBe('casework');
  });

  test('a timeline tells who did what and when, and to open it is written down', async () => {
    const file = await desk.openCase();
    await desk.press(one, claim(file));
    const turn = await desk.press(two, `cases:desk:timeline:${file.id}`, { hasWindow: true });
    const text = textOf(turn.replies);
    for (const part of ['opened', 'my landlord wants me to leave', 'claimed · caseworker 1', file.reference])
      expect(text).toContain(part);
    expect(turn.replies[0]?.form).toBeDefined();
    expect(await audited(file.id)).toContainEqual(expect.objectContaining({ what: 'readCase', staffId: two.staffId }));
  });
});
