import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SendError } from '../../src/channels/send-error.ts';
import type { FileContent } from '../../src/messages/file.ts';
import type { Reply } from '../../src/messages/reply.ts';
import { FAILURES } from './channel-contract.ts';
import type { ChannelUnderTest, Failure } from './channel-under-test.ts';

/** What only patience would show: `channel-contract.ts` shows it of messages. */
const QUICK_FAILURES = Object.entries(FAILURES).filter(([failure]) => failure !== 'never answers');
const FETCH_FAILURES = [
  'asks to wait 7 seconds',
  'is broken',
  'breaks the connection before it has taken the message',
] as const satisfies Failure[];

const file = (kind: FileContent['kind'], extension: string, size = 100): FileContent => ({
  kind,
  extension,
  mimeType: `of/${extension}`,
  bytes: randomBytes(size),
});

/**
 * What every channel must do with files, where its platform takes them.
 *
 * @param lacks how its platform never fails.
 */
export function channelFilesContract(name: string, open: () => Promise<ChannelUnderTest>, lacks: Failure[] = []): void {
  const happens = ([failure]: [string, unknown]) => !lacks.includes(failure as Failure);
  let under: ChannelUnderTest;
  beforeEach(async () => {
    under = await open();
    await under.channel.start(async () => {});
  });
  afterEach(async () => {
    await under.stop();
    await under.close();
  });

  async function send(sent: FileContent, reply: Partial<Reply> = {}): Promise<void> {
    const { channel, chatId } = under;
    for (const chunk of channel.render({ text: '', language: 'en', fileId: 'kept', ...reply })) {
      if (chunk.fileId === undefined) await channel.send(chatId, chunk);
      else await channel.sendFile?.(chatId, sent, chunk);
    }
  }

  describe(`${name} sends`, () => {
    test.each([
      ['photo', 'jpg'],
      ['photo', 'heic'],
      ['voice', 'ogg'],
      ['audio', 'mp3'],
      ['video', 'mp4'],
      ['document', 'pdf'],
    ] as const)('a %s of type %s, every byte of it, by a name of ours', async (kind, extension) => {
      const sent = file(kind, extension, 300_000);
      await send(sent);
      const shown = under.files?.shown() ?? [];
      expect(shown).toMatchObject([{ name: `${kind}.${extension}`, caption: '', choices: [] }]);
      expect(Buffer.from(shown[0]?.bytes ?? []).equals(sent.bytes)).toBe(true);
      expect(under.shown()).toHaveLength(1);
    });

    test('words and choices below it', async () => {
      await send(file('photo', 'jpg'), { text: '*Look* at <this> & that', choices: [{ id: 'a', label: 'Yes' }] });
      expect(under.files?.shown()).toMatchObject([{ caption: 'Look at <this> & that', choices: ['Yes'] }]);
    });

    test('more words than fit below it behind it, none of them lost, the choices below the last', async () => {
      const text = Array.from({ length: 100 }, (_, index) => `Part ${index}: ${'words of it '.repeat(8)}.`).join(
        '\n\n',
      );
      await send(file('document', 'pdf'), { text, choices: [{ id: 'a', label: 'Yes' }] });
      const [sent] = under.files?.shown() ?? [];
      const texts = under.shown().slice(1);
      expect(sent?.caption.length).toBeGreaterThan(100);
      expect(sent?.choices).toEqual([]);
      const words = (all: string) => all.match(/[\p{L}\p{N}]+/gu);
      expect(words([sent?.caption, ...texts.map(({ text }) => text)].join('\n'))).toEqual(words(text));
      expect(texts.map(({ choices }) => choices.length)).toEqual([...texts.slice(1).map(() => 0), 1]);
    });

    test.each(QUICK_FAILURES.filter(happens))(
      'and tells the outbox the facts when the platform %s',
      async (failure, facts) => {
        under.files?.fail(failure as Failure, 'sending');
        const error = await send(file('photo', 'jpg'), { text: 'words of the bot' }).catch((error: unknown) => error);
        expect(error).toBeInstanceOf(SendError);
        expect(error).toMatchObject(facts);
        expect(String(error)).not.toMatch(new RegExp(`words of the bot|${under.chatId}`));
      },
    );
  });

  describe(`${name} fetches`, () => {
    test.each([0, 1, 3_000_000])('a file of %i bytes as it was sent', async size => {
      const bytes = randomBytes(size);
      const fetched = await under.channel.fetchFile?.(under.files?.arrive(bytes) ?? '');
      expect(Buffer.from(fetched ?? [1]).equals(bytes)).toBe(true);
    });

    test('nothing that it does not know, and says that no patience will help', async () => {
      await expect(under.channel.fetchFile?.('nobody')).rejects.toMatchObject({ name: 'SendError', retryable: false });
    });

    test.each(
      FETCH_FAILURES.filter(failure => !lacks.includes(failure)).flatMap(failure => [
        [failure, 'finding'] as const,
        [failure, 'fetching'] as const,
      ]),
    )('later what the platform %s while %s it, and nothing was sent', async (failure, at) => {
      const fileId = under.files?.arrive(Buffer.from('a letter')) ?? '';
      under.files?.fail(failure, at);
      const error = await under.channel.fetchFile?.(fileId).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(SendError);
      expect(error).toMatchObject({ retryable: true, recipientGone: false, maybeSent: false });
      expect(Buffer.from((await under.channel.fetchFile?.(fileId)) ?? []).toString()).toBe('a letter');
    });
  });
}
