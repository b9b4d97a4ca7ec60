import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { News } from '../../../src/channels/channel.ts';
import { createWhatsappCloudChannel } from '../../../src/channels/whatsapp-cloud/whatsapp-cloud-channel.ts';
import type { Inbound } from '../../../src/messages/inbound.ts';
import { startWhatsappServer, type WhatsappServer } from '../../../src/playground/whatsapp/whatsapp-server.ts';
import { createMetrics } from '../../../src/web/metrics.ts';
import { startWebServer, type WebServer } from '../../../src/web/web-server.ts';
import { NOTICE } from '../../support/whatsapp-bot.ts';

const VERIFY_TOKEN = 'ours';
let whatsapp: WhatsappServer;
let web: WebServer | undefined;

beforeEach(async () => {
  whatsapp = await startWhatsappServer({
    limits: 'off',
    templates: [NOTICE, { ...NOTICE, language: 'ar', status: 'PENDING' }],
  });
});
afterEach(async () => {
  await web?.stop();
  web = undefined;
  await whatsapp.stop();
});

async function open(
  changes: {
    token?: string;
    phoneNumberId?: string;
    number?: string;
    parameters?: string[];
    languages?: [string, ...string[]];
  } = {},
) {
  const { token, phoneNumberId, appSecret, accountId } = whatsapp.business;
  const { parameters = ['a charity'], languages = ['en_GB', 'ar'], ...others } = changes;
  const channel = createWhatsappCloudChannel({
    token,
    phoneNumberId,
    ...others,
    appSecret,
    apiRoot: `${whatsapp.apiRoot}/v25.0`,
    verifyToken: VERIFY_TOKEN,
    notice: { accountId, name: NOTICE.name, languages, parameters },
    messagesPerSecond: 80,
    say: () => 'See choices',
  });
  web = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics(async () => new Map()),
    health: async () => ({}),
    mounts: { '/whatsapp': channel.routes },
  });
  const webhook = `http://127.0.0.1:${web.port}/whatsapp`;
  return { channel, webhook };
}

describe('WhatsApp Cloud starts', () => {
  test.each([
    [{ token: 'old' }, 'WHATSAPP_CLOUD_TOKEN'],
    [{ phoneNumberId: '447700900000' }, 'WHATSAPP_CLOUD_PHONE_NUMBER_ID'],
  ])('not with what Meta refuses, and names the setting', async (changes, setting) => {
    const { channel } = await open(changes);
    await expect(channel.start(async () => {})).rejects.toThrow(setting);
    expect(channel.ready()).toBe(false);
  });

  test('once Meta is back', async () => {
    const { channel } = await open();
    whatsapp.fault({ kind: 'refuse', code: 2 }, { call: 'phone' });
    await channel.start(async () => {});
    expect(channel.ready()).toBe(true);
    await channel.stop();
  });
});

describe('the link to a chat', () => {
  test('has our number as WhatsApp tells it, and the words that are to be sent', async () => {
    const { channel } = await open();
    expect(await channel.chatLink?.('GO7K3M9P')).toBe('https://wa.me/447700900000?text=GO7K3M9P');
  });

  test('has the number that is set up, and then WhatsApp is not asked', async () => {
    whatsapp.fault({ kind: 'refuse', code: 2 }, { call: 'phone' });
    const { channel } = await open({ number: '+44 7700 900-111' });
    expect(await channel.chatLink?.('two words')).toBe('https://wa.me/447700900111?text=two%20words');
  });

  test('is not there while WhatsApp does not tell', async () => {
    const { channel } = await open();
    whatsapp.fault({ kind: 'refuse', code: 2 }, { call: 'phone' });
    expect(await channel.chatLink?.('GO7K3M9P')).toBeUndefined();
    expect(await channel.chatLink?.('GO7K3M9P')).toMatch(/^https:/);
  });
});

describe('the webhook', () => {
  test('answers the challenge of whoever knows our token, and nobody else', async () => {
    const { webhook } = await open();
    await whatsapp.subscribe(webhook, VERIFY_TOKEN);
    await expect(whatsapp.subscribe(webhook, 'guessed')).rejects.toThrow('validated');
    expect((await fetch(webhook)).status).toBe(403);
  });
});

describe('a notice', () => {
  const told = () =>
    whatsapp
      .user('GB.1')
      .received()
      .map(({ sent }) => (sent.type === 'template' ? sent.template : sent.type));

  test('is sent in the language of its reader where Meta has agreed to it, else in the first', async () => {
    const { channel } = await open();
    whatsapp.user('GB.1');
    await channel.start(async () => {});
    await channel.sendNotice?.('GB.1', 'en');
    await channel.sendNotice?.('GB.1', 'ar');
    const inEnglish = {
      name: NOTICE.name,
      language: { code: 'en_GB' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'a charity' }] }],
    };
    expect(told()).toEqual([inEnglish, inEnglish]);
    await channel.stop();
  });

  test.each([
    ['it takes other parameters', { parameters: [] }],
    ['Meta has not agreed to it yet', { languages: ['ar'] as [string] }],
    ['it does not exist', { languages: ['so'] as [string] }],
  ])('is not even tried when %s', async (_, changes) => {
    const { channel } = await open(changes);
    whatsapp.user('GB.1');
    await channel.start(async () => {});
    await expect(channel.sendNotice?.('GB.1', 'en')).rejects.toMatchObject({ code: 'no template', retryable: false });
    expect(told()).toEqual([]);
    await channel.stop();
  });
});

test('who has written sees two blue ticks once it is stored, and that somebody is writing', async () => {
  const { channel, webhook } = await open();
  const heard: Inbound[] = [];
  await channel.start(async inbound => void heard.push(inbound));
  await whatsapp.subscribe(webhook, VERIFY_TOKEN);
  const member = whatsapp.user('GB.1');
  const isRead = new Promise<void>(resolve =>
    whatsapp.events.on('status', message => message.by === 'person' && message.isRead && resolve()),
  );
  member.say('hello');
  await isRead;
  expect(heard).toHaveLength(1);
  await channel.showTyping('GB.1');
  expect(member.chat.typingAtMs).toBeDefined();
  await channel.showTyping('GB.nobody');
  await channel.stop();
});

test('what becomes of a message is told by our own name of its delivery, and who has moved by both addresses', async () => {
  const { channel, webhook } = await open();
  const news: News[] = [];
  await channel.start(
    async () => {},
    async each => void news.push(each),
  );
  await whatsapp.subscribe(webhook, VERIFY_TOKEN);
  const member = whatsapp.user('GB.1', { phone: '447700900001' });
  member.chat.lastWroteAtMs = Date.now();
  await channel.send('GB.1', { text: 'hello', choices: [], rightToLeft: false }, { deliveryId: 'd.1', attempt: 3 });
  member.read();
  whatsapp.world.refusesLater = true;
  member.block();
  await channel.send('GB.1', { text: 'again', choices: [], rightToLeft: false }, { deliveryId: 'd.2', attempt: 4 });
  member.becomes({ userId: 'GB.2', phone: '447700900002' });
  await new Promise<void>(resolve => {
    const look = () => whatsapp.world.webhooks.waiting === 0 && resolve();
    whatsapp.events.on('acknowledged', look);
    look();
  });
  expect(news).toMatchObject([
    { kind: 'arrived', deliveryId: 'd.1', how: 'taken' },
    { kind: 'arrived', deliveryId: 'd.1', how: 'delivered' },
    { kind: 'arrived', deliveryId: 'd.1', how: 'read' },
    {
      kind: 'refused',
      deliveryId: 'd.2',
      attempt: 4,
      facts: { code: '131026', retryable: false, recipientGone: true },
    },
    { kind: 'moved', from: [{ id: 'GB.1' }, { id: 'GB.1' }, { id: '447700900001' }], to: { id: 'GB.2' } },
  ]);
  await channel.stop();
});
