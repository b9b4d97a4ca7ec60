import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionFile } from '../../../src/features/actions/action-file.ts';
import { cell } from '../../../src/features/actions/attendance-list.ts';
import { type ActionsUnderTest, startActions, TUESDAY_NOON, textsOf } from '../../support/member-actions.ts';
import { cardOf, hireOrganiser, type Organiser, publishes, wordsOf } from '../../support/organiser.ts';

let under: ActionsUnderTest;
let organiser: Organiser;

beforeAll(async () => {
  under = await startActions();
  organiser = await hireOrganiser(under);
}, 60_000);
afterAll(() => under.stop());

/** Members who come, each with their language and needs. */
async function come(
  action: ActionFile,
  members: { language: string; needs?: string[]; guests?: string; handle?: string }[],
) {
  for (const { language, needs = [], guests, handle } of members) {
    const member = await under.attendee({ language, ...(handle && { handle }) });
    await member.presses(`actions:join:${action.id}`);
    await member.fills(`actions:needs:${action.id}`, { needs, ...(guests && { guests }) });
    expect((await member.of(action)).status).toBe('registered');
  }
}

describe('the list as a spreadsheet', () => {
  test('comes to that organiser alone, says what they may see and nothing else, and is written down', async () => {
    const action = await publishes(under, organiser, {
      who: { guests: '3', needs: ['childcare', 'food', 'interpreter'] },
    });
    await come(action, [
      { language: 'ti', needs: ['childcare', 'food'], guests: '2', handle: 'amber-river 27' },
      { language: 'en', handle: 'blue-hill 31' },
    ]);
    const leaver = await under.attendee({ handle: 'gone-away 40' });
    await leaver.presses(`actions:justMe:${action.id}`);
    await leaver.presses(`actions:cancel:${(await leaver.of(action)).id}`);
    const { posts = [], replies } = await organiser.presses(`download:${action.id}`);
    expect(posts.map(({ to }) => to)).toEqual([{ conversationId: organiser.conversationId }]);
    expect(replies.every(({ fileId }) => fileId === undefined)).toBe(true);
    const file = await under.files.read(posts[0]?.reply.fileId ?? '');
    expect(file).toMatchObject({ mimeType: 'text/csv', extension: 'csv' });
    const lines = Buffer.from(file?.bytes ?? [])
      .toString()
      .split('\r\n');
    expect(lines[0]).toBe('\uFEFFHandle,Code,Status,Came,Guests,Language,Interpreter,Needs');
    expect(lines.slice(1, 3).map(line => line.replace(/[A-Z\d]{3}-[A-Z\d]{3}/, 'CODE'))).toEqual([
      'amber-river 27,CODE,has a place,,2,Tigrinya,,"childcare, food"',
      'blue-hill 31,CODE,has a place,,0,English,,',
    ]);
    expect(lines.slice(3)).toEqual(['']);
    const { prisma } = under.database;
    expect(await prisma.auditEvent.count({ where: { what: 'readAttendance', actionId: action.id } })).toBe(1);
    const [kept] = await prisma.storedFile.findMany({ where: { id: posts[0]?.reply.fileId ?? '' } });
    expect(kept?.deleteAfter?.getTime()).toBe(under.clock.at.getTime() + 86_400_000);
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+44', "'+44"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['a, "b"', '"a, ""b"""'],
    ['a\nb', '"a\nb"'],
    ['amber-river 27', 'amber-river 27'],
  ])('a cell is shown, and never computed: %s', (text, safe) => {
    expect(cell(text)).toBe(safe);
  });
});

describe('what has to be booked', () => {
  const speakers = (count: number) => Array.from({ length: count }, () => ({ language: 'ti' }));

  test('an interpreter from three speakers on, five days before and not sooner, once for each language', async () => {
    under.clock.at = new Date('2027-01-05T12:00:00Z');
    const action = await publishes(under, organiser, { who: { needs: ['food'] } });
    await come(action, speakers(4));
    const about = async (moment: string) =>
      textsOf(await under.at(moment)).filter(text => text.includes('book an interpreter'));
    expect(await about('2027-01-09T12:00:00Z')).toEqual([]);
    expect(await about('2027-01-09T19:00:00Z')).toEqual([
      expect.stringMatching(
        /^4 people speak Tigrinya: book an interpreter for \*Know your rights\*, Thursday 14 January/,
      ),
    ]);
    await come(action, speakers(1));
    expect(await about('2027-01-10T12:00:00Z')).toEqual([]);
    expect(wordsOf({ replies: [(await cardOf(under, action)) ?? { text: '', language: 'en' }] })).toContain(
      'Languages beside English: Tigrinya 5',
    );
    under.clock.at = TUESDAY_NOON;
  });

  test('none for a language in which one is booked, nor for two people', async () => {
    const booked = await publishes(under, organiser, { who: { interpreters: ['ti'], needs: ['food'] } });
    await come(booked, speakers(4));
    const few = await publishes(under, organiser, { who: { needs: ['food'] } });
    await come(few, speakers(2));
    const said = textsOf(await under.at('2027-01-12T13:00:00Z'));
    expect(said.filter(text => text.includes('book an interpreter'))).toEqual([]);
  });

  test('how many need childcare and fares is told once, and stands on the card', async () => {
    const action = await publishes(under, organiser, { who: { needs: ['childcare', 'fares', 'food'] } });
    await come(action, [
      { language: 'en', needs: ['childcare', 'fares'] },
      { language: 'en', needs: ['fares', 'food'] },
    ]);
    const totals = (texts: string[]) => texts.filter(text => text.includes('people need'));
    expect(totals(textsOf(await under.at('2027-01-12T13:00:00Z')))).toEqual([
      expect.stringContaining('childcare 1, fares 2'),
    ]);
    expect(totals(textsOf(await under.at('2027-01-12T13:01:00Z')))).toEqual([]);
    expect(wordsOf({ replies: [(await cardOf(under, action)) ?? { text: '', language: 'en' }] })).toContain(
      'Needed: childcare 1, fares 2, food 1',
    );
  });
});
