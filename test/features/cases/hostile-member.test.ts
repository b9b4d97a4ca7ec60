import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openedName } from '../../../src/features/cases/case-posts.ts';
import { type CaseworkUnderTest, startCasework } from '../../support/casework.ts';

const FILE_ID = '01a21ca9-aea3-716b-be46-2cf63f0e084c';
let under: CaseworkUnderTest;

beforeAll(async () => {
  under = await startCasework();
}, 180_000);
afterAll(() => under.stop());

const IDS = ['__proto__', 'constructor', '', 'toString', "'; DROP TABLE support_case; --", '🏠'.repeat(8)];

describe('ids that a changed app sends', () => {
  test('are answered kindly, and touch nobody else’s case', async () => {
    const [other, member] = [await under.member(), await under.member()];
    await other.presses('cases:pass');
    const theirs = await other.case();
    const steps =
      'person ask pass intake new sendStruck sendWhole sendNot bot reopen well helped again withdraw __proto__ toString'.split(
        ' ',
      );
    for (const step of steps)
      for (const id of [...IDS, theirs.id])
        for (const more of ['', ':yes', ':__proto__']) await member.presses(`cases:${step}:${id}${more}`.slice(0, 64));
    for (const form of ['intake:__proto__', 'intake:constructor', '__proto__', 'reply:x'])
      await member.fills(`cases:${form}`, {
        topic: '__proto__',
        urgency: 'constructor',
        language: '__proto__',
        area: '',
      });
    expect(await other.case()).toEqual(theirs);
    const refused = await member.presses(`cases:desk:claim:${theirs.id}`);
    expect(refused.text).toContain('Only our team');
    expect((await member.fills(`cases:desk:reply:${theirs.id}`, { words: 'words' })).posts).toEqual([]);
  });
});

describe('words that are held back', () => {
  const HELD = 'my passport number is 123456789';

  async function withHeld() {
    const member = await under.member();
    await member.presses('cases:pass');
    expect((await member.says(HELD)).text).toContain('I have not sent it yet');
    return member;
  }
  const saidOf = async (member: Awaited<ReturnType<typeof withHeld>>) =>
    (await under.cases.entries((await member.case()).id))
      .filter(({ kind }) => kind === 'memberSaid')
      .map(({ text }) => text);

  test.each([
    [
      'what is stored of them',
      async (member: Awaited<ReturnType<typeof withHeld>>) => void (await member.says('what do you hold about me?')),
    ],
    ['a person', async (member: Awaited<ReturnType<typeof withHeld>>) => void (await member.says('9'))],
    [
      'a sticker',
      async (member: Awaited<ReturnType<typeof withHeld>>) => void (await member.sends({ kind: 'sticker' })),
    ],
    [
      'another button',
      async (member: Awaited<ReturnType<typeof withHeld>>) => void (await member.presses('cases:bot')),
    ],
  ])('are not lost when the member asks for %s before they decide', async (_, meanwhile) => {
    const member = await withHeld();
    await meanwhile(member);
    expect(await saidOf(member)).toEqual([]);
    await member.presses('cases:sendWhole');
    expect(await saidOf(member)).toEqual([HELD]);
  });

  test('are asked about together with what comes with a file after them', async () => {
    const member = await withHeld();
    under.taken.next = { refused: 'unknown' };
    await member.sends({}, 'and my visa card is 4111 1111 1111 1111');
    await member.presses('cases:sendWhole');
    expect(await saidOf(member)).toEqual([`${HELD}\nand my visa card is 4111 1111 1111 1111`]);
  });

  test('are decided once: what was sent is not sent again', async () => {
    const member = await withHeld();
    await member.presses('cases:sendNot');
    expect((await member.presses('cases:sendWhole')).text).toContain('do not have that message any more');
    expect(await saidOf(member)).toEqual([]);
  });
});

test('who is forgotten is overwritten wherever their words and files stand: in a room the case was handed over from, and in every part', async () => {
  const { prisma } = under.database;
  const member = await under.member();
  await member.presses('cases:pass');
  await member.says('my landlord wants me to leave');
  const { id } = await member.case();
  const entry = (await under.cases.entries(id)).find(({ kind }) => kind === 'memberSaid');
  await prisma.caseEntry.update({ where: { id: entry?.id ?? '' }, data: { fileIds: [FILE_ID] } });
  const names = [`case:${id}`, `said:${entry?.id}`, `said:${entry?.id}/1`, openedName(FILE_ID), openedName(FILE_ID)];
  const elsewhere = await prisma.conversation.create({
    data: { channel: 'slack', addressHash: Buffer.from('C0BEFORE'), addressSealed: under.seal.seal('C0BEFORE') },
  });
  await prisma.namedMessage.createMany({
    data: names.map((name, index) => ({ conversationId: elsewhere.id, name, messageId: `1.${index}` })),
  });
  const { posts } = await under.casework.forgotten(member.personId);
  const there = posts.filter(({ to }) => 'conversationId' in to && to.conversationId === elsewhere.id);
  expect(there.map(({ reply }) => reply.name)).toEqual(expect.arrayContaining(names));
  expect(JSON.stringify(posts)).not.toContain('landlord');
});
