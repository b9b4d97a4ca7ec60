import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createMemberNews } from '../../../src/features/cases/member-news.ts';
import type { Post } from '../../../src/messages/turn.ts';
import { loadWords } from '../../../src/words/words.ts';
import { type CaseworkUnderTest, ROOM, startCasework, TUESDAY_NOON } from '../../support/casework.ts';
import { textOf } from '../../support/desk.ts';

let under: CaseworkUnderTest;
/** What staff read, the member's words in a part of their own. */
const postedText = (post: Post | undefined) => textOf(post ? [post.reply] : []);

beforeAll(async () => {
  under = await startCasework();
}, 60_000);
beforeEach(() => {
  under.clock.at = TUESDAY_NOON;
});
afterAll(() => under.stop());

describe('plain danger', () => {
  test('brings the numbers first, then one line that a person knows, with nothing asked and a way to take it back', async () => {
    const member = await under.member();
    const { replies, posts } = await member.says('he is beating me at 12 Long Street');
    const file = await member.case();
    expect(replies[0]?.text).toContain('0808 2000 247');
    expect(replies).toHaveLength(2);
    expect(replies[1]?.choices?.map(({ id }) => id)).toEqual([`cases:withdraw:${file.id}`]);
    // Whoever looks over their shoulder reads nothing of what it is about.
    expect(replies[1]?.text).not.toMatch(/case|danger|beat|violence|number/i);
    expect(file).toMatchObject({ level: 'E4', roomId: ROOM, intake: { crisis: 'violence-now' } });
    // Where they are may save them: it is not held back.
    expect(postedText(posts[1])).toContain('12 Long Street');
  });

  test('taken back, closes the case, and nobody is asked how it was', async () => {
    const member = await under.member();
    await member.says('i will kill myself');
    const { id } = await member.case();
    const { text, shows } = await member.presses(`cases:withdraw:${id}`);
    expect(text).toContain('you do not want this');
    expect(shows).toEqual([`cases:card:${id}`]);
    expect((await member.case()).closedAt).toBeDefined();
    expect((await under.cases.entries(id)).find(({ kind }) => kind === 'closed')).toMatchObject({ mark: 'withdrawn' });
  });

  test('in an open case reaches that case as well, which is raised; it cannot be withdrawn with it', async () => {
    const member = await under.member();
    await member.presses('cases:pass');
    const before = await member.case();
    const { replies, posts } = await member.says('i will kill myself');
    expect(await under.cases.ofPerson(member.personId)).toHaveLength(1);
    const file = await member.case();
    expect(file).toMatchObject({ id: before.id, level: 'E4', intake: { crisis: 'self-harm' } });
    expect(file.dueAt?.getTime()).toBe(TUESDAY_NOON.getTime() + 15 * 60_000);
    expect(postedText(posts[0])).toBe('🚨 *Words of danger*\ni will kill myself');
    expect(replies.at(-1)?.choices).toEqual([]);
  });

  test('while they were back with the bot brings them back to the person', async () => {
    const member = await under.member();
    await member.presses('cases:pass');
    await member.presses('cases:bot');
    const { posts } = await member.says('i will kill myself');
    expect(posts[0]?.reply.under).toBe(`case:${(await member.case()).id}`);
    expect((await member.case()).withBot).toBe(false);
  });

  test('in a form brings the numbers first as well, and goes at once and as it is', async () => {
    const member = await under.member();
    const { replies, posts } = await member.fills('cases:intake', { words: 'he is beating me, my number is A1234567' });
    expect(replies[0]?.text).toContain('0808 2000 247');
    expect(postedText(posts[1])).toContain('A1234567');
    expect(await member.case()).toMatchObject({ level: 'E4', intake: { crisis: 'violence-now' } });
  });

  test('asked about from under the numbers opens a case at once', async () => {
    const member = await under.member();
    const { replies } = await member.presses('cases:person:crisis:homeless-tonight');
    expect(await member.case()).toMatchObject({ level: 'E4', intake: { crisis: 'homeless-tonight' } });
    expect(replies[0]?.form).toBeUndefined();
  });
});

describe('what only sounds like danger', () => {
  test('is answered as a question, and opens no case', async () => {
    const member = await under.member();
    expect((await member.says('i have no house')).feature).toBe('faq');
    expect(await under.cases.ofPerson(member.personId)).toEqual([]);
  });

  test('reaches the person who has the case, and the bot gives no answer of its own', async () => {
    const member = await under.member();
    await member.presses('cases:pass');
    const { feature, posts } = await member.says('i have no house');
    expect(feature).toBe('cases');
    expect(postedText(posts[0])).toBe('i have no house');
    expect((await member.case()).level).toBe('E1');
  });
});

test('nothing is written by itself to a phone that another may be looking at', async () => {
  const news = createMemberNews(await loadWords(join(import.meta.dirname, '../../../locales'), () => {}));
  const member = await under.member();
  await member.says('he is beating me');
  const file = await member.case();
  expect(news.claimed(file, 'caseworker 1')).toEqual([]);
  expect(news.closed(file, 'caseworker 1')).toEqual([]);
  expect(news.reply(file, 'caseworker 1', 'hello').text).toBe('*caseworker 1* writes:\n\nhello');
});
