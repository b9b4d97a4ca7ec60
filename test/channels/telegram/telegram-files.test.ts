import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fetchTelegramFile } from '../../../src/channels/telegram/fetch-telegram-file.ts';
import { sendTelegramFile } from '../../../src/channels/telegram/send-telegram-file.ts';
import type { FileContent } from '../../../src/messages/file.ts';
import { startTelegramServer, type TelegramServer } from '../../../src/playground/telegram/telegram-server.ts';

const TOKEN = '4242:files';
const MEGABYTE = Buffer.alloc(1024 * 1024);
const CHUNK = { text: '', choices: [], rightToLeft: false };

/** A Telegram whose downloads are answered by the test. */
/** @param requestTimeoutSeconds short only where nothing more is to come: a busy machine takes its time. */
async function withDownloads(size: number, answer: (response: ServerResponse) => void, requestTimeoutSeconds = 60) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.startsWith('/file/')) return answer(response);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        ok: true,
        result: { file_id: 'a', file_unique_id: 'a', file_size: size, file_path: 'documents/a b.pdf' },
      }),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetched = await fetchTelegramFile({ token: TOKEN, apiRoot, requestTimeoutSeconds }, 'a').catch(
    (error: unknown) => error,
  );
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
  return { fetched, asked };
}

describe('a file from Telegram', () => {
  test('that says it is too large is not asked for', async () => {
    const { fetched, asked } = await withDownloads(20 * MEGABYTE.length + 1, response => response.end('x'));
    expect(fetched).toMatchObject({ code: 'too large', retryable: false });
    expect(asked).toHaveLength(1);
  });

  test('that is larger than it said is cut off, however it comes', async () => {
    const sent = { megabytes: 0 };
    const { fetched } = await withDownloads(1000, response => {
      const more = () => {
        sent.megabytes += 1;
        if (sent.megabytes < 200) response.write(MEGABYTE, more);
      };
      more();
    });
    expect(fetched).toMatchObject({ code: 'too large', retryable: false });
    expect(sent.megabytes).toBeLessThan(100);
    const announced = await withDownloads(1000, response =>
      response.writeHead(200, { 'content-length': 21 * MEGABYTE.length }).write('x'),
    );
    expect(announced.fetched).toMatchObject({ code: 'too large', retryable: false });
  });

  test('that stands still is given up, and may be tried again', async () => {
    const halt = (response: ServerResponse) => response.writeHead(200, { 'content-length': 1000 }).write('half of');
    const { fetched } = await withDownloads(1000, halt, 0.3);
    expect(fetched).toMatchObject({ code: 'no answer', retryable: true, maybeSent: false });
  });

  test('that breaks off half way is no file', async () => {
    const { fetched } = await withDownloads(1000, response => {
      response.writeHead(200, { 'content-length': 1000 }).write('half of', () => response.destroy());
    });
    expect(fetched).toMatchObject({ code: 'no answer', retryable: true });
  });

  test('is not fetched from elsewhere: no answer makes us ask another address', async () => {
    const { fetched, asked } = await withDownloads(1000, response =>
      response.writeHead(302, { location: '/elsewhere' }).end(),
    );
    expect(fetched).toMatchObject({ name: 'SendError' });
    expect(asked).not.toContain('/elsewhere');
  });

  test.each([
    [404, true],
    [403, false],
    [502, true],
  ])('that is answered with %i shows the status, never the token', async (status, retryable) => {
    const { fetched, asked } = await withDownloads(1000, response => response.writeHead(status).end());
    expect(fetched).toMatchObject({ code: String(status), retryable });
    expect(asked[1]).toBe(`/file/bot${TOKEN}/documents/a%20b.pdf`);
    expect(JSON.stringify(fetched) + String(fetched)).not.toContain(TOKEN);
  });
});

describe('a file to Telegram', () => {
  let telegram: TelegramServer;
  beforeEach(async () => {
    telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' });
  });
  afterEach(() => telegram.stop());

  async function send(kind: FileContent['kind'], extension: string, bytes: Buffer<ArrayBuffer>) {
    const person = telegram.user(7);
    person.say('/start');
    const connection = { token: TOKEN, apiRoot: telegram.apiRoot, requestTimeoutSeconds: 10 };
    await sendTelegramFile(connection, '7', { kind, extension, mimeType: 'a/b', bytes }, CHUNK);
    return person.messages().filter(({ from }) => from.is_bot);
  }

  test('is a document where Telegram would change it or not show it', async () => {
    for (const [kind, extension] of [
      ['photo', 'gif'],
      ['audio', 'ogg'],
      ['video', 'mov'],
    ] as const) {
      expect((await send(kind, extension, Buffer.from('bytes'))).at(-1)).toHaveProperty('document');
    }
    expect((await send('photo', 'jpg', Buffer.alloc(10 * MEGABYTE.length + 1))).at(-1)).toHaveProperty('document');
  });

  test('that Telegram refuses as a photo arrives as a document', async () => {
    telegram.fault(
      { kind: 'status', status: 400, description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' },
      { method: 'sendPhoto' },
    );
    expect(await send('photo', 'png', Buffer.from('bytes'))).toMatchObject([{ document: { file_name: 'photo.png' } }]);
  });

  test('that is larger than Telegram takes is not begun', async () => {
    const tooLarge = send('document', 'pdf', Buffer.alloc(50 * MEGABYTE.length + 1));
    await expect(tooLarge).rejects.toMatchObject({ code: 'too large', retryable: false });
  });
});
