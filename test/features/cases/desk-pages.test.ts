import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import { homeQueues } from '../../../src/features/cases/home-page.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import { choicesOf, type DeskUnderTest, NOON, startDesk, textOf } from '../../support/desk.ts';

let desk: DeskUnderTest;
let one: Colleague;
let lead: Colleague;

beforeAll(async () => {
  desk = await startDesk();
  one = await desk.hire();
  lead = await desk.hire({ name: 'lead', role: 'lead' });
});
beforeEach(async () => {
  await desk.database.prisma.case.deleteMany();
});
afterAll(() => desk.close());

const home = async (who: Colleague) =>
  (await desk.act(who, { place: 'private', content: { kind: 'home' } })).replies[0];
const claim = (file: CaseFile) => desk.press(one, `cases:desk:claim:${file.id}`);

describe('the page of a caseworker', () => {
  test('without a case says so of every queue, and offers leads what they look after', async () => {
    const page = await home(one);
    expect(page?.onHomePage).toBe(true);
    for (const part of ['Nothing is due today', 'Every case is with somebody', 'You have no case'])
      expect(textOf([page].flatMap(reply => reply ?? []))).toContain(part);
    expect(choicesOf(page)).toEqual(['cases:desk:find', 'staff:away']);
    expect(choicesOf(await home(lead))).toEqual([
      'cases:desk:find',
      'staff:away',
      'cases:desk:reassign',
      'actions:desk:new',
      'staff:open',
      'staff:settings',
    ]);
  });

  test('is another for an organiser, who sees no case', async () => {
    const organiser = await desk.hire({ role: 'organiser' });
    expect((await home(organiser))?.text).toBe('the page of organisers');
    expect(choicesOf(await home(one)).filter(id => id.startsWith('actions:'))).toEqual([]);
  });

  test('tells leads, and nobody else, what they should see to', async () => {
    desk.warnings.push('Nobody is on call.');
    const [ofOne, ofLead] = [await home(one), await home(lead)].map(page => textOf(page ? [page] : []));
    desk.warnings.length = 0;
    expect([ofOne?.includes('on call'), ofLead?.includes('⚠️ Nobody is on call.')]).toEqual([false, true]);
  });

  test('sorts a queue by what cannot wait, and gives each case its buttons', async () => {
    const later = await desk.openCase({ deadline: { date: '2027-01-20', words: '20 January', isSure: true } });
    const sooner = await desk.openCase({ deadline: { date: '2026-12-20', words: '20 December', isSure: true } });
    const danger = await desk.openCase({ level: 'E4' });
    const plain = await desk.openCase();
    const claims = choicesOf(await home(one)).filter(id => id.includes(':claim:'));
    expect(claims).toEqual([danger, sooner, later, plain].map(({ id }) => `cases:desk:claim:${id}`));
  });

  test('names the calendar of a deadline where it is another than the Gregorian, and there alone; and so do lists of what is found', async () => {
    await desk.openCase({ language: 'fa', deadline: { words: 'دادگاه ۲۰ اسفند ۱۴۰۵', isSure: false } });
    await desk.openCase({ deadline: { date: '2026-12-20', words: 'hearing on 20 December', isSure: false } });
    const found = await desk.act(one, { content: { kind: 'command', name: 'case', argument: 'housing' } });
    for (const text of [textOf([await home(one)].flatMap(page => page ?? [])), textOf(found.replies)]) {
      expect(text).toContain('Deadline in the Persian calendar, as written: “\u2068دادگاه ۲۰ اسفند ۱۴۰۵\u2069”');
      expect(text).toContain('found in “\u2068hearing on 20 December\u2069”');
      expect(text).not.toContain('Gregorian');
    }
  });

  test('is published anew when it is knocked for, as things are then', async () => {
    const file = await desk.openCase();
    const turn = await claim(file);
    expect(turn.shows).toContain(`cases:home:${one.staffId}`);
    const [post] = await desk.desk.show(`home:${one.staffId}`);
    expect(post).toMatchObject({ to: { conversationId: one.conversationId }, reply: { onHomePage: true } });
    expect(choicesOf(post?.reply)).toContain(`cases:desk:reply:${file.id}`);
  });

  test('fits Slack’s hundred blocks, and says how many are left out', async () => {
    for (let count = 0; count < 13; count++) await desk.openCase();
    const page = await home(one);
    const blocks = (page?.sections ?? []).reduce((sum, { choices = [] }) => sum + 1 + Math.min(1, choices.length), 1);
    expect(blocks).toBeLessThanOrEqual(100);
    expect(textOf([page].flatMap(reply => reply ?? []))).toContain('3 more');
  });

  test('keeps a case in one queue: due today before mine before waiting for the member', () => {
    const file = (id: string, changes: Partial<CaseFile>) =>
      ({ id, level: 'E1', openedAt: NOON, ownerId: one.staffId, ...changes }) as CaseFile;
    const answered = { firstRepliedAt: NOON };
    const { ownerId: _, ...free } = file('free', {});
    const queues = homeQueues(
      [
        file('due', { dueAt: NOON }),
        file('deadline', { deadline: { date: '2026-11-27', words: '', isSure: true } }),
        file('mine', { dueAt: new Date('2026-12-01'), waitingSince: NOON }),
        file('waiting', { ...answered, dueAt: new Date('2026-12-20') }),
        free,
        file('elsewhere', { ownerId: 'other' }),
      ] as CaseFile[],
      one.staffId,
      NOON,
    );
    const ids = Object.fromEntries(
      Object.entries(queues).map(([name, files]) => [name, files.map(({ id }: CaseFile) => id).sort()]),
    );
    expect(ids).toEqual({ dueToday: ['deadline', 'due'], mine: ['mine'], waiting: ['waiting'], unclaimed: ['free'] });
  });
});

describe('looking for a case', () => {
  const command = (name: string, argument: string) =>
    desk.act(one, { hasWindow: true, content: { kind: 'command', name, argument } });
  const find = (values: Record<string, string | string[]>) =>
    desk.submit(one, 'cases:desk:find', values, { hasWindow: true });

  test('by its reference opens it, however it was typed, and is written down as reading', async () => {
    const file = await desk.openCase();
    for (const typed of [file.reference, file.reference.toLowerCase().replace('-', ' ')]) {
      const turn = await command('case', typed);
      expect(textOf(turn.replies)).toContain('my landlord wants me to leave');
      expect(turn.replies[0]?.form?.title).toBe(file.reference);
    }
    const read = await desk.database.prisma.auditEvent.count({ where: { caseId: file.id, what: 'readCase' } });
    expect(read).toBe(2);
  });

  test('by a mistyped reference says that it is mistyped', async () => {
    const file = await desk.openCase();
    const last = file.reference.at(-1);
    const wrong = file.reference.slice(0, -1) + [...'346789CDF'].find(letter => letter !== last);
    expect(textOf((await command('case', wrong)).replies)).toContain('wrong letter');
    expect(textOf((await find({ words: wrong })).replies)).toContain('wrong letter');
  });

  test('by a part of a handle, by topic, and by a deadline this week', async () => {
    const asylum = await desk.openCase({ topic: 'asylum' });
    const soon = await desk.openCase({ deadline: { date: '2026-12-02', words: '2 December', isSure: true } });
    await desk.openCase({ deadline: { date: '2027-02-02', words: '2 February', isSure: true } });
    const found = async (turn: ReturnType<typeof find>) => (await turn).replies.flatMap(choicesOf);
    const open = ({ id }: CaseFile) => [`cases:desk:timeline:${id}`];
    expect(await found(find({ words: asylum.handle.toUpperCase() }))).toEqual(open(asylum));
    expect(await found(find({ topic: 'asylum' }))).toEqual(open(asylum));
    expect(await found(find({ deadline: ['week'] }))).toEqual(open(soon));
    expect(await found(command('find', 'asylum'))).toEqual(open(asylum));
    expect(await found(command('find', 'deadline'))).toEqual(open(soon));
    expect(await found(command('case', asylum.handle))).toEqual(open(asylum));
  });

  test('finds closed ones too, asks when nothing was asked, and says when nothing fits', async () => {
    const file = await desk.openCase();
    await desk.commit({ writes: [desk.writes.close(file, { staffId: one.staffId, at: desk.clock.at })] });
    expect(textOf((await find({ words: file.handle })).replies)).toContain('Closed');
    expect((await find({})).replies[0]?.form?.leadsOn).toBe(true);
    expect((await command('find', '')).replies[0]?.form?.fields).toHaveLength(3);
    expect(textOf((await find({ words: 'nobody-nowhere' })).replies)).toContain('No case fits');
  });
});
