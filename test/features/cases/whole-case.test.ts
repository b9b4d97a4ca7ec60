import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FeatureTurn } from '../../../src/features/feature.ts';
import type { InboundContent } from '../../../src/messages/inbound.ts';
import { type CaseworkUnderTest, type Member, ROOM, startCasework } from '../../support/casework.ts';
import { heard } from '../../support/heard.ts';

let under: CaseworkUnderTest;
let staffId: string;

beforeAll(async () => {
  under = await startCasework();
  staffId = await under.hire('caseworker 1');
}, 60_000);
afterAll(() => under.stop());

/** The caseworker does something in the room, and it is made true. */
async function desk(content: InboundContent, hasWindow = false): Promise<FeatureTurn> {
  const sender = { personId: staffId, conversationId: 'theirs', languageChosen: false };
  const turn = await under.casework.feature.think(
    heard({ sender, place: 'room', roomId: ROOM, channel: 'slack', hasWindow, content }),
    undefined,
  );
  await under.commit(turn);
  return turn;
}
const press = (choiceId: string, hasWindow = false) => desk({ kind: 'choice', choiceId, messageId: '1.1' }, hasWindow);
const submit = (formId: string, values: Record<string, string>) => desk({ kind: 'form', formId, values }, true);
const formOf = ({ replies }: FeatureTurn) => replies.find(({ form }) => form)?.form;
const toMember = ({ posts = [] }: FeatureTurn, member: Member) =>
  posts.filter(({ to }) => 'conversationId' in to && to.conversationId === member.conversationId);
const minutes = (count: number) => {
  under.clock.at = new Date(under.clock.at.getTime() + count * 60_000);
};

test('a case from asking to being asked again: in Arabic, with a file, a claim, a reply, closing, and opening again', async () => {
  const member = await under.member('ar');
  expect((await member.says('9')).replies[0]?.choices).toHaveLength(3);
  await member.presses('cases:ask');
  const opened = await member.fills('cases:intake', {
    topic: 'housing',
    words: 'صاحب البيت يريد أن أخرج',
    urgency: 'week',
  });
  const { id, reference, handle } = await member.case();
  expect(opened.text).toContain(reference);
  expect(opened.posts[0]?.reply.text).toContain(handle);
  expect(JSON.stringify(opened.posts)).not.toContain(member.personId);

  minutes(1);
  const bytes = new Uint8Array([1, 2, 3]);
  const fileId = await under.database.prisma.$transaction(transaction =>
    under.files.store(transaction, {
      conversationId: member.conversationId,
      file: { kind: 'photo', mimeType: 'image/png', extension: 'png', bytes },
      deleteAfter: under.clock.at,
    }),
  );
  under.taken.next = { fileId };
  expect((await member.sends({})).posts[0]?.reply.under).toBe(`case:${id}`);
  expect((await under.cases.entries(id)).at(-1)).toMatchObject({ kind: 'memberSaid', fileIds: [fileId] });

  minutes(1);
  const [told] = toMember(await press(`cases:desk:claim:${id}`), member);
  expect(told?.reply).toMatchObject({ language: 'ar', text: expect.stringContaining('caseworker 1') });

  minutes(1);
  const preview = await submit(`cases:desk:reply:${id}`, { words: 'Come on Monday.', mark: 'information' });
  const shown = formOf(preview);
  const sent = await submit(shown?.id ?? '', { words: 'Come on Monday.', mark: 'information' });
  expect(toMember(sent, member)[0]?.reply.text).toContain('Come on Monday.');
  expect((await member.case()).waitingSince).toBeUndefined();
  minutes(1);
  expect(await member.says('شكرا')).toMatchObject({ replies: [], feature: 'cases' });

  minutes(1);
  const closing = formOf(await press(`cases:desk:close:${id}`, true));
  const [asked] = toMember(await submit(closing?.id ?? '', { reason: 'done' }), member);
  expect(asked?.reply.choices?.map(choice => choice.id)[0]).toBe(`cases:helped:${id}:yes`);
  await member.presses(`cases:helped:${id}:yes`);
  await member.presses(`cases:again:${id}:yes`);
  expect((await member.says('شكرا')).posts).toEqual([]);

  minutes(24 * 60);
  const again = await member.says('كتبوا لي مرة أخرى');
  expect(again.text).toContain(reference);
  expect(await member.case()).toMatchObject({ id, ownerId: staffId });
  const kinds = (await under.cases.entries(id)).map(({ kind }) => kind);
  expect(kinds).toEqual([
    'opened',
    'memberSaid',
    'memberSaid',
    'claimed',
    'reply',
    'memberSaid',
    'closed',
    'memberSaid',
    'reopened',
  ]);
});
