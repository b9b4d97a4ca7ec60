import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { forgetPerson } from '../../src/database/forget-person.ts';
import { createRecentDanger } from '../../src/features/recent-danger.ts';
import { deleteOldMessages } from '../../src/jobs/retention.ts';
import { type CaseworkUnderTest, type Member, startCasework, TUESDAY_NOON } from '../support/casework.ts';

const DAY_MS = 86_400_000;
const WORDS = 'he is beating me at 12 Long Street';
let under: CaseworkUnderTest;

beforeAll(async () => {
  under = await startCasework();
}, 60_000);
afterAll(() => under.stop());

const rowOf = ({ conversationId: id }: Member) =>
  under.database.prisma.conversation.findUniqueOrThrow({
    where: { id },
    select: { dangerAt: true, dangerSealed: true },
  });
const nothing = { dangerAt: null, dangerSealed: null };

test('what danger somebody was in is sealed, and holds for a day', async () => {
  const member = await under.member();
  const { of } = createRecentDanger(under.database, under.seal);
  expect(await of(member.conversationId, TUESDAY_NOON)).toBeUndefined();
  await under.keepDanger(member.conversationId, 'violence-now', WORDS);
  expect(Buffer.from((await rowOf(member)).dangerSealed ?? []).includes('Long Street')).toBe(false);
  const after = (ms: number) => of(member.conversationId, new Date(TUESDAY_NOON.getTime() + ms));
  expect(await after(DAY_MS - 1)).toEqual({ kind: 'violence-now', words: WORDS });
  expect(await after(DAY_MS)).toBeUndefined();
});

test('the next night deletes it, and so does whoever wants everything to be deleted', async () => {
  const [late, forgotten] = [await under.member(), await under.member()];
  for (const member of [late, forgotten]) await under.keepDanger(member.conversationId, 'violence-now', WORDS);
  await under.commit({ writes: [forgetPerson(forgotten.personId)] });
  expect(await rowOf(forgotten)).toEqual(nothing);
  await deleteOldMessages(under.database, 7, TUESDAY_NOON.getTime() + DAY_MS);
  expect((await rowOf(late)).dangerAt).not.toBeNull();
  await deleteOldMessages(under.database, 7, TUESDAY_NOON.getTime() + DAY_MS + 1);
  expect(await rowOf(late)).toEqual(nothing);
});
