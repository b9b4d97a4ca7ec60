import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import type { Heard } from '../../../src/features/feature.ts';
import { choicesOf, type DeskUnderTest, startDesk, textOf } from '../../support/desk.ts';

const SECRET = 'my landlord wants me to leave';
const steps = [
  'claim',
  'handOver',
  'reassign',
  'note',
  'close',
  'reopen',
  'deadline',
  'matter',
  'timeline',
  'files',
  'reveal',
  'find',
  'reply',
  'send',
  'undo',
  'again',
  'constructor',
];

let desk: DeskUnderTest;
let file: CaseFile;

beforeAll(async () => {
  desk = await startDesk();
  file = await desk.openCase({}, SECRET);
});
afterAll(() => desk.close());

/** All that can be done at the desk, by button, form, shortcut and command. */
function everything(): Partial<Heard>[] {
  return [
    ...steps.map(step => ({
      content: { kind: 'choice' as const, choiceId: `cases:desk:${step}:${file.id}`, messageId: '1' },
    })),
    ...steps.map(step => ({ content: { kind: 'form' as const, formId: `cases:desk:${step}:${file.id}`, values: {} } })),
    ...['case', 'find'].map(name => ({ content: { kind: 'command' as const, name, argument: file.reference } })),
    {
      content: {
        kind: 'shortcut',
        name: 'send_to_member',
        message: { messageId: '1', threadId: '1', isOwn: true, text: 'words', media: [] },
      },
    },
  ];
}

describe.each([
  ['somebody who is not on the staff', async () => 'a member', 'Only our team'],
  ['an organiser', async () => (await desk.hire({ role: 'organiser' })).staffId, 'caseworkers and leads'],
  [
    'somebody who has left',
    async () => {
      const { staffId } = await desk.hire({ role: 'lead' });
      await desk.database.prisma.staff.update({ where: { personId: staffId }, data: { leftAt: desk.clock.at } });
      return staffId;
    },
    'Only our team',
  ],
])('%s', (_, whoIs, refusal) => {
  test('gets one polite refusal, whatever they press, and nothing is changed or shown', async () => {
    const who = await whoIs();
    const staffId = who === 'a member' ? file.personId : who;
    for (const hasWindow of [true, false]) {
      for (const changes of everything()) {
        const turn = await desk.act({ staffId }, { ...changes, hasWindow });
        expect(turn).toMatchObject({ replies: [expect.anything()] });
        const { writes = [], posts = [], shows = [], takesBack = [] } = turn;
        expect([writes, posts, shows, takesBack]).toEqual([[], [], [], []]);
        const text = textOf(turn.replies);
        expect(text).toContain(refusal);
        for (const part of [SECRET, file.handle]) expect(text).not.toContain(part);
        expect(turn.replies[0]?.form?.submit).toBeUndefined();
        expect(Boolean(turn.replies[0]?.form)).toBe(hasWindow);
      }
    }
  });

  test('finds a page about the bot as members use it, and no case', async () => {
    const who = await whoIs();
    const staffId = who === 'a member' ? file.personId : who;
    const [page] = (await desk.act({ staffId }, { place: 'private', content: { kind: 'home' } })).replies;
    expect(page?.onHomePage).toBe(true);
    expect(choicesOf(page).filter(id => id.startsWith('cases:desk:') || id.startsWith('staff:'))).toEqual([]);
    expect(page?.text).not.toContain(file.handle);
  });
});

test('the refusal is in the language of whoever is refused', async () => {
  for (const language of desk.words.languages) {
    const turn = await desk.act(
      { staffId: file.personId },
      { language, content: { kind: 'choice', choiceId: `cases:desk:claim:${file.id}`, messageId: '1' } },
    );
    expect(turn.replies[0]).toMatchObject({ language, text: desk.words.say(language, 'desk.onlyStaff') });
  }
});
