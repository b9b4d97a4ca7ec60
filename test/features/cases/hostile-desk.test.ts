import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import { Overtaken } from '../../../src/messages/turn.ts';
import { type DeskUnderTest, startDesk, textOf } from '../../support/desk.ts';

let desk: DeskUnderTest;
let lead: Colleague;

beforeAll(async () => {
  desk = await startDesk();
  lead = await desk.hire({ name: 'lead', role: 'lead' });
});
afterAll(() => desk.close());

const WINDOW = { hasWindow: true };
const again = async ({ id }: CaseFile) => (await desk.cases.byId(id)) as CaseFile;
const letGo = ({ staffId }: Colleague) =>
  desk.database.prisma.staff.update({ where: { personId: staffId }, data: { leftAt: desk.clock.at } });

/** Thought while somebody still worked here. @returns what makes it true. */
async function thought(who: Colleague, choiceId: string) {
  const turn = await desk.desk.think({
    sender: { personId: who.staffId, conversationId: 'theirs', languageChosen: false },
    language: 'en',
    place: 'room',
    channel: 'slack',
    roomId: 'C0001',
    sentAtMs: 0,
    hasWindow: false,
    content: { kind: 'choice', choiceId, messageId: '1' },
  });
  return () => desk.commit(turn);
}

describe('somebody who leaves at the same moment', () => {
  test('gets no case that they claimed a moment before', async () => {
    const leaving = await desk.hire({ name: 'leaving' });
    const file = await desk.openCase();
    const commit = await thought(leaving, `cases:desk:claim:${file.id}`);
    await letGo(leaving);
    await expect(commit()).rejects.toThrow(Overtaken);
    expect((await again(file)).ownerId).toBeUndefined();
    expect(textOf((await desk.press(leaving, `cases:desk:claim:${file.id}`)).replies)).toContain('Only our team');
  });

  test.each([
    ['leaves', { leftAt: new Date() }],
    ['becomes an organiser', { role: 'organiser' as const }],
  ])('is handed no case by a colleague, who %s', async (_, data) => {
    const leaving = await desk.hire({ name: 'leaving' });
    const file = await desk.openCase();
    const handOver = desk.writes.handOver(
      file,
      { ownerId: leaving.staffId },
      { staffId: lead.staffId, at: desk.clock.at },
    );
    await desk.database.prisma.staff.update({ where: { personId: leaving.staffId }, data });
    await expect(desk.commit({ writes: [handOver] })).rejects.toThrow(Overtaken);
    expect((await again(file)).ownerId).toBeUndefined();
  });

  test.each(['reopen', 'reopenAtDesk'] as const)(
    'is not given back a case that is opened again (%s): it waits to be claimed',
    async way => {
      const leaving = await desk.hire({ name: 'leaving' });
      const file = await desk.openCase();
      await desk.press(leaving, `cases:desk:claim:${file.id}`);
      await desk.commit({
        writes: [desk.writes.close(await again(file), { staffId: lead.staffId, at: desk.clock.at })],
      });
      await letGo(leaving);
      const closed = await again(file);
      const entry = { id: crypto.randomUUID(), kind: 'memberSaid' as const, at: desk.clock.at, text: 'again' };
      const { conversationId } = file;
      const write =
        way === 'reopen'
          ? desk.writes.reopen(closed, { entry, conversationId })
          : desk.writes.reopenAtDesk(closed, { staffId: lead.staffId, at: desk.clock.at });
      await desk.commit({ writes: [write] });
      const open = await again(file);
      expect(open).toMatchObject({ dueAt: expect.any(Date) });
      expect([open.closedAt, open.ownerId, open.claimedAt]).toEqual([undefined, undefined, undefined]);
    },
  );
});

describe('an id that nobody was offered', () => {
  const steps =
    'claim handOver reassign note close reopen deadline matter timeline files reveal find reply send undo again'.split(
      ' ',
    );
  const ids = ['__proto__', 'constructor', '', "'; DROP TABLE support_case; --", 'x'.repeat(40)];

  test('is answered kindly, and changes nothing', async () => {
    const before = await desk.database.prisma.caseEntry.count();
    for (const step of [...steps, '__proto__', 'toString'])
      for (const id of ids)
        for (const name of [`cases:desk:${step}:${id}`, `cases:desk:${step}:${id}:${id}:${id}`]) {
          const pressed = await desk.press(lead, name, WINDOW);
          const filled = await desk.submit(lead, name, { words: 'words', to: id, from: id, files: [id] }, WINDOW);
          expect([pressed.replies.length, filled.replies.length]).not.toContain(0);
        }
    expect(await desk.database.prisma.caseEntry.count()).toBe(before);
  });

  test('of a preview that was never shown sends nothing', async () => {
    const file = await desk.openCase();
    await desk.press(lead, `cases:desk:claim:${file.id}`);
    for (const rest of [
      '-',
      '__proto__:-',
      `${crypto.randomUUID()}:-`,
      `${crypto.randomUUID()}:AAAAAAAAAAAAAAAA:__proto__`,
    ]) {
      const values = { words: 'never shown', mark: 'information' };
      const turn = await desk.submit(lead, `cases:desk:send:${file.id}:${rest}`, values, WINDOW);
      expect(turn.posts ?? []).toEqual([]);
    }
  });

  test('of a room where no cases go is no place for a case', async () => {
    const file = await desk.openCase();
    const form = { to: 'room:C0ELSEWHERE', note: 'take it' };
    const turn = await desk.submit(lead, `cases:desk:handOver:${file.id}:nobody`, form, WINDOW);
    expect(turn.posts ?? []).toEqual([]);
    expect(textOf(turn.replies)).toContain('Nothing was changed');
    expect((await again(file)).roomId).toBe('C0001');
  });
});

test('a reply that is asked for question by question goes by Send alone, and not by the answers before it', async () => {
  const file = await desk.openCase();
  await desk.press(lead, `cases:desk:claim:${file.id}`);
  const asked = await desk.submit(lead, `cases:desk:reply:${file.id}`, {
    words: 'Come on Monday.',
    mark: 'information',
  });
  const form = asked.replies.find(reply => reply.form)?.form;
  expect(form?.submit).toBe('Send');
  // What stands below the last question is looked at, and confirmed by the form's own button.
  expect(form?.fields.at(-1)?.kind).toBe('words');
});
