import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Colleague } from '../../../src/features/colleagues.ts';
import { forgottenIntroductions } from '../../../src/features/directory/forgotten-introductions.ts';
import type { FeatureTurn } from '../../../src/features/feature.ts';
import { Overtaken } from '../../../src/messages/turn.ts';
import {
  choicesOf,
  type DirectoryUnderTest,
  type MemberOfDirectory,
  startDirectory,
  textOf,
} from '../../support/directory.ts';
import { heard } from '../../support/heard.ts';

let under: DirectoryUnderTest;
let organiser: Colleague;
let other: Colleague;
let elsewhere: Colleague;
let caseworker: Colleague;
beforeAll(async () => {
  under = await startDirectory();
  organiser = await under.hire({ regions: ['North West'] });
  other = await under.hire({ name: 'organiser 2' });
  elsewhere = await under.hire({ name: 'organiser 3', regions: ['Wales'] });
  caseworker = await under.hire({ name: 'caseworker 1', role: 'caseworker' });
});
afterAll(() => under.stop());

const inManchester = { nation: 'England', outcode: 'M14' } as const;
const current = async ({ sender }: MemberOfDirectory) => {
  const found = await under.introductions.currentOf(sender.personId);
  if (!found) throw new Error('Nobody is introduced.');
  return found;
};

/** Somebody in Manchester who has said yes. */
async function introduced(language = 'en') {
  const member = await under.member(language, inManchester);
  const turn = await member.presses('directory:agree:esol');
  return { member, turn, id: (await current(member)).id };
}

const postsTo = ({ posts = [] }: FeatureTurn, roomId: string) =>
  posts.filter(({ to }) => 'roomId' in to && to.roomId === roomId).map(({ reply }) => reply);
const toMember = ({ posts = [] }: FeatureTurn) => posts.filter(({ to }) => 'conversationId' in to);

test('what tells who somebody is stays with us when they write to their organiser, and they hear of it', async () => {
  const { member } = await introduced();
  const turn = await member.says('My Home Office reference is A1234567, I was born 3 May 1990. Can I come on Monday?');
  const [passedOn] = postsTo(turn, 'CNW');
  expect(passedOn?.text).toContain('Can I come on Monday?');
  expect(JSON.stringify(turn.posts)).not.toMatch(/A1234567|1990/);
  expect(textOf(turn)).toContain('I left out a Home Office number and a date of birth');
});

describe('to be introduced', () => {
  test('is asked for first, and nothing is shown to anybody before a plain yes', async () => {
    const member = await under.member('en', inManchester);
    const asked = await member.presses('directory:meet');
    expect(textOf(asked)).toContain('They do not see your phone number');
    expect(asked.posts ?? []).toEqual([]);
    expect(choicesOf(asked)).toEqual(['directory:agree', 'directory:notNow']);
    const no = await member.presses('directory:notNow');
    expect([no.posts, no.writes]).toEqual([undefined, undefined]);
  });

  test('shows the organiser’s room a handle, an area, a language and what is looked for; never who it is', async () => {
    const { member, turn } = await introduced('fa');
    const [card] = postsTo(turn, 'CNW');
    const { handle } = await current(member);
    expect(handle).toMatch(/^[a-z]+-[a-z]+ \d\d$/);
    const text = [card?.text, ...(card?.sections ?? []).map(section => section.text)].join('\n');
    expect(text).toContain('Do not give immigration advice');
    expect(text).toContain(handle);
    expect(text).toContain('Manchester, M14, North West · Persian');
    expect(text).toContain('English classes');
    expect(JSON.stringify(card)).not.toContain(member.sender.personId);
    expect(card?.choices?.map(({ id }) => id.split(':')[2])).toEqual(['claim', 'reply', 'adviser', 'close']);
  });

  test('twice is to be introduced once, however fast it is asked', async () => {
    const member = await under.member('en', inManchester);
    const twice = await Promise.all(
      [1, 2].map(() =>
        under.feature.think(
          heard({ sender: member.sender, content: { kind: 'choice', choiceId: 'directory:agree', messageId: '1' } }),
          undefined,
        ),
      ),
    );
    const outcomes = await Promise.allSettled(twice.map(turn => under.commit(turn)));
    // Which of the two comes first is the database's to decide.
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(outcome => outcome.status === 'rejected')?.reason).toBeInstanceOf(Overtaken);
    const again = await member.presses('directory:agree');
    expect(again.posts).toBeUndefined();
  });

  test('where nobody organises leads to a person instead', async () => {
    const { organisers, fallbackChannelId } = under.settings;
    under.settings.organisers = [];
    delete under.settings.fallbackChannelId;
    const member = await under.member('en', inManchester);
    expect(choicesOf(await member.presses('directory:meet'))).toEqual(['cases:person']);
    expect(choicesOf(await member.presses('directory:near'))).not.toContain('directory:meet');
    Object.assign(under.settings, { organisers, fallbackChannelId });
  });
});

describe('what a member writes', () => {
  const claims = (member: MemberOfDirectory, text: string, changes = {}) =>
    under.feature.claims?.(heard({ sender: member.sender, text, content: { kind: 'text', text }, ...changes }));

  test('goes below the card and onto it while they are introduced, and is said to do so once an hour', async () => {
    const { member, id } = await introduced();
    expect(await claims(member, 'when do you meet?')).toBe(true);
    const turn = await member.says('when do you meet?');
    const [below] = postsTo(turn, 'CNW');
    expect(below).toMatchObject({ text: 'when do you meet?', under: `introduction:${id}` });
    expect(turn.shows).toEqual([`directory:card:${id}`]);
    expect(textOf(turn)).toContain('I passed it on');
    expect((await member.says('and where?')).replies).toEqual([]);
    const [card] = (await under.feature.show?.(`card:${id}`)) ?? [];
    expect(card?.reply.sections?.at(-1)?.text).toBe('and where?');
  });

  test('is sealed where it is kept', async () => {
    const { member, id } = await introduced();
    await member.says('tuesdays are good');
    const row = await under.database.prisma.introduction.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.wordsSealed ?? []).toString('latin1')).not.toContain('tuesdays');
    expect(under.seal.open(row.wordsSealed ?? new Uint8Array())).toMatchObject({ words: 'tuesdays are good' });
  });

  test.each(['help', 'language', 'stop', 'forget', 'person', 'held', 'menu'] as const)(
    'that steers leads where it always leads: %s',
    async word => {
      const { member } = await introduced();
      expect(await claims(member, word, { word })).toBe(false);
    },
  );

  test('is the bot’s again once they go back to it, and the organiser’s once they return', async () => {
    const { member, id } = await introduced();
    const paused = await member.says('back', { word: 'back' });
    expect(paused.shows).toEqual([`directory:card:${id}`]);
    expect(await claims(member, 'can i work?')).toBe(false);
    await member.presses('directory:goOn');
    expect(await claims(member, 'can i come?')).toBe(true);
    const ended = await member.presses('directory:end');
    expect(postsTo(ended, 'CNW')[0]?.text).toContain('They have ended');
    expect(await claims(member, 'hello')).toBe(false);
  });

  test('as a picture is not passed on, and a person is offered', async () => {
    const { member } = await introduced();
    const content = { kind: 'media', media: { kind: 'photo', fileId: 'x' } } as const;
    const turn = await member.does({ content });
    expect(turn.posts).toBeUndefined();
    expect(choicesOf(turn)).toContain('cases:person');
  });
});

describe('an organiser', () => {
  test('claims; of two who press at once one has it', async () => {
    const { id } = await introduced();
    const choice = `directory:desk:claim:${id}`;
    await under.staff(organiser, choice);
    const late = await under.staff(other, choice);
    expect(textOf(late)).toContain('organiser 1 has');
    expect(late.writes).toBeUndefined();
    const [card] = (await under.feature.show?.(`card:${id}`)) ?? [];
    expect(card?.reply.text).toContain('organiser 1 has it');
  });

  test('writes only what was shown as it arrives, under their name, and can take it back for ten seconds', async () => {
    const { member, id } = await introduced('fa');
    const window = await under.staff(organiser, `directory:desk:reply:${id}`);
    const shown = await under.fills(organiser, `directory:desk:reply:${id}`, { words: 'We meet on Thursday.' });
    expect(shown.posts).toBeUndefined();
    expect(textOf(shown)).toContain('We meet on Thursday.');
    const sendId = shown.replies[0]?.form?.id ?? '';
    const changed = await under.fills(organiser, sendId, { words: 'We meet on Friday.' });
    expect(changed.posts).toBeUndefined();
    const sent = await under.fills(organiser, changed.replies[0]?.form?.id ?? '', { words: 'We meet on Friday.' });
    const [post] = toMember(sent);
    expect(post).toMatchObject({
      to: { conversationId: member.sender.conversationId },
      afterSeconds: 10,
      reply: { text: '*organiser 1* می‌نویسد:\n\nWe meet on Friday.', language: 'fa' },
    });
    expect(textOf(window)).toContain('Do not give immigration advice');
    const undone = await under.staff(organiser, choicesOf(sent)[0] ?? '');
    expect(undone.takesBack).toEqual([post?.trackId]);
    const [below] = (await under.feature.show?.(`reply:${post?.trackId}`)) ?? [];
    expect(below?.reply.text).toContain('taken back');
    expect(textOf(await under.fills(organiser, sendId, { words: 'We meet on Thursday.' }))).toContain('already');
  });

  test('is told when their words did not arrive', async () => {
    const { id } = await introduced();
    const shown = await under.fills(organiser, `directory:desk:reply:${id}`, { words: 'Hello.' });
    const sent = await under.fills(organiser, shown.replies[0]?.form?.id ?? '', { words: 'Hello.' });
    const trackId = toMember(sent)[0]?.trackId ?? '';
    await under.database.prisma.outboundMessage.updateMany({
      where: { trackId },
      data: { status: 'failed', reason: 'blocked' },
    });
    const [below] = (await under.feature.show?.(`reply:${trackId}`)) ?? [];
    expect(below?.reply.text).toContain('did not arrive (blocked)');
  });

  test('offers a caseworker, and opens no case themselves', async () => {
    const { id } = await introduced();
    const turn = await under.staff(organiser, `directory:desk:adviser:${id}`);
    const [offer] = toMember(turn);
    expect(offer?.reply.choices).toEqual([expect.objectContaining({ id: 'cases:person' })]);
    expect(await under.database.prisma.case.count()).toBe(0);
  });

  test('closes; the member is told, and what they write is the bot’s again', async () => {
    const { member, id } = await introduced();
    const turn = await under.staff(organiser, `directory:desk:close:${id}`);
    expect(toMember(turn)).toHaveLength(1);
    expect(await under.introductions.currentOf(member.sender.personId)).toBeUndefined();
    expect(textOf(await under.staff(organiser, `directory:desk:reply:${id}`))).toContain('has ended');
  });

  test('is one of the region, or a lead: nobody else can do anything with it', async () => {
    const { member, id } = await introduced();
    for (const step of ['claim', 'reply', 'adviser', 'close']) {
      const choice = `directory:desk:${step}:${id}`;
      expect(textOf(await under.staff(elsewhere, choice))).toContain('somebody else');
      expect(textOf(await under.staff(caseworker, choice))).toContain('for organisers and leads');
      const turn = await member.presses(choice);
      expect([turn.writes, turn.posts]).toEqual([undefined, undefined]);
    }
    expect((await current(member)).ownerId).toBeUndefined();
  });

  test('is written down, without the words', async () => {
    const acts = await under.database.prisma.auditEvent.findMany({ where: { staffId: organiser.staffId } });
    const names = new Set(acts.map(({ what }) => what));
    for (const act of ['claimIntroduction', 'replyIntroduction', 'takeBack', 'passToCaseworker', 'closeIntroduction'])
      expect(names).toContain(act);
  });
});

test('whoever asks to be forgotten leaves no words in the room', async () => {
  const { member, turn, id } = await introduced();
  await member.says('my words');
  const { conversation, namedMessage } = under.database.prisma;
  const room = await conversation.create({
    data: { channel: 'slack', addressHash: Buffer.from('room'), addressSealed: under.seal.seal('CNW') },
  });
  const names = [`introduction:${id}`, `introduction:${id}:part`];
  for (const [index, name] of names.entries())
    await namedMessage.create({ data: { conversationId: room.id, name, messageId: `1.${index}` } });
  const posts = await forgottenIntroductions(under.database, under.introductions, under.say, member.sender.personId);
  expect(posts.map(({ reply }) => reply.name).sort()).toEqual(names);
  expect(posts.every(({ reply }) => reply.text.startsWith('Everything about this person was deleted'))).toBe(true);
  expect(turn.posts?.every(({ trackId }) => trackId === id)).toBe(true);
});
