import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import { standingOf } from '../../../src/features/cases/reply-standing.ts';
import { createColleagues } from '../../../src/features/colleagues.ts';
import type { Reply } from '../../../src/messages/reply.ts';
import { Overtaken } from '../../../src/messages/turn.ts';
import {
  type Answer,
  type CaseworkUnderTest,
  type Member,
  startCasework,
  TUESDAY_NOON,
} from '../../support/casework.ts';

let under: CaseworkUnderTest;
let staffId: string;

beforeAll(async () => {
  under = await startCasework();
  staffId = await under.hire('caseworker 1');
}, 60_000);
beforeEach(() => {
  under.clock.at = TUESDAY_NOON;
});
afterAll(() => under.stop());

const choicesOf = (replies: Reply[]) => (replies.at(-1)?.choices ?? []).map(({ id }) => id);
const later = (hours: number) => {
  under.clock.at = new Date(under.clock.at.getTime() + hours * 3_600_000);
};

async function withCase(): Promise<Member> {
  const member = await under.member();
  await member.presses('cases:pass');
  return member;
}

async function claimed(): Promise<Member> {
  const member = await withCase();
  const { id } = await member.case();
  await under.commit({ writes: [under.writes.claim(id, { staffId, at: under.clock.at })] });
  later(0.01);
  return member;
}

async function closed(): Promise<Member> {
  const member = await claimed();
  await close(member);
  return member;
}

/** The caseworker answers. */
const reply = async (file: CaseFile) => {
  const { saidCount } = standingOf(file, await under.cases.entries(file.id));
  const answer = {
    entryId: randomUUID(),
    staffId,
    at: under.clock.at,
    mark: 'information',
    iaaLevel: 0,
    saidCount,
  } as const;
  await under.commit({ writes: [under.writes.reply(file, answer)] });
};

const close = async (member: Member) => {
  await reply(await member.case());
  await under.commit({ writes: [under.writes.close(await member.case(), { staffId, at: under.clock.at })] });
};

describe('while a person has the case', () => {
  test('words go to them, in the thread of the card, and the bot says nothing', async () => {
    const member = await claimed();
    const answer = await member.says('can i see a doctor');
    const { id } = await member.case();
    expect(answer).toMatchObject({ replies: [], feature: 'cases', shows: [`cases:card:${id}`] });
    expect(answer.posts[0]?.reply).toMatchObject({ text: 'can i see a doctor', under: `case:${id}` });
    const entries = await under.cases.entries(id);
    expect(entries.at(-1)).toMatchObject({
      kind: 'memberSaid',
      text: 'can i see a doctor',
      id: answer.posts[0]?.trackId,
    });
  });

  test('keys that work everywhere are the bot’s, and the next words are the person’s again', async () => {
    const member = await claimed();
    for (const key of ['0', '00', 'help', 'delete my data', 'what do you hold'])
      expect((await member.says(key)).posts).toEqual([]);
    expect((await member.says('and now?')).feature).toBe('cases');
  });

  test('who asks for a person is told who has it: no second intake, no second case', async () => {
    const member = await claimed();
    const { text } = await member.says('9');
    expect(text).toContain('caseworker 1');
    expect(await under.cases.ofPerson(member.personId)).toHaveLength(1);
  });

  test('they may return to the bot, and back', async () => {
    const member = await claimed();
    await member.presses('cases:bot');
    later(0.01);
    expect(await member.says('can i see a doctor')).toMatchObject({ feature: 'faq', posts: [] });
    const { text } = await member.says('9');
    expect(text).toContain('goes to our team again');
    later(0.01);
    expect((await member.says('hello?')).posts).toHaveLength(1);
    const kinds = (await under.cases.entries((await member.case()).id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['opened', 'claimed', 'withBot', 'withPerson', 'memberSaid']);
  });

  test('a sticker is passed on to nobody, and answered by nobody', async () => {
    const member = await claimed();
    expect(await member.sends({ kind: 'sticker' })).toMatchObject({ replies: [], posts: [], feature: 'cases' });
  });

  test('a message that is changed is added as a correction', async () => {
    const member = await claimed();
    const { posts } = await member.does({ kind: 'edit', text: 'the letter came on Monday' });
    expect(posts[0]?.reply).toMatchObject({
      text: '✏️ Corrected:',
      sections: [{ text: 'the letter came on Monday' }],
    });
    expect((await under.cases.entries((await member.case()).id)).at(-1)).toMatchObject({ mark: 'correction' });
  });
});

describe('while nobody has claimed it', () => {
  test('what is written is answered with where it stands, once an hour, and in time with that it is late', async () => {
    const member = await withCase();
    expect((await member.says('are you there')).replies).toEqual([]);
    later(1);
    const told = await member.says('are you there');
    expect(told.text).toContain('Nobody has taken it yet');
    expect(choicesOf(told.replies)).toEqual(['cases:new', 'cases:bot']);
    expect((await member.says('are you there')).replies).toEqual([]);
    under.clock.at = new Date('2026-12-08T12:00:00Z');
    expect((await member.says('are you there')).text).toContain('I am sorry. We wanted to answer you by now');
  });

  test('the first of what waits counts, until somebody answers', async () => {
    const member = await claimed();
    const file = await member.case();
    await reply(file);
    expect((await member.case()).waitingSince).toBeUndefined();
    later(1);
    const since = under.clock.at;
    await member.says('one');
    later(1);
    await member.says('two');
    expect((await member.case()).waitingSince).toEqual(since);
  });

  test('out of hours it is said once in a day that nobody is there, with numbers for danger', async () => {
    under.clock.at = new Date('2026-11-28T22:00:00Z');
    const member = await under.member();
    const { text } = await member.presses('cases:pass');
    expect(text).toContain('Our office is closed now. It opens Monday 30 November at 09:00');
    expect(text).toContain('116 123');
    expect(text).toContain('by Friday 4 December at 17:00');
    const again = [await member.says('hello?'), await member.says('please')].map(answer => answer.text).join();
    expect(again).not.toContain('closed now');
    later(25);
    expect((await member.says('please')).text).toContain('closed now');
  });
});

test('a promise for today that nobody is there to keep is made for when the office opens', async () => {
  under.clock.at = new Date('2026-11-28T20:00:00Z');
  const member = await under.member();
  const { text } = await member.fills('cases:intake', { urgency: 'today' });
  expect(text).toContain('by Monday 30 November at 13:00');
});

describe('something new', () => {
  test('makes a second case only when they say so, and what is written goes where they spoke last', async () => {
    const member = await claimed();
    const first = await member.case();
    expect((await member.presses('cases:ask')).text).toContain(first.reference);
    const { replies } = await member.presses('cases:new');
    expect(choicesOf(replies)).toEqual(['cases:ask:new', 'cases:pass:new', 'cases:leave']);
    later(1);
    await member.fills('cases:intake:new', { topic: 'money', words: 'and they took my wages' });
    const [second] = await under.cases.ofPerson(member.personId);
    expect(second).toMatchObject({ topic: 'money', handle: first.handle });
    expect(second?.reference).not.toBe(first.reference);
    later(1);
    expect((await member.says('hello')).posts[0]?.reply.under).toBe(`case:${second?.id}`);

    later(1);
    await reply(first);
    expect((await member.says('thank you')).posts[0]?.reply.under).toBe(`case:${first.id}`);
  });
});

describe('files', () => {
  async function storedFile(conversationId: string): Promise<string> {
    const file = { kind: 'photo', mimeType: 'image/png', extension: 'png', bytes: new Uint8Array([1]) } as const;
    const deleteAfter = new Date('2026-11-25T12:00Z');
    return under.database.prisma.$transaction(transaction =>
      under.files.store(transaction, { conversationId, file, deleteAfter }),
    );
  }

  test('go to the case with what was written under them, are shown to nobody who has not asked, are kept while it is open, and bring a reminder', async () => {
    const member = await claimed();
    const fileId = await storedFile(member.conversationId);
    under.taken.next = { fileId };
    const { posts, text } = await member.sends({}, 'the letter');
    expect(posts[0]?.reply.text).toBe('the letter');
    expect(posts[0]?.reply.sections?.[0]?.text).toContain('Read file');
    expect(posts[0]?.reply.fileId).toBeUndefined();
    expect(text).toContain('no picture of a passport');
    const kept = async () =>
      (await under.database.prisma.storedFile.findUniqueOrThrow({ where: { id: fileId } })).deleteAfter;
    expect(await kept()).toBeNull();
    await close(member);
    expect(await kept()).not.toBeNull();
  });

  test('that are not taken bring what to do, and what was written under them goes on', async () => {
    const member = await claimed();
    for (const refused of ['tooLarge', 'office', 'locked', 'damaged', 'tooComplex', 'gone'] as const) {
      under.taken.next = { refused };
      const { posts, text } = await member.sends({ kind: 'document' }, 'my form');
      expect(posts.map(({ reply }) => reply.fileId)).toEqual([undefined]);
      expect(text).toMatch(/Please send/);
    }
    under.taken.next = { refused: 'executable' };
    expect((await member.sends({ kind: 'document' })).posts).toEqual([]);
  });
});

describe('a deadline in what is written', () => {
  test('goes on the case as found, the earliest to come, and never over what a caseworker confirmed', async () => {
    const member = await claimed();
    await member.says('the hearing is on 10 December');
    expect((await member.case()).deadline).toMatchObject({ date: '2026-12-10', isSure: false });
    await member.says('and the eviction is on 12 January');
    expect((await member.case()).deadline?.date).toBe('2026-12-10');
    await member.says('no, the hearing is on 4 December');
    expect((await member.case()).deadline?.date).toBe('2026-12-04');
    const sure = { date: '2026-12-05', words: 'letter', isSure: true };
    await under.commit({
      writes: [under.writes.setDeadline((await member.case()).id, sure, { staffId, at: under.clock.at })],
    });
    await member.says('my hearing is tomorrow');
    expect((await member.case()).deadline).toEqual(sure);
  });

  test('counts from the day it was sent, not from the day it came', async () => {
    const member = await claimed();
    await member.says('my hearing is tomorrow', { sentAtMs: Date.parse('2026-11-26T10:00Z') });
    expect((await member.case()).deadline?.date).toBe('2026-11-27');
  });
});

describe('a closed case', () => {
  test('opens again by words within 14 days, in the same hands', async () => {
    const member = await closed();
    later(24);
    const { text, posts } = await member.says('they wrote again');
    expect(text).toContain('is open again');
    expect(posts[0]?.reply.text).toBe('they wrote again');
    expect(await member.case()).toMatchObject({ ownerId: staffId, waitingSince: under.clock.at });
    expect((await member.case()).closedAt).toBeUndefined();
  });

  test('is not opened by thanks, nor by the answers that closing asked for', async () => {
    const member = await closed();
    const { id } = await member.case();
    for (const words of ['thank you', 'ok thanks']) expect((await member.says(words)).posts).toEqual([]);
    expect((await member.says('no')).posts).toEqual([]);
    expect((await member.case()).helped).toBe('no');
    const asked = await member.presses(`cases:helped:${id}:partly`);
    expect(choicesOf(asked.replies)).toEqual([`cases:again:${id}:yes`, `cases:again:${id}:no`]);
    await member.presses(`cases:again:${id}:yes`);
    const file = await member.case();
    const inAWeek = new Date(under.clock.at.getTime() + 7 * 86_400_000);
    expect(file).toMatchObject({ helped: 'partly', askAgainAt: inAWeek });
    expect(file.closedAt).toBeDefined();
  });

  test('is offered once after that, and the bot answers too', async () => {
    const member = await closed();
    later(24 * 20);
    const first = await member.says('can i see a doctor');
    expect(first.text).toContain('Is it about that again?');
    expect(first.feature).toBe('faq');
    expect((await member.says('can i see a doctor')).text).toBe('the bot answers');
    expect((await member.says('9')).text).toContain('Is it about that again?');
    const { text } = await member.presses(`cases:reopen:${(await member.case()).id}`);
    expect(text).toContain('is open again');
    expect((await member.case()).closedAt).toBeUndefined();
  });

  test('is nobody else’s to open', async () => {
    const [member, other] = [await closed(), await under.member()];
    await other.presses(`cases:reopen:${(await member.case()).id}`);
    expect((await member.case()).closedAt).toBeDefined();
  });
});

describe('of two things at the same moment', () => {
  test('a claim is won once', async () => {
    const { id } = await (await withCase()).case();
    const other = await under.hire('caseworker 2');
    await under.commit({ writes: [under.writes.claim(id, { staffId, at: under.clock.at })] });
    const second = under.commit({ writes: [under.writes.claim(id, { staffId: other, at: under.clock.at })] });
    await expect(second).rejects.toThrow(Overtaken);
    expect((await under.cases.byId(id))?.ownerId).toBe(staffId);
  });

  test('words to a case that was closed meanwhile are thought again, and nothing of the turn is kept', async () => {
    const member = await claimed();
    const found = await member.case();
    await close(member);
    const entry = { id: randomUUID(), kind: 'memberSaid' as const, at: under.clock.at, text: 'wait' };
    const said = under.commit({ writes: [under.writes.said(found, { entry, conversationId: member.conversationId })] });
    await expect(said).rejects.toThrow(Overtaken);
    expect((await under.cases.entries(found.id)).some(({ text }) => text === 'wait')).toBe(false);
  });

  test('a case is not closed over what the member wrote meanwhile', async () => {
    const member = await claimed();
    const file = await member.case();
    await reply(file);
    const found = await member.case();
    await member.says('one more thing');
    const closing = under.commit({ writes: [under.writes.close(found, { staffId, at: under.clock.at })] });
    await expect(closing).rejects.toThrow(Overtaken);
  });
});

describe('who has the case', () => {
  const rung = async (posts: Answer['posts']) => {
    const { conversationId } = (await createColleagues(under.database, under.seal).find(staffId)) ?? {};
    return posts.flatMap(({ to, reply }) =>
      'conversationId' in to && to.conversationId === conversationId ? [reply.text] : [],
    );
  };

  test('is rung when it begins to wait for them, not for each message, and when it opens again', async () => {
    const member = await claimed();
    const file = await member.case();
    await reply(file);
    later(0.01);
    const [text, ...others] = await rung((await member.says('my secret')).posts);
    expect(text).toContain(file.handle);
    expect(text).not.toContain('my secret');
    expect(others).toEqual([]);
    expect(await rung((await member.says('and another')).posts)).toEqual([]);
    await close(member);
    expect((await rung((await member.says('they wrote again')).posts))[0]).toContain('is open again');
  });

  test('is rung at words of danger each time, and the room with them', async () => {
    const member = await claimed();
    for (let time = 0; time < 2; time++) {
      const { posts } = await member.says('i will kill myself');
      expect(await rung(posts)).toHaveLength(1);
      const inRoom = posts.filter(({ to, reply }) => 'roomId' in to && reply.under === undefined);
      expect(inRoom).toHaveLength(1);
      expect(inRoom[0]?.reply.text).not.toContain('kill');
    }
  });
});
