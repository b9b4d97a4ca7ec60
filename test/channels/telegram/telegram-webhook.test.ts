import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Receive } from '../../../src/channels/channel.ts';
import { createTelegramChannel, type TelegramChannel } from '../../../src/channels/telegram/telegram-channel.ts';
import { telegramWebhook } from '../../../src/channels/telegram/telegram-webhook.ts';
import { createReceive } from '../../../src/conversation/receive.ts';
import type { Database } from '../../../src/database/database.ts';
import { openLookupHash } from '../../../src/database/lookup-hash.ts';
import { Queue } from '../../../src/database/queue.ts';
import { Seal } from '../../../src/database/seal.ts';
import { systemClock } from '../../../src/playground/clock.ts';
import { startTelegramServer, type TelegramServer } from '../../../src/playground/telegram/telegram-server.ts';
import { createMetrics } from '../../../src/web/metrics.ts';
import { startWebServer, type WebServer } from '../../../src/web/web-server.ts';
import { openTestDatabase } from '../../support/test-database.ts';

const TOKEN = '4242:webhook';
const SECRET = 'the-secret-of-this-test';
const UPDATE = {
  update_id: 700000001,
  message: {
    message_id: 1,
    date: 1784019600,
    chat: { id: 1000001, type: 'private' },
    from: { id: 1000001, is_bot: false, first_name: 'Member' },
    text: 'can i see a doctor',
  },
};

let directory: string;
let database: Database;
let queue: Queue;
let store: Receive;
let channel: TelegramChannel;
let telegram: TelegramServer;
let web: WebServer;
let url: string;
/** Runs in the place of storing, when a test gives one. */
let insteadOfStoring: (() => Promise<void>) | undefined;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'folding-chair-webhook-'));
  database = await openTestDatabase(directory);
  queue = new Queue(database);
  await queue.start(() => {});
  const seal = new Seal([randomBytes(32)]);
  store = createReceive({ database, queue, seal, hash: await openLookupHash(database, seal) });
}, 120_000);
afterAll(async () => {
  await queue.stop(5);
  await database.close();
  rmSync(directory, { recursive: true });
});

beforeEach(async () => {
  // Telegram waits a second before it tries again; nobody here has to.
  const clock = { ...systemClock, after: (_delayMs: number, run: () => void) => systemClock.after(0, run) };
  telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off', clock });
  const webhook = { url: '', secretToken: SECRET };
  channel = createTelegramChannel({
    token: TOKEN,
    apiRoot: telegram.apiRoot,
    webhook,
    messagesPerSecond: 1000,
    messagesPerSecondPerChat: 1000,
    commands: [],
  });
  web = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics(async () => new Map()),
    health: async () => ({}),
    mounts: { '/telegram': telegramWebhook(channel, SECRET) },
  });
  url = `http://127.0.0.1:${web.port}/telegram`;
  webhook.url = url;
  await channel.start(inbound => insteadOfStoring?.() ?? store(inbound));
});
afterEach(async () => {
  insteadOfStoring = undefined;
  await channel.stop();
  await web.stop();
  await telegram.stop();
  await database.prisma.inboundMessage.deleteMany();
});

const stored = () => database.prisma.inboundMessage.count();

function post(body: string, secret: string | undefined = SECRET): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(secret && { 'x-telegram-bot-api-secret-token': secret }) };
  return fetch(url, { method: 'POST', headers, body });
}

describe('a post to the webhook', () => {
  test.each([
    ['no secret', ''],
    ['another secret', 'x'.repeat(SECRET.length)],
    ['the beginning of the secret', SECRET.slice(0, -1)],
    ['more than the secret', `${SECRET}x`],
  ])('with %s gets 401, and nothing of it is stored', async (_, secret) => {
    expect((await post(JSON.stringify(UPDATE), secret)).status).toBe(401);
    expect(await stored()).toBe(0);
  });

  test('that is too large gets 413, whether it says so or not', async () => {
    const large = JSON.stringify({ ...UPDATE, padding: 'x'.repeat(1_000_000) });
    expect((await post(large)).status).toBe(413);
    expect(await postInPieces(large)).toBe(413);
    expect(await stored()).toBe(0);
  });

  test.each([
    ['no JSON', 'hello'],
    ['half of a JSON', JSON.stringify(UPDATE).slice(0, 40)],
    ['nothing', ''],
  ])('of %s gets 400, and stops nothing', async (_, body) => {
    expect((await post(body)).status).toBe(400);
    expect((await post(JSON.stringify(UPDATE))).status).toBe(200);
    expect(await stored()).toBe(1);
  });

  test.each([['null'], ['[]'], ['"hello"'], ['{"update_id":700000002,"message":{}}']])(
    'of JSON that is no update (%s) gets 200, so that it never comes again, and is left out',
    async body => {
      expect((await post(body)).status).toBe(200);
      expect(await stored()).toBe(0);
    },
  );

  test('gets 200 only when it is stored', async () => {
    let isStored = false;
    let finish = () => {};
    const asked = new Promise<void>(resolve => {
      insteadOfStoring = () =>
        new Promise(done => {
          finish = () => {
            isStored = true;
            done();
          };
          resolve();
        });
    });
    const answer = post(JSON.stringify(UPDATE)).then(({ status }) => ({ status, isStored }));
    await asked;
    // Were it answered early, it would be by the time that another request has been.
    expect((await post('{}', 'wrong')).status).toBe(401);
    finish();
    expect(await answer).toEqual({ status: 200, isStored: true });
  });

  test('that comes twice is stored once', async () => {
    const both = await Promise.all([post(JSON.stringify(UPDATE)), post(JSON.stringify(UPDATE))]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await post(JSON.stringify(UPDATE))).status).toBe(200);
    expect(await stored()).toBe(1);
  });

  test('that cannot be stored gets 500 with no word of it', async () => {
    insteadOfStoring = () => Promise.reject(new Error('can i see a doctor'));
    const answer = await post(JSON.stringify(UPDATE));
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('doctor');
  });
});

test('what could not be stored comes again from Telegram, and is stored once', async () => {
  let failures = 0;
  insteadOfStoring = async () => {
    failures += 1;
    if (failures === 3) insteadOfStoring = undefined;
    throw new Error('The database is away: this is what the test asked for.');
  };
  telegram.user(1000001).say('can i see a doctor');
  await once(telegram.events, 'confirmed');
  expect(failures).toBe(3);
  expect(await stored()).toBe(1);
});

/** Posts without a content-length, as a sender does who does not want to be measured. */
function postInPieces(body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { 'x-telegram-bot-api-secret-token': SECRET } }, response => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.write(body.slice(0, 1000));
    sent.end(body.slice(1000));
  });
}
