import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createMetrics } from '../../src/web/metrics.ts';
import { startTelegramBot, type TelegramBot } from '../support/telegram-bot.ts';
import { onEmbeddedDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

onEmbeddedDatabase();

const PERSON_ID = 987654321;
const NAME = 'Zzyzx';
const POSTCODE = 'LL57';

let running: TelegramBot;

beforeAll(async () => {
  running = await startTelegramBot();
}, 120_000);
afterAll(() => running.stop());

const get = (path: string) => fetch(`${running.bot.url}${path}`);

/** Every label value that stands in a text of metrics. */
function labelValues(text: string): string[] {
  return [...text.matchAll(/[{,]\w+="((?:[^"\\]|\\.)*)"/g)].map(([, value = '']) => value);
}

test('after a conversation /metrics holds every metric, and no label tells a person apart', async () => {
  const member = running.telegram.user(PERSON_ID, { firstName: NAME, username: 'zzyzx_person', languageCode: 'en' });
  member.say('my boss did not pay me my wages');
  const answer = await member.waitForMessage(({ text }) => text?.includes('Acas') === true);
  member.press(answer.message_id, 'faq:helped:WRK-02');
  await member.waitForMessage();
  member.say('/place');
  await member.waitForMessage();
  member.say(`${POSTCODE} 2DG`);
  await member.waitForMessage();
  member.say('xyzzy plugh');
  await member.waitForMessage();
  member.block();
  member.unblock();
  member.say('/about');
  await member.waitForMessage();

  const text = await (await get('/metrics')).text();
  const promised = (await createMetrics(async () => new Map()).registry.getMetricsAsJSON()).map(({ name }) => name);
  expect(promised.filter(name => !text.includes(`# TYPE ${name} `))).toEqual([]);
  expect(text).toMatch(/^turns_total\{channel="telegram",feature="faq"\} [1-9]/m);
  expect(text).toMatch(/^answers_total\{band="answer",language="en"\} [1-9]/m);
  expect(text).toMatch(/^deliveries_total\{channel="telegram",result="sent",reason=""\} [1-9]/m);

  const ofOurs = labelValues(
    text
      .split('\n')
      .filter(line => !/^(#|nodejs_|process_)/.test(line))
      .join('\n'),
  );
  expect(ofOurs.length).toBeGreaterThan(10);
  for (const value of [String(PERSON_ID), NAME, 'zzyzx_person', POSTCODE, 'WRK-02', 'wages', 'xyzzy']) {
    expect(text).not.toContain(value);
  }
  // Short words of ours and bounds of buckets: nothing long enough, or with digits enough, to be an id.
  expect([...new Set(ofOurs)].filter(value => !/^([a-zA-Z -]{0,20}|\d{3}|[\d.]{1,5}|\+Inf)$/.test(value))).toEqual([]);
});

test('/healthz is 200 while the bot is up, and names the channel that cannot be reached', async () => {
  expect(await (await get('/healthz')).json()).toEqual({ ready: true, database: true, queue: true, telegram: true });
  running.telegram.fault(
    { kind: 'status', status: 502, description: 'Bad Gateway' },
    { method: 'getUpdates', times: 3 },
  );
  const refused = new Promise<void>(resolve => {
    running.telegram.events.on('call', ({ method, status }) => method === 'getUpdates' && status === 502 && resolve());
  });
  running.telegram.user(PERSON_ID).say('/about');
  await refused;
  const becomes = (isReady: boolean) =>
    until(async () => {
      const health = await get('/healthz');
      return health.ok === isReady && health;
    });
  const bad = await becomes(false);
  expect(bad.status).toBe(503);
  expect(await bad.json()).toEqual({ ready: false, database: true, queue: true, telegram: false });
  // A long poll that brings something shows that Telegram is back.
  running.telegram.user(PERSON_ID).say('/about');
  expect(await (await becomes(true)).json()).toMatchObject({ ready: true });
});
