import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import type { TimelyTurn } from '../../../src/features/feature.ts';
import { type DeskUnderTest, NOON, startDesk, textOf } from '../../support/desk.ts';

const MINUTE_MS = 60_000;

let desk: DeskUnderTest;
let caseworker: Colleague;
let lead: Colleague;

beforeAll(async () => {
  desk = await startDesk();
  caseworker = await desk.hire();
  lead = await desk.hire({ name: 'lead', role: 'lead' });
});
beforeEach(async () => {
  desk.clock.at = NOON;
  await desk.database.prisma.case.deleteMany();
});
afterAll(() => desk.close());

/** So many minutes after noon; what it brings is made true. */
async function tickAt(minutes: number): Promise<TimelyTurn[]> {
  desk.clock.at = new Date(NOON.getTime() + minutes * MINUTE_MS);
  const turns = await desk.desk.tick(desk.clock.at.getTime());
  for (const turn of turns) await desk.commit(turn);
  return turns;
}
const postsTo = (turns: TimelyTurn[], to: object) =>
  turns.flatMap(({ posts = [] }) => posts).filter(post => JSON.stringify(post.to) === JSON.stringify(to));
const ROOM = { channel: 'slack', roomId: 'C0001' };
const dm = ({ conversationId }: Colleague) => ({ conversationId });

describe('a case that nobody claims', () => {
  test('climbs: its room, the lead, whoever is on call, each once, and early enough to be in time', async () => {
    const onCall = await desk.hire({ name: 'on call', onCall: true });
    await desk.openCase({ level: 'E4' });
    const reached: string[] = [];
    for (let minute = 0; minute <= 20; minute++) {
      const turns = await tickAt(minute);
      if (postsTo(turns, ROOM).length > 0) reached.push(`room ${minute}`);
      if (postsTo(turns, dm(lead)).length > 0) reached.push(`lead ${minute}`);
      if (postsTo(turns, dm(onCall)).length > 0) reached.push(`on call ${minute}`);
    }
    // Its first reply is due after 15 minutes.
    expect(reached).toEqual(['room 4', 'lead 8', 'on call 12']);
    await desk.database.prisma.staff.update({ where: { personId: onCall.staffId }, data: { isOnCall: false } });
  });

  test('tells everybody at once who should have been told while the bot was down, and the leads where nobody is on call', async () => {
    await desk.openCase({ level: 'E4' });
    const turns = await tickAt(60);
    expect(postsTo(turns, ROOM)).toHaveLength(1);
    expect(postsTo(turns, dm(lead))).toHaveLength(2);
    expect(postsTo(await tickAt(61), dm(lead))).toEqual([]);
  });

  test('stops climbing when it is claimed, and begins anew when it is given back', async () => {
    const file = await desk.openCase({ level: 'E4' });
    await tickAt(4);
    await desk.press(caseworker, `cases:desk:claim:${file.id}`);
    expect(postsTo(await tickAt(30), dm(lead))).toEqual([]);
  });
});

test('a card is shown anew when a clock runs short and when it runs out', async () => {
  const file = await desk.openCase({ level: 'E4' });
  await desk.press(caseworker, `cases:desk:claim:${file.id}`);
  const shownAt: number[] = [];
  for (let minute = 1; minute <= 20; minute++) {
    const turns = await tickAt(minute);
    if (turns.some(({ shows = [] }) => shows.includes(`cases:card:${file.id}`))) shownAt.push(minute);
  }
  expect(shownAt).toEqual([12, 15]);
});

describe('the address of a member', () => {
  const reveal = (who: Colleague, { id }: CaseFile, values = {}, hasWindow = true) =>
    desk.submit(who, `cases:desk:reveal:${id}`, values, { hasWindow });
  const because = { reason: 'they said that they are in danger now' };
  const addressOf = ({ personId }: CaseFile) => `telegram-${personId}`;

  test('is shown to a lead for a reason, in a window alone, a second lead is told, and the reason is kept sealed', async () => {
    const second = await desk.hire({ name: 'lead 2', role: 'lead' });
    const file = await desk.openCase();
    const turn = await reveal(lead, file, because);
    expect(textOf(turn.replies)).toContain(addressOf(file));
    expect(turn.replies).toMatchObject([{ form: expect.anything(), expiresAfterSeconds: 60 }]);
    expect(turn.posts).toMatchObject([{ to: dm(second), reply: { text: expect.stringContaining(because.reason) } }]);
    expect(JSON.stringify(turn.posts)).not.toContain(addressOf(file));
    const [event] = await desk.database.prisma.auditEvent.findMany({ where: { caseId: file.id } });
    expect(event).toMatchObject({ what: 'reveal', staffId: lead.staffId });
    expect(desk.seal.open(event?.reasonSealed ?? new Uint8Array())).toBe(because.reason);
    await desk.database.prisma.staff.update({ where: { personId: second.staffId }, data: { leftAt: NOON } });
  });

  test.each<[string, () => Colleague, object, boolean, boolean, string]>([
    ['a caseworker', () => caseworker, because, true, true, 'Only a lead'],
    ['a lead without a second one', () => lead, because, true, false, 'no second lead'],
    ['a lead without a reason', () => lead, {}, true, true, 'Please say why'],
    ['a lead without a window', () => lead, because, false, true, 'in a window alone'],
  ])('is not shown to %s', async (_, who, values, hasWindow, hasSecond, why) => {
    const second = hasSecond ? await desk.hire({ name: 'lead 2', role: 'lead' }) : undefined;
    const file = await desk.openCase();
    const turn = await reveal(who(), file, values, hasWindow);
    expect(textOf(turn.replies)).toContain(why);
    expect(JSON.stringify(turn, (_key, value) => (typeof value === 'function' ? undefined : value))).not.toContain(
      addressOf(file),
    );
    expect([turn.writes ?? [], turn.posts ?? []]).toEqual([[], []]);
    if (second)
      await desk.database.prisma.staff.update({ where: { personId: second.staffId }, data: { leftAt: NOON } });
  });
});

test('a file is shown in the thread when somebody asks for it, and it is known who did', async () => {
  const file = await desk.openCase();
  const bytes = new Uint8Array([1, 2, 3]);
  const fileId = await desk.database.prisma.$transaction(transaction =>
    desk.files.store(transaction, {
      conversationId: file.conversationId,
      file: { kind: 'photo', mimeType: 'image/jpeg', extension: 'jpg', bytes },
      deleteAfter: null,
    }),
  );
  const entry = { id: crypto.randomUUID(), kind: 'memberSaid' as const, at: NOON, fileIds: [fileId] };
  await desk.commit({ writes: [desk.writes.said(file, { entry, conversationId: file.conversationId })] });
  const [asked] = (await desk.press(caseworker, `cases:desk:files:${file.id}`)).replies;
  expect(asked?.form?.fields[0]).toMatchObject({
    options: [{ id: fileId, label: expect.stringContaining('Photo from the member') }],
  });
  const turn = await desk.submit(caseworker, asked?.form?.id ?? '', { files: [fileId, 'another'] });
  expect(turn.posts).toMatchObject([{ to: ROOM, reply: { fileId, under: `case:${file.id}` } }]);
  const read = await desk.database.prisma.auditEvent.findMany({ where: { caseId: file.id } });
  expect(read).toMatchObject([{ what: 'readFile', staffId: caseworker.staffId }]);
});
