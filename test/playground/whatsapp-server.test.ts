import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WhatsappMember } from '../../src/playground/whatsapp/whatsapp-member.ts';
import { startWhatsappServer, type WhatsappServer } from '../../src/playground/whatsapp/whatsapp-server.ts';
import { FakeClock } from './fake-clock.ts';

const HOUR_MS = 60 * 60 * 1000;
let clock: FakeClock;
let whatsapp: WhatsappServer;
let member: WhatsappMember;
let lastId = 0;

beforeAll(async () => {
  clock = new FakeClock(Date.now());
  whatsapp = await startWhatsappServer({ clock });
});
beforeEach(() => {
  lastId += 1;
  clock.advance(10_000); // the limits of the number are everybody's
  member = whatsapp.user(`GB.${lastId}`, { phone: String(447_700_900_000 + lastId) });
  member.say('hello');
});
afterAll(() => whatsapp.stop());

async function post(message: object, headers = { authorization: `Bearer ${whatsapp.business.token}` }) {
  const response = await fetch(`${whatsapp.apiRoot}/v25.0/${whatsapp.business.phoneNumberId}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ messaging_product: 'whatsapp', recipient: `GB.${lastId}`, ...message }),
  });
  const body = (await response.json()) as { error?: { code: number; error_data?: object }; messages?: object[] };
  return { status: response.status, code: body.error?.code, ...body };
}

const text = (body: string) => ({ type: 'text', text: { body } });
const buttons = (titles: string[], body = 'Choose') => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: body },
    action: { buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: `${index}`, title } })) },
  },
});
const list = (titles: string[], description?: string) => ({
  type: 'interactive',
  interactive: {
    type: 'list',
    body: { text: 'Choose' },
    action: {
      button: 'See',
      sections: [
        { rows: titles.map((title, index) => ({ id: `${index}`, title, ...(description && { description }) })) },
      ],
    },
  },
});
const many = (count: number) => Array.from({ length: count }, (_, index) => `Row ${index}`);

describe('the local WhatsApp takes', () => {
  test.each([
    ['a text of 4096 characters', text('x'.repeat(4096))],
    ['three buttons of 20 characters', buttons(['a', 'b', 'c'].map(letter => letter.repeat(20)))],
    ['a list of 10 rows', list(many(10), 'd'.repeat(72))],
    ['a body of 1024 characters', buttons(['Yes'], 'x'.repeat(1024))],
    ['a person by their number', { ...text('hi'), recipient: undefined, to: '447700900005' }],
  ])('%s', async (_, message) => {
    whatsapp.user('GB.5', { phone: '447700900005' }).say('hello');
    expect(await post(message)).toMatchObject({ status: 200, messages: [{ id: expect.stringMatching(/^wamid\./) }] });
  });
});

describe('the local WhatsApp refuses, in the words of the platform,', () => {
  test.each([
    ['an empty text', text(''), 131009],
    ['a text of 4097 characters', text('x'.repeat(4097)), 131009],
    ['four buttons', buttons(['a', 'b', 'c', 'd']), 131009],
    ['a button of 21 characters', buttons(['x'.repeat(21)]), 131009],
    ['two buttons of one title', buttons(['a', 'a']), 131009],
    ['a list of 11 rows', list(many(11)), 131009],
    ['a row of 25 characters', list(['x'.repeat(25)]), 131009],
    ['a description of 73 characters', list(['a'], 'd'.repeat(73)), 131009],
    ['a body of 1025 characters', buttons(['a'], 'x'.repeat(1025)), 131009],
    ['what it does not know', { ...text('a'), colour: 'red' }, 131009],
    ['a file that nobody has uploaded', { type: 'image', image: { id: '1' } }, 131009],
    ['nobody', { ...text('a'), recipient: undefined }, 131008],
    ['a stranger', { ...text('a'), recipient: 'GB.nobody' }, 131026],
    ['an unknown template', { type: 'template', template: { name: 'a', language: { code: 'en' } } }, 132001],
  ])('%s', async (_, message, code) => {
    expect(await post(message)).toMatchObject({
      status: 400,
      error: {
        code,
        type: 'OAuthException',
        error_data: { messaging_product: 'whatsapp', details: expect.any(String) },
      },
    });
  });

  test('a wrong token', async () => {
    expect(await post(text('a'), { authorization: 'Bearer wrong' })).toMatchObject({ status: 401, code: 190 });
  });

  test('free text when a day has passed since their last message', async () => {
    clock.advance(24 * HOUR_MS - 1000);
    expect((await post(text('in time'))).status).toBe(200);
    clock.advance(1000);
    expect(await post(text('too late'))).toMatchObject({ status: 400, code: 131047 });
    member.say('I am here');
    expect((await post(text('again'))).status).toBe(200);
  });

  test('the 46th message to one person at once, and one more every six seconds', async () => {
    for (let count = 0; count < 45; count++) expect((await post(text('a'))).status).toBe(200);
    expect(await post(text('a'))).toMatchObject({ status: 400, code: 131056 });
    clock.advance(6000);
    expect((await post(text('a'))).status).toBe(200);
    expect((await post(text('a'))).code).toBe(131056);
  });

  test('the 81st message of a second', async () => {
    const people = Array.from({ length: 81 }, (_, index) => `GB.many${index}`);
    for (const id of people) whatsapp.user(id).say('hello');
    const codes = [];
    for (const recipient of people) codes.push((await post({ ...text('a'), recipient })).code);
    expect(codes.slice(0, 80)).toEqual(Array(80).fill(undefined));
    expect(codes[80]).toBe(130429);
  });

  test('who has blocked it', async () => {
    member.block();
    expect(await post(text('a'))).toMatchObject({ code: 131026 });
  });
});

test('a file is fetched from an address that is good for five minutes', async () => {
  const headers = { authorization: `Bearer ${whatsapp.business.token}` };
  const { id } = whatsapp.world.media.add(Buffer.from('a letter'), 'letter', 'application/pdf');
  const { url } = (await (await fetch(`${whatsapp.apiRoot}/v25.0/${id}`, { headers })).json()) as { url: string };
  expect((await fetch(url)).status).toBe(401);
  expect(await (await fetch(url, { headers })).text()).toBe('a letter');
  clock.advance(5 * 60_000 + 1);
  expect((await fetch(url, { headers })).status).toBe(404);
});
