import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { forgetPerson } from '../../src/database/forget-person.ts';
import type { FeatureTurn, Heard } from '../../src/features/feature.ts';
import type { Form } from '../../src/messages/form.ts';
import { answer, type Spine, startSpine } from '../support/spine.ts';
import { until } from '../support/until.ts';

const ROOM = 'room';
let spine: Spine;
let lastUserId = 900;

const noteForm = (caseId: string): Form => ({
  id: `faq:note:${caseId}`,
  title: 'Note',
  language: 'en',
  submit: 'Keep',
  fields: [{ kind: 'text', name: 'note', label: 'What is to be kept?' }],
});

/** A caseworker asks for a form in words, and writes a note into it, which is posted for colleagues. */
function think({ text = '', content }: Heard): FeatureTurn {
  const [, caseId] = /^note (.+)$/.exec(text) ?? [];
  if (caseId) return { ...answer(''), replies: [{ text: 'About it', language: 'en', form: noteForm(caseId) }] };
  if (content.kind !== 'form') return answer('ok');
  const post = { to: { channel: 'telegram' as const, roomId: ROOM }, reply: { text: 'A note', language: 'en' } };
  return { ...answer('Kept.'), posts: [{ ...post, afterSeconds: 3600 }] };
}

beforeAll(async () => {
  spine = await startSpine(think);
}, 60_000);
afterAll(() => spine.stop());

/** Somebody who has written once. */
async function newcomer() {
  lastUserId += 1;
  const user = spine.telegram.user(lastUserId);
  user.say('hello');
  await user.waitForMessage(({ from, text }) => from?.is_bot === true && text === 'ok');
  const { id, personId } = await spine.database.prisma.conversation.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return { user, id: String(lastUserId), conversationId: id, personId: personId ?? '' };
}

/** A member with a case, in which there is one reply. */
async function withCase() {
  const { personId, conversationId } = await newcomer();
  const [id, entryId] = [randomUUID(), randomUUID()];
  await spine.database.prisma.case.create({
    data: {
      id,
      reference: id.slice(0, 7),
      personId,
      conversationId,
      level: 'E1',
      language: 'en',
      intakeSealed: spine.seal.seal({}),
      entries: { create: { id: entryId, kind: 'reply' } },
    },
  });
  return { personId, conversationId, id, entryId };
}

async function caseworker() {
  const found = await newcomer();
  const nameSealed = spine.seal.seal('caseworker 1');
  await spine.database.prisma.staff.create({ data: { personId: found.personId, nameSealed, role: 'caseworker' } });
  return found;
}

/** So many rows about a case: what staff did, and what they and their rooms are told. */
async function rowsAbout(caseId: string) {
  const where = { aboutIds: { has: caseId } };
  const { prisma } = spine.database;
  return Promise.all([prisma.inboundMessage.count({ where }), prisma.outboundMessage.count({ where })]);
}

async function nothingIsWithThePlatform() {
  await until(async () => (await spine.database.prisma.outboundMessage.count({ where: { status: 'sending' } })) === 0);
}

test('what staff wrote of a case in their forms, and what waits to be told them of it, goes with its member and with no other', async () => {
  const [leaving, staying, worker] = [await withCase(), await withCase(), await caseworker()];
  for (const { id } of [leaving, staying]) {
    const sentAtMs = Date.now();
    const from = { channel: 'telegram' as const, id: worker.id };
    const content = { kind: 'form' as const, formId: `faq:note:${id}`, values: { note: 'their secret' } };
    await spine.receive({ from, externalId: id, place: 'private', sentAtMs, content });
    await worker.user.waitForMessage(({ text }) => text === 'Kept.');
  }
  const waits = (choiceId: string) => ({
    conversationId: worker.conversationId,
    reply: { text: 'They wrote.', language: 'en', choices: [{ id: choiceId, label: 'Undo' }] },
    afterSeconds: 3600,
  });
  await spine.send([leaving, staying].map(({ entryId }) => waits(`cases:desk:undo:${entryId}`)));
  await spine.send([{ ...waits(`cases:helped:${leaving.id}:yes`), conversationId: staying.conversationId }]);
  const before = [await rowsAbout(staying.id), await rowsAbout(staying.entryId)];
  expect(await rowsAbout(leaving.id)).toEqual([1, 3]);
  await nothingIsWithThePlatform();

  await spine.database.prisma.$transaction(transaction => forgetPerson(leaving.personId).apply(transaction));
  // What another member is told is theirs, whatever it carries.
  expect([await rowsAbout(leaving.id), await rowsAbout(leaving.entryId)]).toEqual([
    [0, 1],
    [0, 0],
  ]);
  expect([await rowsAbout(staying.id), await rowsAbout(staying.entryId)]).toEqual(before);
});

test('so do answers to a form that was asked one question at a time', async () => {
  const [leaving, worker] = [await withCase(), await caseworker()];
  worker.user.say(`note ${leaving.id}`);
  await worker.user.waitForMessage(({ text }) => text?.includes('What is to be kept?') === true);
  worker.user.say('their secret');
  await worker.user.waitForMessage(({ text }) => text === 'Kept.');
  expect((await rowsAbout(leaving.id))[0]).toBe(1);
  await nothingIsWithThePlatform();
  await spine.database.prisma.$transaction(transaction => forgetPerson(leaving.personId).apply(transaction));
  expect(await rowsAbout(leaving.id)).toEqual([0, 0]);
});
