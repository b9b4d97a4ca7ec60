import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileName } from '../../../src/channels/slack/file-name.ts';
import type { FileContent } from '../../../src/messages/file.ts';
import { openSlackDesk, type SlackDesk } from '../../support/slack-desk.ts';

let desk: SlackDesk;

beforeEach(async () => {
  desk = await openSlackDesk();
});
afterEach(() => desk.stop());

const LETTER: FileContent = {
  kind: 'document',
  mimeType: 'application/pdf',
  extension: 'pdf',
  bytes: new Uint8Array([1, 2, 3]),
};

async function sendLetter(chatId: string, placement = {}): Promise<string | undefined> {
  const [chunk] = desk.channel.render({ text: 'The letter', language: 'en', fileId: 'kept' });
  if (!chunk) throw new Error('A file was rendered to nothing.');
  return desk.channel.sendFile?.(chatId, LETTER, chunk, placement);
}

/** Somebody sends a file, of which Slack then tells something else. */
function arrive(told: object, bytes: Uint8Array = new Uint8Array([1])): string {
  const { caseworker, slack } = desk;
  const [file] = caseworker.upload(caseworker.dm, { name: 'letter.pdf', bytes }).files ?? [];
  const stored = slack.world.files.byId(file?.id ?? '');
  if (stored) Object.assign(stored.info, told);
  return file?.id ?? '';
}

describe('a file that is sent', () => {
  test('is a message whose id is known, in the thread where it belongs', async () => {
    const { room, send } = desk;
    const [card = ''] = await send(room.id, { text: 'A case' });
    const { ts = '' } = readFileName((await sendLetter(room.id, { under: card })) ?? '') ?? {};
    expect(room.find(ts)).toMatchObject({ thread_ts: card, files: [{ name: 'document.pdf' }] });
  });

  test('has arrived also when Slack does not tell its message', async () => {
    desk.slack.fault({ kind: 'status', status: 503 }, { method: 'files.info' });
    const { ts } = readFileName((await sendLetter(desk.room.id)) ?? '') ?? {};
    expect(ts).toBeUndefined();
    expect(desk.room.messages().at(-1)?.files).toHaveLength(1);
  });

  test('is taken away by what is said in its place, and nobody can fetch it any more', async () => {
    const { room, send, slack } = desk;
    const replacing = await sendLetter(room.id);
    const { fileId = '', ts = '' } = readFileName(replacing ?? '') ?? {};
    expect(slack.world.files.byId(fileId)).toBeDefined();
    expect(await send(room.id, { text: 'Deleted.' }, { replacing: replacing ?? '' })).toEqual([replacing]);
    expect(slack.world.files.byId(fileId)).toBeUndefined();
    expect(room.find(ts)).toMatchObject({ text: 'Deleted.', files: [{ id: fileId, mode: 'tombstone' }] });
  });

  test('is taken away where Slack never told its message, and by whom it may be: then nothing more is said', async () => {
    const { room, send, slack } = desk;
    slack.fault({ kind: 'status', status: 503 }, { method: 'files.info' });
    const replacing = (await sendLetter(room.id)) ?? '';
    const count = room.messages().length;
    for (const _ of ['first', 'again']) await send(room.id, { text: 'Deleted.' }, { replacing });
    expect(slack.world.files.byId(replacing)).toBeUndefined();
    expect(room.messages()).toHaveLength(count);
  });

  test('is not given up while Slack cannot take it away', async () => {
    const { room, send, slack } = desk;
    const replacing = (await sendLetter(room.id)) ?? '';
    slack.fault({ kind: 'status', status: 503 }, { method: 'files.delete' });
    await expect(send(room.id, { text: 'Deleted.' }, { replacing })).rejects.toMatchObject({ retryable: true });
    await send(room.id, { text: 'Deleted.' }, { replacing });
    expect(slack.world.files.byId(readFileName(replacing)?.fileId ?? '')).toBeUndefined();
  });

  test('for one person in a room is sent to them elsewhere: nobody else sees it', async () => {
    const { room, caseworker } = desk;
    await sendLetter(caseworker.user.id, { inRoom: room.id, under: '1784019600.000100' });
    expect(room.messages().filter(({ files }) => files)).toEqual([]);
    expect(caseworker.dm.messages().at(-1)?.files).toHaveLength(1);
  });

  test.each([
    [{ kind: 'status', status: 503 } as const, { code: '503', retryable: true }],
    [{ kind: 'ratelimited', retryAfterSeconds: 7 } as const, { retryable: true, retryAfterSeconds: 7 }],
    [{ kind: 'drop-before' } as const, { code: 'no answer', retryable: true }],
  ])('whose bytes did not go up (%j) was surely not sent', async (fault, facts) => {
    desk.slack.fault(fault, { method: 'upload' });
    await expect(sendLetter(desk.room.id)).rejects.toMatchObject({ ...facts, maybeSent: false });
  });
});

describe('a file that is fetched', () => {
  test.each([
    ['that says it is too large', { size: 20 * 1024 * 1024 + 1 }, 'too large'],
    ['that Slack keeps nowhere', { url_private: undefined }, 'no file'],
    ['that is kept elsewhere', { url_private: 'https://example.org/letter.pdf' }, 'no file'],
    ['that is kept where only the name is like Slack’s', { url_private: 'https://notslack.com/a' }, 'no file'],
    ['that would be asked for in the clear', { url_private: 'http://files.slack.com/a' }, 'no file'],
  ])('%s is not asked for', async (_, told, code) => {
    await expect(desk.channel.fetchFile?.(arrive(told))).rejects.toMatchObject({ code, retryable: false });
  });

  test('that is larger than it said is cut off', async () => {
    const fileId = arrive({ size: 3 }, Buffer.alloc(20 * 1024 * 1024 + 1));
    await expect(desk.channel.fetchFile?.(fileId)).rejects.toMatchObject({ code: 'too large', retryable: false });
  });

  test('that Slack does not give us is no page that asks us to sign in', async () => {
    desk.slack.fault({ kind: 'status', status: 302 }, { method: 'download' });
    await expect(desk.channel.fetchFile?.(arrive({}))).rejects.toMatchObject({ code: '302', retryable: false });
  });
});
