import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { deleteForgotten } from '../../../src/database/forget-person.ts';
import { type CaseworkUnderTest, type Member, ROOM, startCasework, TUESDAY_NOON } from '../../support/casework.ts';
import { onEmbeddedDatabase } from '../../support/test-database.ts';

onEmbeddedDatabase();

let under: CaseworkUnderTest;
let staffId: string;

beforeAll(async () => {
  under = await startCasework();
  staffId = await under.hire('caseworker 1');
}, 60_000);
beforeEach(async () => {
  under.clock.at = TUESDAY_NOON;
  // What other tests left waiting is nobody's concern here.
  await under.database.prisma.case.deleteMany();
});
afterAll(() => under.stop());

const later = (minutes: number) => {
  under.clock.at = new Date(under.clock.at.getTime() + minutes * 60_000);
};
const toldBy = async (member: Member) =>
  (await under.tick())
    .flatMap(({ posts = [] }) => posts)
    .filter(({ to }) => 'conversationId' in to && to.conversationId === member.conversationId)
    .map(({ reply }) => reply);

describe('a hand-over that does not arrive', () => {
  test('is told once after five minutes, with whom to call', async () => {
    const member = await under.member();
    await member.presses('cases:pass');
    later(4);
    expect(await toldBy(member)).toEqual([]);
    later(2);
    const [told, ...others] = await toldBy(member);
    expect(told?.text).toContain('has not got your message yet');
    expect(told?.text).toContain('Charity: 0000');
    expect(others).toEqual([]);
    later(60);
    expect(await toldBy(member)).toEqual([]);
  });

  test('is not told when it has arrived', async () => {
    const member = await under.member();
    await member.presses('cases:pass');
    await under.database.prisma.outboundMessage.updateMany({ data: { status: 'sent' } });
    later(6);
    expect(await toldBy(member)).toEqual([]);
  });
});

describe('whoever agreed to be asked again', () => {
  async function closed(answer: string): Promise<Member> {
    const member = await under.member();
    await member.presses('cases:pass');
    await under.database.prisma.outboundMessage.updateMany({ data: { status: 'sent' } });
    const { id } = await member.case();
    await under.commit({ writes: [under.writes.claim(id, { staffId, at: under.clock.at })] });
    await under.commit({ writes: [under.writes.close(await member.case(), { staffId, at: under.clock.at })] });
    await member.presses(`cases:again:${id}:${answer}`);
    return member;
  }

  test('is asked once, a week later', async () => {
    const member = await closed('yes');
    later(7 * 24 * 60 - 1);
    expect(await toldBy(member)).toEqual([]);
    later(1);
    const [asked] = await toldBy(member);
    const { id } = await member.case();
    expect(asked?.choices?.map(choice => choice.id)).toEqual([`cases:reopen:${id}`, `cases:well:${id}`]);
    expect(await toldBy(member)).toEqual([]);
    expect((await member.presses(`cases:well:${id}`)).posts).toEqual([]);
    expect((await member.case()).closedAt).toBeDefined();
  });

  test('is not asked who said no, nor whose case is open again', async () => {
    const [no, reopened] = [await closed('no'), await closed('yes')];
    await reopened.says('they wrote again');
    await under.database.prisma.outboundMessage.updateMany({ data: { status: 'sent' } });
    later(8 * 24 * 60);
    expect(await toldBy(no)).toEqual([]);
    expect(await toldBy(reopened)).toEqual([]);
  });
});

describe('whoever asks for everything to be deleted', () => {
  test('is told of their cases, and then has none: the card and all below it lose their words', async () => {
    const [member, other] = [await under.member(), await under.member()];
    for (const each of [member, other]) await each.fills('cases:intake', { words: 'my secret' });
    const { id } = await member.case();
    expect((await member.says('what do you hold')).text).toContain('What you told our team: 1');
    const { posts } = await member.presses('privacy:erase');
    const names = posts.map(({ reply }) => reply.name);
    const [said] = await under.cases.entries((await other.case()).id);
    expect(said).toBeDefined();
    expect(names[0]).toBe(`case:${id}`);
    expect(names[1]).toMatch(/^said:/);
    for (const { to, reply } of posts) {
      expect(to).toEqual({ channel: 'slack', roomId: ROOM });
      expect(reply.text).toContain('asked for everything about them to be deleted');
    }
    const { prisma } = under.database;
    expect(await prisma.case.count({ where: { personId: member.personId } })).toBe(0);
    expect(await prisma.caseEntry.count({ where: { caseId: id } })).toBe(0);
    expect(await under.cases.ofPerson(other.personId)).toHaveLength(1);
    // Nothing that was posted, or waited to be, still holds their words.
    const bodies = await prisma.outboundMessage.findMany({ select: { bodySealed: true } });
    const holding = bodies.filter(({ bodySealed }) =>
      JSON.stringify(under.seal.open(bodySealed)).includes('my secret'),
    );
    const ofOther = await prisma.outboundMessage.count({
      where: { trackId: { in: (await under.cases.entries((await other.case()).id)).map(entry => entry.id) } },
    });
    expect(holding).toHaveLength(ofOther);
  });

  test('does not stand in the way of others when they work here', async () => {
    const { prisma } = under.database;
    const member = await under.member();
    await prisma.person.updateMany({
      where: { id: { in: [staffId, member.personId] } },
      data: { forgottenAt: under.clock.at },
    });
    await deleteForgotten(under.database);
    expect(await prisma.person.count({ where: { id: member.personId } })).toBe(0);
    expect(await prisma.person.count({ where: { id: staffId } })).toBe(1);
  });
});
