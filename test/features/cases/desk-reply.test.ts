import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseFile } from '../../../src/features/cases/case-file.ts';
import { findPlaced } from '../../../src/features/cases/case-posts.ts';
import type { Colleague } from '../../../src/features/colleagues.ts';
import type { FeatureTurn } from '../../../src/features/feature.ts';
import type { Field, Form, FormValues } from '../../../src/messages/form.ts';
import { Overtaken } from '../../../src/messages/turn.ts';
import { choicesOf, type DeskUnderTest, startDesk, textOf } from '../../support/desk.ts';

let desk: DeskUnderTest;
let one: Colleague;
let adviser: Colleague;

beforeAll(async () => {
  desk = await startDesk();
  one = await desk.hire();
  adviser = await desk.hire({ name: 'adviser', iaaLevel: 3, iaaExpires: '2027-03-31' });
});
afterAll(() => desk.close());

const WINDOW = { hasWindow: true };
const again = async ({ id }: CaseFile) => (await desk.cases.byId(id)) as CaseFile;
const formOf = ({ replies }: FeatureTurn) => replies.find(({ form }) => form)?.form as Form;
const field = (form: Form, name: string) => form.fields.find(one => one.name === name) as Field & { initial?: string };
const toMember = ({ conversationId }: CaseFile, { posts = [] }: FeatureTurn) =>
  posts.filter(({ to }) => 'conversationId' in to && to.conversationId === conversationId);

async function claimed(changes: Partial<CaseFile> = {}, words?: string): Promise<CaseFile> {
  const file = await desk.openCase(changes, words);
  await desk.press(one, `cases:desk:claim:${file.id}`);
  return again(file);
}
const preview = (file: CaseFile, values: FormValues, who = one) =>
  desk.submit(who, `cases:desk:reply:${file.id}`, { mark: 'information', ...values }, WINDOW);
const send = (turn: FeatureTurn, values: FormValues = {}, who = one) => {
  const form = formOf(turn);
  const shown = { words: field(form, 'words').initial ?? '', mark: field(form, 'mark').initial ?? '' };
  return desk.submit(who, form.id, { ...shown, ...values }, WINDOW);
};

describe('to write to a member', () => {
  test('the window shows their last words, canned replies in English, and asks what it is', async () => {
    const file = await claimed({ language: 'ar' }, 'صاحب البيت يريد أن أخرج');
    const turn = await desk.press(one, `cases:desk:reply:${file.id}`, WINDOW);
    expect(textOf(turn.replies)).toContain('صاحب البيت يريد أن أخرج');
    const form = formOf(turn);
    expect(form.leadsOn).toBe(true);
    expect(form.fields.map(({ name }) => name)).toEqual(['canned', 'words', 'files', 'mark']);
    expect(field(form, 'canned')).toMatchObject({
      options: expect.arrayContaining([{ id: 'moreTime', label: 'We need more time' }]),
    });
  });

  test('whoever opens the window has read what they wrote, and that is written down', async () => {
    const file = await claimed();
    await desk.press(adviser, `cases:desk:reply:${file.id}`, WINDOW);
    const read = await desk.database.prisma.auditEvent.findMany({ where: { caseId: file.id, what: 'readCase' } });
    expect(read.map(({ staffId }) => staffId)).toEqual([adviser.staffId]);
  });

  test('the window says what decides how they are written to: danger, and when it is safe', async () => {
    const file = await claimed({ level: 'E4', intake: { crisis: 'violence-now', safeTimes: 'morning no' } });
    const written = textOf((await desk.press(one, `cases:desk:reply:${file.id}`, WINDOW)).replies);
    const shown = textOf((await preview(file, { words: 'Good day.' })).replies);
    for (const text of [written, shown]) {
      expect(text).toContain('morning no');
      expect(text).toContain('(E4)');
    }
  });

  test('a preview shows exactly the messages that Send then sends, with the sender’s name, and sends nothing itself', async () => {
    const file = await claimed();
    const shown = await preview(file, { words: 'First.\n\nSecond.' });
    expect(toMember(file, shown)).toEqual([]);
    const sections = shown.replies[0]?.sections?.map(({ text }) => text) ?? [];
    const sent = await send(shown);
    const [post] = toMember(file, sent);
    expect(sections).toEqual(expect.arrayContaining(post?.reply.text.split('\n\n') ?? ['none']));
    expect(post?.reply.text).toContain('caseworker 1');
    expect(post).toMatchObject({
      afterSeconds: 10,
      shows: [`cases:card:${file.id}`, `cases:sent:${post?.trackId}`],
      reply: { language: 'en' },
    });
    const entries = await desk.cases.entries(file.id);
    expect(entries.at(-1)).toMatchObject({
      id: post?.trackId,
      kind: 'reply',
      text: 'First.\n\nSecond.',
      mark: 'information',
      iaaLevel: 0,
      staffId: one.staffId,
      fate: { status: 'queued' },
    });
    expect(await again(file)).toMatchObject({ firstRepliedAt: desk.clock.at });
    expect((await again(file)).waitingSince).toBeUndefined();
  });

  test('words that were changed under the preview are shown anew before they can go', async () => {
    const file = await claimed();
    const shown = await preview(file, { words: 'Come on Monday.' });
    const changed = await send(shown, { words: 'Come on Tuesday.' });
    expect(toMember(file, changed)).toEqual([]);
    expect(textOf(changed.replies)).toContain('Come on Tuesday.');
    const [post] = toMember(file, await send(changed));
    expect(post?.reply.text).toContain('Tuesday');
  });

  test('the same preview sends once, however often it is pressed', async () => {
    const file = await claimed();
    const shown = await preview(file, { words: 'Hello.' });
    expect(toMember(file, await send(shown))).toHaveLength(1);
    const twice = await send(shown);
    expect(toMember(file, twice)).toEqual([]);
    expect(textOf(twice.replies)).toContain('sent already');
  });

  test('a forged window sends nothing that was not shown', async () => {
    const file = await claimed();
    const id = `cases:desk:send:${file.id}:${randomUUID()}:-`;
    const turn = await desk.submit(one, id, { words: 'never shown', mark: 'information' }, WINDOW);
    expect(toMember(file, turn)).toEqual([]);
  });

  test('a canned reply is in the member’s language, with its English beside it, and own words below', async () => {
    const file = await claimed({ language: 'fa' });
    const shown = await preview(file, { canned: 'moreTime', words: 'تا دوشنبه' });
    const canned = desk.words.say('fa', 'canned.moreTime');
    expect(field(formOf(shown), 'words').initial).toBe(`${canned}\n\nتا دوشنبه`);
    expect(textOf(shown.replies)).toContain(desk.words.say('en', 'canned.moreTime'));
    const [reply] = shown.replies;
    expect(reply?.language).toBe('en');
    const inFarsi = reply?.sections?.filter(({ language }) => language === 'fa').map(({ text }) => text);
    expect(inFarsi).toContain(canned);
  });

  test('files go with it, each in a message of its own, and are kept as long as the case needs them', async () => {
    const file = await claimed();
    const fileIds = [];
    for (const extension of ['jpg', 'png']) {
      const bytes = new Uint8Array([1, 2, 3]);
      fileIds.push(
        await desk.database.prisma.$transaction(transaction =>
          desk.files.store(transaction, {
            conversationId: file.conversationId,
            file: { kind: 'photo', mimeType: `image/${extension}`, extension, bytes },
            deleteAfter: new Date(0),
          }),
        ),
      );
    }
    desk.taken.push(...fileIds.map(fileId => ({ fileId })));
    const media = { kind: 'photo' as const, fileId: 'F1' };
    const shown = await preview(file, { words: 'See this.', files: [media, media] });
    expect(textOf(shown.replies)).toContain('2 files');
    expect(toMember(file, await send(shown)).map(({ reply }) => reply.fileId)).toEqual(fileIds);
    const kept = await desk.database.prisma.storedFile.findMany({ where: { id: { in: fileIds } } });
    expect(kept.map(({ deleteAfter }) => deleteAfter)).toEqual([null, null]);
    const { prisma } = desk.database;
    const sends = await prisma.outboundMessage.findMany({ where: { conversationId: file.conversationId } });
    await prisma.outboundMessage.update({
      where: { id: sends[0]?.id ?? 0n },
      data: { status: 'failed', reason: 'too large' },
    });
    await prisma.outboundMessage.update({ where: { id: sends[1]?.id ?? 0n }, data: { status: 'sent' } });
    const fate = async () => (await desk.cases.entries(file.id)).at(-1)?.fate;
    expect(await fate()).toEqual({ status: 'failed', reason: 'too large' });
    const become = (data: object) =>
      prisma.outboundMessage.updateMany({ where: { conversationId: file.conversationId }, data });
    await become({ status: 'queued', reason: 'window closed' });
    expect((await fate())?.status).toBe('waitsForThem');
    await become({ status: 'sent', reason: null, deliveredAt: new Date() });
    expect(await fate()).toEqual({ status: 'delivered' });
    await become({ readAt: new Date() });
    expect(await fate()).toEqual({ status: 'read' });
  });

  test('a file that is refused says why, and nothing of the words is lost', async () => {
    const file = await claimed();
    desk.taken.push({ refused: 'macros' });
    const turn = await preview(file, { words: 'See this.', files: [{ kind: 'document', fileId: 'F2' }] });
    expect(textOf(turn.replies)).toContain('macros');
    expect(field(formOf(turn), 'words').initial).toBe('See this.');
  });

  test.each<[string, (file: CaseFile) => Promise<unknown>, string]>([
    ['nobody has claimed', async () => undefined, 'claim it before'],
    [
      'was closed meanwhile',
      file => desk.commit({ writes: [desk.writes.close(file, { staffId: one.staffId, at: desk.clock.at })] }),
      'has been closed',
    ],
    [
      'has a member who left the chat',
      async file => {
        await desk.commit({ writes: [desk.writes.claim(file.id, { staffId: one.staffId, at: desk.clock.at })] });
        await desk.database.prisma.conversation.update({
          where: { id: file.conversationId },
          data: { addressGoneAt: desk.clock.at },
        });
      },
      'cannot be reached',
    ],
  ])('is refused on a case that %s, and nothing of the words is lost', async (_, happens, why) => {
    const file = await desk.openCase();
    await happens(file);
    const turn = await preview(file, { words: 'Hello.' });
    expect(textOf(turn.replies)).toContain(why);
    expect(field(formOf(turn), 'words').initial).toBe('Hello.');
    expect(toMember(file, await send(turn))).toEqual([]);
  });

  test('nothing is nothing to send', async () => {
    expect(textOf((await preview(await claimed(), { words: ' ' })).replies)).toContain('nothing to send');
  });
});

describe('the gate for advice', () => {
  test('refuses advice on immigration without a level, and says who could send it', async () => {
    const file = await claimed({ topic: 'asylum' });
    const turn = await preview(file, { words: 'You should appeal.', mark: 'advice' });
    const text = textOf(turn.replies);
    for (const part of ['needs level 3', 'You have no level', 'adviser']) expect(text).toContain(part);
    expect(toMember(file, turn)).toEqual([]);
  });

  test('is asked again when it is sent: information that becomes advice does not slip through', async () => {
    const file = await claimed({ topic: 'asylum' });
    const turn = await send(await preview(file, { words: 'You should appeal.' }), { mark: 'advice' });
    expect(textOf(turn.replies)).toContain('needs level 3');
    expect(toMember(file, turn)).toEqual([]);
    expect(toMember(file, await send(turn, { mark: 'advice' }))).toEqual([]);
  });

  test('lets somebody of the level through, and keeps the level with the reply', async () => {
    const file = await claimed({ topic: 'asylum' });
    const shown = await preview(file, { words: 'You should appeal.', mark: 'advice' }, adviser);
    expect(textOf(shown.replies)).toContain('caseworker 1 has this case');
    await send(shown, {}, adviser);
    expect((await desk.cases.entries(file.id)).at(-1)).toMatchObject({
      mark: 'advice',
      iaaLevel: 3,
      staffId: adviser.staffId,
    });
  });

  test('needs no level where the topic is no immigration matter', async () => {
    const file = await claimed({ topic: 'housing' });
    expect(toMember(file, await send(await preview(file, { words: 'Stay.', mark: 'advice' })))).toHaveLength(1);
  });
});

describe('ten seconds to undo', () => {
  const undoIn = ({ replies }: FeatureTurn) =>
    replies.flatMap(choicesOf).find(id => id.startsWith('cases:desk:undo:')) ?? '';
  const toSender = ({ posts = [] }: FeatureTurn, { conversationId } = one) =>
    posts.filter(({ to }) => 'conversationId' in to && to.conversationId === conversationId);

  test('takes a reply back: it is not sent, the member waits again, and it can be written anew', async () => {
    const file = await claimed();
    const sent = await send(await preview(file, { words: 'Wrong person.' }));
    const undo = undoIn(sent);
    expect(sent.replies.map(reply => [reply.form !== undefined, choicesOf(reply)])).toEqual([[true, [undo]]]);
    expect(toSender(sent).map(({ reply }) => choicesOf(reply))).toEqual([[undo]]);
    expect(Buffer.byteLength(undo)).toBeLessThanOrEqual(64);
    const turn = await desk.press(one, undo);
    expect(textOf(turn.replies)).toContain('nothing was sent');
    expect((await desk.cases.entries(file.id)).at(-1)?.fate?.status).toBe('takenBack');
    expect(await again(file)).toMatchObject({ waitingSince: file.waitingSince });
    expect((await again(file)).firstRepliedAt).toBeUndefined();
    const anew = await desk.press(one, choicesOf(turn.replies[0])[0] ?? '', WINDOW);
    expect(field(formOf(anew), 'words').initial).toBe('Wrong person.');
    expect(textOf((await desk.press(one, undo)).replies)).toContain('already');
  });

  test('is too late once it has gone, and says so; and a reply that goes at that very moment is not called taken back', async () => {
    const file = await claimed();
    const sent = await send(await preview(file, { words: 'Hello.' }));
    const [post] = toMember(file, sent);
    const where = { trackId: post?.trackId ?? '' };
    const racing = await desk.desk.think({
      ...(await heardBy(one)),
      content: { kind: 'choice', choiceId: undoIn(sent), messageId: '1.1' },
    });
    await desk.database.prisma.outboundMessage.updateMany({ where, data: { status: 'sending' } });
    await expect(desk.commit(racing)).rejects.toThrow(Overtaken);
    expect(textOf((await desk.press(one, undoIn(sent))).replies)).toContain('Too late');
  });

  test('is offered no longer than it can be done: window and message then say what became of the reply', async () => {
    const file = await claimed();
    const sent = await send(await preview(file, { words: 'Hello.' }));
    const trackId = toMember(file, sent)[0]?.trackId ?? '';
    const names = [sent.replies[0]?.name ?? '', toSender(sent)[0]?.reply.name ?? ''];
    const { prisma } = desk.database;
    const { conversationId } = one;
    await prisma.namedMessage.createMany({ data: names.map(name => ({ conversationId, name, messageId: name })) });
    const fateIs = (status: 'sent' | 'failed' | 'takenBack') =>
      prisma.outboundMessage.updateMany({ where: { trackId }, data: { status } });
    const shown = async () =>
      (await desk.desk.show(`sent:${trackId}`)).flatMap(({ reply }) =>
        names.includes(reply.name ?? '') ? [[reply.name, reply.text, choicesOf(reply)]] : [],
      );
    expect(await shown()).toEqual([]);
    await fateIs('sent');
    const text = `Your reply to ${file.handle}: sent.`;
    expect(await shown()).toEqual(expect.arrayContaining(names.map(name => [name, text, []])));
    await fateIs('failed');
    expect((await shown()).map(([, , choices]) => choices)).toEqual(names.map(() => [`cases:desk:again:${trackId}`]));
    // The window may hold by now what is written in its place.
    await fateIs('takenBack');
    expect((await shown()).map(([name]) => name)).toEqual([names[1]]);
  });

  test('and then it stands in the thread of the case, for whoever has it next; what was taken back does not', async () => {
    const file = await claimed({ language: 'ar' });
    const sent = await send(await preview(file, { words: 'أهلا.' }));
    const trackId = toMember(file, sent)[0]?.trackId ?? '';
    const { outboundMessage } = desk.database.prisma;
    const inThread = async () => (await desk.desk.show(`sent:${trackId}`)).filter(({ to }) => 'roomId' in to);
    for (const status of ['queued', 'takenBack'] as const) {
      await outboundMessage.updateMany({ where: { trackId }, data: { status } });
      expect(await inThread()).toEqual([]);
    }
    await outboundMessage.updateMany({ where: { trackId }, data: { status: 'sent' } });
    const [post, ...more] = await inThread();
    expect(more).toEqual([]);
    expect(post).toMatchObject({
      to: { channel: 'slack', roomId: file.roomId },
      trackId: file.id, // by which it goes with the case
      reply: { text: '✉️ caseworker 1 to them · sent', under: `case:${file.id}`, sections: [{ text: 'أهلا.' }] },
    });
    // Said again it is the same message; and one that is found when everything of them is deleted.
    const conversationId = one.conversationId;
    const name = post?.reply.name ?? '';
    await desk.database.prisma.namedMessage.create({ data: { conversationId, name, messageId: '1.2' } });
    const placed = await findPlaced(desk.database, file, await desk.cases.entries(file.id));
    expect(placed).toContainEqual({ conversationId, name });
  });

  test('is for whoever sent it', async () => {
    const file = await claimed();
    const sent = await send(await preview(file, { words: 'Hello.' }));
    const turn = await desk.press(adviser, undoIn(sent));
    expect(textOf(turn.replies)).toContain('Only who sent');
    expect(turn.takesBack ?? []).toEqual([]);
  });

  async function heardBy({ staffId }: Colleague) {
    const { heard } = await import('../../support/heard.ts');
    return heard({ sender: { personId: staffId, conversationId: 'theirs', languageChosen: false }, place: 'room' });
  }
});

describe('a message of a thread', () => {
  const point = (message: object) => ({
    kind: 'shortcut' as const,
    name: 'send_to_member',
    message: { messageId: '2.2', threadId: '1.1', isOwn: true, text: 'Come on Monday.', media: [], ...message },
  });

  async function inThread(): Promise<CaseFile> {
    const file = await claimed();
    const { prisma } = desk.database;
    const { id: conversationId } = await prisma.conversation.create({
      data: { channel: 'slack', addressHash: Buffer.from(file.id), addressSealed: desk.seal.seal('C0001') },
    });
    await prisma.namedMessage.create({ data: { conversationId, name: `case:${file.id}`, messageId: file.id } });
    return file;
  }

  test('comes to the same preview, and only Send sends it', async () => {
    const file = await inThread();
    const shown = await desk.act(one, { ...WINDOW, content: point({ threadId: file.id }) });
    expect(toMember(file, shown)).toEqual([]);
    expect(textOf(shown.replies)).toContain('Come on Monday.');
    expect(toMember(file, await send(shown))[0]?.reply.text).toContain('Come on Monday.');
  });

  test('of somebody else is refused kindly', async () => {
    const file = await inThread();
    const turn = await desk.act(one, { ...WINDOW, content: point({ threadId: file.id, isOwn: false }) });
    expect(textOf(turn.replies)).toContain('Ask whoever wrote');
    expect(formOf(turn).submit).toBeUndefined();
  });

  test.each([
    ['outside any thread', { threadId: undefined }, 'C0001'],
    ['in the thread of no case', { threadId: '9.9' }, 'C0001'],
    ['with the same id in another room', {}, 'C0009'],
  ])('%s is refused', async (_, message, roomId) => {
    const file = await inThread();
    const content = point({ threadId: file.id, ...message });
    const turn = await desk.act(one, { ...WINDOW, roomId, content });
    expect(textOf(turn.replies)).toContain('in no case');
  });
});
