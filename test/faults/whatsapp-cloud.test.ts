import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChatMessage } from '../../src/playground/whatsapp/chat.ts';
import { textOf } from '../../src/playground/whatsapp/shown-message.ts';
import type { WhatsappMember } from '../../src/playground/whatsapp/whatsapp-member.ts';
import { faultSize } from '../support/fault-size.ts';
import { randomNumbers } from '../support/random-numbers.ts';
import { startWhatsappBot, type WhatsappBot } from '../support/whatsapp-bot.ts';

const MEMBERS = faultSize(500, 40);
const PER_SECOND = 80;
const QUESTION = 'what is the minimum wage';
const ANSWER = /minimum wage/i;

describe('WhatsApp Cloud, under the limits of the platform', () => {
  let running: WhatsappBot;
  let members: WhatsappMember[];
  /** Codes of what the platform refused. */
  const refusals: number[] = [];

  beforeAll(async () => {
    running = await startWhatsappBot({ limits: { scale: 1 } });
    const { whatsapp } = running;
    whatsapp.events.on('call', ({ call, code }) => call === 'message' && code !== undefined && refusals.push(code));
    members = Array.from({ length: MEMBERS }, (_, index) =>
      // Every third shows a username instead of a number.
      whatsapp.user(`GB.${2_000_000 + index}`, index % 3 === 0 ? {} : { phone: String(447_700_900_100 + index) }),
    );
  }, 120_000);
  afterAll(() => running.stop());

  test('each of many members is answered once, though webhooks come twice and in any order', async () => {
    const { whatsapp } = running;
    whatsapp.world.webhooks.disturbance = { repeats: 1, shuffle: randomNumbers(7) };
    const answered = members.map(member => member.waitForMessage(saying(ANSWER), 120_000));
    for (const member of members) {
      member.say(QUESTION);
      await new Promise(resolve => setTimeout(resolve, 1000 / PER_SECOND));
    }
    await Promise.all(answered);
    await allAcknowledged(running);
    expect(members.filter(member => member.received().filter(saying(ANSWER)).length !== 1)).toEqual([]);
    expect(refusals).toEqual([]);
  }, 300_000);

  test('what the platform refuses for being too fast, at once or afterwards, comes later and once', async () => {
    const { whatsapp } = running;
    const [member] = members as [WhatsappMember];
    const before = member.received().filter(saying(ANSWER)).length;
    whatsapp.fault({ kind: 'refuse', code: 131056 }, { times: 1 });
    const answered = member.waitForMessage(saying(ANSWER), 60_000);
    member.say(QUESTION);
    await answered;
    await allAcknowledged(running);
    expect(member.received().filter(saying(ANSWER))).toHaveLength(before + 1);
  }, 120_000);

  test('what is forged gets 401, is counted, and is not heard', async () => {
    const { whatsapp, webhook, bot } = running;
    const before = await counted(bot.url);
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'messages', value: forged(whatsapp.business.phoneNumberId) }] }],
    });
    const signature = whatsapp.world.webhooks.sign(body);
    const attempts = [
      {},
      { 'x-hub-signature-256': '' },
      { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
      { 'x-hub-signature-256': signature.replace('sha256=', 'sha1=') },
      { 'x-hub-signature-256': whatsapp.world.webhooks.sign(`${body} `) },
    ];
    for (const headers of attempts) {
      const response = await fetch(webhook, { method: 'POST', headers, body });
      expect(response.status).toBe(401);
    }
    // The same words with other bytes are not what was signed.
    const respaced = JSON.stringify(JSON.parse(body), null, 1);
    const changed = await fetch(webhook, {
      method: 'POST',
      headers: { 'x-hub-signature-256': signature },
      body: respaced,
    });
    expect(changed.status).toBe(401);
    expect((await counted(bot.url)) - before).toBe(attempts.length + 1);
    const genuine = await fetch(webhook, { method: 'POST', headers: { 'x-hub-signature-256': signature }, body });
    expect(genuine.status).toBe(200);
  });
});

function forged(phoneNumberId: string) {
  const message = { from_user_id: 'GB.666', id: 'wamid.forged', timestamp: '1784019600', type: 'reaction' };
  return { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneNumberId }, messages: [message] };
}

/** How many requests were refused, as the metrics say. */
async function counted(url: string | undefined): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const counts = [...metrics.matchAll(/^webhook_requests_refused_total\{channel="whatsapp-cloud".*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

function saying(words: RegExp) {
  return (message: ChatMessage) => words.test(textOf(message));
}

function allAcknowledged({ whatsapp }: WhatsappBot): Promise<void> {
  return new Promise(resolve => {
    const look = () => whatsapp.world.webhooks.waiting === 0 && resolve();
    whatsapp.events.on('acknowledged', look);
    look();
  });
}
