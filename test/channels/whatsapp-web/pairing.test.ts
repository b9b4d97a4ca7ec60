import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WhatsAppWebChannel } from '../../../src/channels/whatsapp-web/whatsapp-web-channel.ts';
import { openWebHouse, type WebHouse } from '../../support/fake-whatsapp-web/web-house.ts';

let house: WebHouse;
let channel: WhatsAppWebChannel;
let onConnected = () => {};

beforeAll(async () => {
  house = await openWebHouse();
  channel = open();
});
afterAll(async () => {
  await channel.stop();
  await house.close();
});

const open = () => house.channel({ onState: ({ kind }) => kind === 'connected' && onConnected() });
const connected = () =>
  new Promise<void>(resolve => {
    onConnected = resolve;
  });
const pathOf = (link: string) => new URL(link).pathname.replace('/whatsapp', '');
const look = (path: string, init?: RequestInit) => channel.routes.request(path, init);

test('a machine without a session waits for a telephone, and starts all the same', async () => {
  await channel.start(async () => {});
  expect(channel.ready()).toBe(false);
  expect(channel.state().kind).toBe('pairing');
});

test('the terminal shows what is to be scanned, and a link that opens the same as a picture', async () => {
  const [shown = ''] = house.shown;
  expect(house.shown).toHaveLength(1);
  expect(shown).toMatch(/[█▀▄]{10}/);
  const link = /http:\/\/127\.0\.0\.1:8080\/whatsapp\/\S+/.exec(shown)?.[0] ?? '';
  const page = await look(pathOf(link));
  expect(page.status).toBe(200);
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
  expect(await page.text()).toMatch(/<svg[\s\S]*<\/svg>/);
});

test('no other link opens it', async () => {
  for (const path of ['/', '/guess', `/${'A'.repeat(32)}`, '/undefined']) expect((await look(path)).status).toBe(404);
  expect((await look(pathOf(channel.pairingLink(-1)))).status).toBe(404);
});

test('a code can be had in place of the picture, for a number with its country', async () => {
  const path = pathOf(channel.pairingLink(1));
  const ask = (phone: string) => look(path, { method: 'POST', body: new URLSearchParams({ phone }) });
  expect((await ask('07 <b>')).status).toBe(400);
  const page = await ask('+1 000 0000');
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('ABCD1234');
});

test('once it is linked, every link is void', async () => {
  const path = pathOf(channel.pairingLink(1));
  const linked = connected();
  house.web.pair();
  await linked;
  expect(channel.ready()).toBe(true);
  expect((await look(path)).status).toBe(404);
});

test('a new machine needs no new pairing: the session was kept when the old one stopped', async () => {
  await channel.stop();
  rmSync(join(house.folder, 'whatsapp-web'), { recursive: true });
  channel = open();
  await channel.start(async () => {});
  expect(channel.ready()).toBe(true);
  expect(house.shown).toHaveLength(1);
});

test('the same machine uses what is on its disk, even when nothing was kept', async () => {
  await channel.stop();
  await house.session.forget();
  channel = open();
  await channel.start(async () => {});
  expect(channel.ready()).toBe(true);
});
