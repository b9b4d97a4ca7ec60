import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { saidPosts } from '../../../src/features/cases/case-posts.ts';
import { steadyWords } from '../../../src/features/cases/steady-words.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import { type DeskUnderTest, startDesk, textOf } from '../../support/desk.ts';

let desk: DeskUnderTest;
let one: Colleague;

beforeAll(async () => {
  desk = await startDesk();
  one = await desk.hire();
});
afterAll(() => desk.close());

const TURNING = ['\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069'];
/** What closes an isolate of ours, and turns what follows. */
const HOSTILE = `hearing on 12\u2069\u202E December`;

test('what turns the direction of other words is taken out, and nothing that a language needs', () => {
  expect(steadyWords(TURNING.join('x'))).toBe('x'.repeat(TURNING.length - 1));
  const needed = 'می\u200Cخواهم 👩\u200D👧 \u200E12\u200F \u061C';
  expect(steadyWords(needed)).toBe(needed);
});

describe('a member’s words turn nothing of what staff read', () => {
  test.each(['card', 'thread', 'window', 'timeline', 'page'])('on the %s', async where => {
    const intake = { safeTimes: HOSTILE, safeWays: HOSTILE };
    const deadline = { date: '2026-12-12', words: HOSTILE, isSure: false };
    const file = await desk.openCase({ intake, deadline }, HOSTILE);
    const press = async (step: string) =>
      (await desk.press(one, `cases:desk:${step}:${file.id}`, { hasWindow: true })).replies;
    const read = async () => {
      if (where === 'card') return (await desk.desk.show(`card:${file.id}`)).map(({ reply }) => reply);
      if (where === 'page') return (await desk.act(one, { place: 'private', content: { kind: 'home' } })).replies;
      const entry = { id: file.id, kind: 'memberSaid' as const, at: desk.clock.at, text: HOSTILE };
      if (where === 'thread') return saidPosts(file, entry, desk.deskWords.say).map(({ reply }) => reply);
      return press(where === 'window' ? 'reply' : 'timeline');
    };
    const text = textOf(await read());
    expect(text).toContain('hearing on 12 December');
    expect(text).not.toMatch(/[\u202A-\u202E]/);
    // Ours are in pairs.
    const [opened, closed] = [/[\u2066-\u2068]/g, /\u2069/g].map(each => text.match(each)?.length ?? 0);
    expect(opened).toBe(closed);
  });
});
