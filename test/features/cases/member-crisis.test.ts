import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createMemberNews } from '../../../src/features/cases/member-news.ts';
import type { Post } from '../../../src/messages/turn.ts';
import { loadWords } from '../../../src/words/words.ts';
import { type CaseworkUnderTest, type Member, ROOM, startCasework, TUESDAY_NOON } from '../../support/casework.ts';
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
  test('gets the numbers alone, and opens no case', async () => {
    const member = await under.member();
    const { replies } = await member.says('i have no house');
    expect(replies).toHaveLength(1);
    expect(replies[0]?.text).toContain('0808 800 4444');
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

describe('a person who is asked for after the numbers', () => {
  const HOUR_MS = 3_600_000;
  const later = (ms: number) => {
    under.clock.at = new Date(TUESDAY_NOON.getTime() + ms);
  };

  test.each([
    ['by the key', (member: Member) => member.says('9')],
    ['in words', (member: Member) => member.says('talk to a person')],
    ['by a button anywhere', (member: Member) => member.presses('cases:person:HOU-04')],
    ['by just passing it on', (member: Member) => member.presses('cases:pass')],
    ['by a form', (member: Member) => member.fills('cases:intake', { topic: 'housing' })],
  ])('%s, many turns later on the day, gets a case of that danger, with the words that told of it', async (_, ask) => {
    const member = await under.member();
    await member.says('i have no house tonight');
    for (const question of ['can i work', 'hello', 'where is a doctor']) await member.says(question);
    later(6 * HOUR_MS - 1);
    const { posts, replies } = await ask(member);
    const file = await member.case();
    expect(file).toMatchObject({ level: 'E4', roomId: ROOM, intake: { crisis: 'homeless-tonight' } });
    expect(posts.map(post => postedText(post)).join()).toContain('i have no house tonight');
    expect(replies[0]?.form).toBeUndefined();
    // Once it is told, they are not told of it anew.
    expect((await member.says('9')).posts).toEqual([]);
  });

  test('raises a case that is open and does not tell of it yet', async () => {
    const member = await under.member();
    await member.presses('cases:pass');
    await member.presses('cases:bot');
    await member.says('i have no house');
    const { posts } = await member.says('9');
    expect(await under.cases.ofPerson(member.personId)).toHaveLength(1);
    expect(await member.case()).toMatchObject({ level: 'E4', withBot: false, intake: { crisis: 'homeless-tonight' } });
    expect(postedText(posts[0])).toContain('Words of danger');
  });

  test('and has told of it, may tell of something else on the same day', async () => {
    const member = await under.member();
    await member.says('i will kill myself');
    later(HOUR_MS);
    await member.fills('cases:intake:new', { words: 'a question about school' });
    const [newest] = await under.cases.ofPerson(member.personId);
    expect(newest).toMatchObject({ level: 'E1', intake: {} });
  });

  test('later than the key, reads the numbers again', async () => {
    const member = await under.member();
    await member.says('i have no house');
    await member.says('hello');
    expect((await member.says('9')).replies[0]?.text).toContain('0808 800 4444');
  });

  test('a day later is asked what it is about, as anybody', async () => {
    const member = await under.member();
    await member.says('i have no house');
    later(24 * HOUR_MS);
    expect((await member.says('9')).replies[0]?.text).toContain('Tell us what happened');
  });

  test('of several dangers, tells of the gravest', async () => {
    const member = await under.member();
    await member.says('i will kill myself');
    await member.presses(`cases:withdraw:${(await member.case()).id}`);
    await member.says('i have no house');
    await member.says('9');
    expect(await member.case()).toMatchObject({ level: 'E4', intake: { crisis: 'self-harm' } });
  });
});

describe('danger written in a form', () => {
  test('that only sounds like it brings the numbers as well, and marks the case', async () => {
    const member = await under.member();
    const { replies, posts } = await member.fills('cases:intake', { words: 'i have no house' });
    expect(replies[0]?.text).toContain('0808 800 4444');
    expect(posts.map(post => postedText(post))).toContain('🚨 *Words of danger*\ni have no house');
    expect(await member.case()).toMatchObject({ level: 'E4', intake: { crisis: 'homeless-tonight' } });
  });

  test('is heard in every answer', async () => {
    const member = await under.member();
    const { replies } = await member.fills('cases:intake', { ways: 'never call, he is beating me' });
    expect(replies[0]?.text).toContain('0808 2000 247');
    expect(await member.case()).toMatchObject({ level: 'E4', intake: { crisis: 'violence-now' } });
  });

  test('is not answered with the same numbers twice', async () => {
    const member = await under.member();
    await under.keepDanger(member.conversationId, 'homeless-tonight', 'i have no house');
    const { replies } = await member.fills('cases:intake', { words: 'i have no house' });
    expect(replies[0]?.text).not.toContain('0808 800 4444');
    expect(await member.case()).toMatchObject({ level: 'E4', intake: { crisis: 'homeless-tonight' } });
  });
});

describe('what is said of who sees it', () => {
  const SATURDAY = new Date('2026-11-28T12:00:00Z');
  const told = async () => (await (await under.member()).says('i will kill myself')).replies[1]?.text;

  test('is true at every hour: in the office, with somebody on call, with nobody', async () => {
    expect(await told()).toContain('I could not reach anybody');
    const staffId = await under.hire('caseworker 1');
    expect(await told()).toContain('I have told a person');
    under.clock.at = SATURDAY;
    const closed = await told();
    expect(closed).toContain('nobody is on call');
    expect(closed).toContain('Monday 30 November at 09:00');
    expect(closed).toContain('116 123');
    await under.database.prisma.staff.update({ where: { personId: staffId }, data: { isOnCall: true } });
    expect(await told()).toContain('I ask the person on call');
    await under.database.prisma.staff.update({ where: { personId: staffId }, data: { leftAt: SATURDAY } });
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
