import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Reply } from '../../../src/messages/reply.ts';
import { type CaseworkUnderTest, ROOM, startCasework, TUESDAY_NOON } from '../../support/casework.ts';
import { textOf } from '../../support/desk.ts';

let under: CaseworkUnderTest;

beforeAll(async () => {
  under = await startCasework();
}, 60_000);
beforeEach(() => {
  under.clock.at = TUESDAY_NOON;
});
afterAll(() => under.stop());

const choicesOf = (replies: Reply[]) => (replies.at(-1)?.choices ?? []).map(({ id }) => id);
const INTAKE = 'cases:intake';

describe('to ask for a person', () => {
  test.each([['9'], ['talk to a person'], ['person'], ['call me']])(
    '%s leads to what will happen, by when, who else can be called, two ways to go on, and the way out',
    async words => {
      const member = await under.member();
      const { replies, text } = await member.says(words);
      expect(text).toContain('by Tuesday 1 December at 17:00');
      expect(text).toContain('Charity: 0000');
      expect(text).toContain('To find a regulated adviser');
      expect(choicesOf(replies)).toEqual(['cases:ask', 'cases:pass', 'cases:leave']);
      expect(replies.at(-1)?.choices?.[0]?.opensForm).toBe(true);
    },
  );

  test('from under a card names whom the card names, and promises what the card promises', async () => {
    const member = await under.member();
    const { replies, text } = await member.presses('cases:person:HOU-04');
    expect(text).toMatch(/\d{3}/);
    expect(choicesOf(replies)).toEqual(['cases:ask:HOU-04', 'cases:pass:HOU-04', 'cases:leave']);
  });

  test('the form asks nothing that must be answered, and nothing that tells who somebody is', async () => {
    const member = await under.member();
    const { replies } = await member.presses('cases:ask');
    const form = replies[0]?.form;
    expect(form?.id).toBe(INTAKE);
    expect(form?.fields.map(({ name }) => name)).toEqual([
      'topic',
      'words',
      'area',
      'urgency',
      'times',
      'ways',
      'language',
    ]);
    expect(form?.fields.every(({ optional }) => optional)).toBe(true);
    expect(replies[0]?.text).toContain('do not send your Home Office number');
  });

  test('a town is enough to know the region of a case', async () => {
    const member = await under.member();
    await member.fills(INTAKE, { area: 'منچستر' });
    expect(await member.case()).toMatchObject({ region: 'North West', nation: 'England' });
  });

  test('and to think better of it tells nobody', async () => {
    const member = await under.member();
    await member.says('9');
    const { text, posts } = await member.presses('cases:leave');
    expect(text).toContain('I told nobody');
    expect(posts).toEqual([]);
    expect(await under.cases.ofPerson(member.personId)).toEqual([]);
  });

  test('just to be passed on opens a case with nothing in it, as urgent as the card, and asks to write what happened', async () => {
    const member = await under.member();
    const { text, posts } = await member.presses('cases:pass:DET-04');
    expect(text).toContain('Write now what happened');
    expect(text).toContain('You need not remember it');
    expect(textOf(posts.map(({ reply }) => reply))).toContain('No words yet');
    const file = await member.case();
    expect(file).toMatchObject({ topic: 'detention', intake: { cardId: 'DET-04' } });
    expect(text).toContain(file.reference);
    expect(posts.map(({ reply }) => reply.name)).toEqual([`case:${file.id}`]);
  });
});

describe('the intake', () => {
  test('makes a case of what was answered, in the room, with the words below the card', async () => {
    const member = await under.member();
    const { posts, shows, text } = await member.fills(INTAKE, {
      topic: 'housing',
      words: 'my landlord wants me to leave, the hearing is on 3 December',
      area: 'M14',
      urgency: 'today',
      times: 'only in the morning',
      ways: 'never call',
      language: 'fr',
    });
    const file = await member.case();
    expect(file).toMatchObject({
      topic: 'housing',
      level: 'E3',
      roomId: ROOM,
      region: 'North West',
      outcode: 'M14',
      nation: 'England',
      language: 'fr',
      deadline: { date: '2026-12-03', isSure: false },
      waitingSince: TUESDAY_NOON,
    });
    expect(file.intake).toMatchObject({ urgency: 'today', safeTimes: 'only in the morning', safeWays: 'never call' });
    expect(file.dueAt).toBeDefined();
    const [card, words] = posts;
    expect(card?.reply.name).toBe(`case:${file.id}`);
    expect(text).not.toContain('Write now');
    expect(textOf(card ? [card.reply] : [])).not.toContain('No words yet');
    expect(words?.reply).toMatchObject({ under: `case:${file.id}`, text: expect.stringContaining('my landlord') });
    expect(shows).toEqual([`cases:card:${file.id}`]);
    // They chose French, and read French from the first line on.
    expect(text).toContain(file.reference);
    expect(text).not.toContain('Your number');
  });

  test('all of it left empty is a case too', async () => {
    const member = await under.member();
    await member.fills(INTAKE, {});
    expect(await member.case()).toMatchObject({ level: 'E1', intake: {} });
  });

  test('never makes a case less urgent than its card', async () => {
    const member = await under.member();
    const { replies } = await member.presses('cases:ask:SAF-01');
    await member.fills(replies[0]?.form?.id ?? '', { urgency: 'wait' });
    const card = (await member.case()).level;
    expect(['E2', 'E3', 'E4']).toContain(card);
  });

  test('of a full postcode keeps the first half', async () => {
    const member = await under.member();
    await member.fills(INTAKE, { area: 'M14 5SX' });
    const row = await under.database.prisma.case.findFirstOrThrow({ where: { personId: member.personId } });
    expect(JSON.stringify(under.seal.open(row.intakeSealed))).not.toMatch(/5SX/);
    expect((await member.case()).outcode).toBe('M14');
  });

  test('left half way says nothing of its own, and makes no case', async () => {
    const member = await under.member();
    expect(await member.presses('cases:intake:cancel')).toMatchObject({ replies: [], posts: [] });
    expect(await under.cases.ofPerson(member.personId)).toEqual([]);
  });

  test('sent twice makes one case', async () => {
    const member = await under.member();
    await member.fills(INTAKE, {});
    const { text } = await member.fills(INTAKE, {});
    expect(await under.cases.ofPerson(member.personId)).toHaveLength(1);
    expect(text).toContain((await member.case()).reference);
  });
});

describe('where no room is set', () => {
  test('the case is kept, nothing is posted, and the member is told so and whom to call', async () => {
    await under.setRoom(undefined);
    const member = await under.member();
    const { posts, text } = await member.presses('cases:pass');
    const file = await member.case();
    expect(posts).toEqual([]);
    expect(file.roomId).toBeUndefined();
    expect(text).toContain('could not ring anybody');
    expect(text).toContain('Charity: 0000');
    await under.setRoom(ROOM);
  });
});

describe('what could tell who somebody is', () => {
  const NUMBER = 'A1234567';

  test('is not passed on before the member has decided: struck out, it is shown first', async () => {
    const member = await under.member();
    const asked = await member.fills(INTAKE, { words: `my number is ${NUMBER}, i was refused` });
    expect(await under.cases.ofPerson(member.personId)).toEqual([]);
    expect(asked.posts).toEqual([]);
    expect(asked.text).toContain('a Home Office number');
    expect(asked.text).toContain('my number is […], i was refused');
    expect(asked.text).not.toContain(NUMBER);
    expect(choicesOf(asked.replies)).toEqual(['cases:sendStruck', 'cases:sendWhole', 'cases:sendNot']);

    const { posts } = await member.presses('cases:sendStruck');
    expect(JSON.stringify(posts)).not.toContain(NUMBER);
    expect(JSON.stringify(posts)).toContain('i was refused');
  });

  test('goes as it is only when they say so, and not at all when they say that', async () => {
    const [whole, not] = [await under.member(), await under.member()];
    for (const member of [whole, not]) await member.fills(INTAKE, { words: `my number is ${NUMBER}` });
    expect(JSON.stringify((await whole.presses('cases:sendWhole')).posts)).toContain(NUMBER);
    expect((await not.presses('cases:sendNot')).posts).toEqual([]);
    expect(await under.cases.ofPerson(not.personId)).toEqual([]);
    // It is not kept anywhere: to press the other button now brings nothing back.
    expect((await not.presses('cases:sendWhole')).text).toContain('I do not have that message any more');
  });

  test('in words to an open case is held back too, and what is written meanwhile waits with it', async () => {
    const member = await under.member();
    await member.presses('cases:pass');
    const first = await member.says(`i am ${NUMBER}`);
    expect(first.posts).toEqual([]);
    const second = await member.says('please help');
    expect(second.posts).toEqual([]);
    const { posts } = await member.presses('cases:sendStruck');
    expect(posts[0]?.reply.text).toBe('i am […]\nplease help');
  });

  test('is warned of in every language', async () => {
    for (const language of ['ar', 'fa', 'fr', 'es', 'so', 'ur', 'sq', 'uk', 'ti']) {
      const member = await under.member(language);
      const { text } = await member.fills(INTAKE, { words: NUMBER });
      expect(text).toContain('[…]');
      expect({ language, text }).not.toMatchObject({ text: expect.stringContaining('Without it') });
    }
  });
});
