import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readConfig } from '../src/config.ts';

const directory = mkdtempSync(join(tmpdir(), 'folding-chair-config-'));
const read = (env: Record<string, string> = {}, argv: string[] = []) =>
  readConfig({ DATA_DIR: directory, ...env }, argv);
const SECRET = '0123456789abcdef0123456789abcdef';
const sealKey = Buffer.alloc(32, 7).toString('base64');

afterAll(() => rmSync(directory, { recursive: true }));

test('without any setting: an embedded database, a key of its own, and a playground', () => {
  const config = read();
  expect(config).toMatchObject({ role: 'all', databaseUrl: undefined, playground: true, telegram: undefined });
  expect(config.sealKeys[0]).toHaveLength(32);
  expect(read().sealKeys).toEqual(config.sealKeys);
  expect(statSync(join(directory, 'seal-key')).mode & 0o077).toBe(0);
});

test('a token switches the playground off; a role can be given on the command line', () => {
  expect(read({ TELEGRAM_BOT_TOKEN: '1:abc' }).playground).toBe(false);
  expect(read({ DATABASE_URL: 'postgresql://localhost/x', SEAL_KEY: sealKey }, ['--role=worker']).role).toBe('worker');
});

test('what staff write is translated by the model that listens, unless another is named', () => {
  const model = { LLM_BASE_URL: 'http://localhost/v1', LLM_MODEL: 'small' };
  expect(read(model).languageModel).toMatchObject({ model: 'small', translationModel: 'small' });
  expect(read({ ...model, LLM_TRANSLATION_MODEL: 'large' }).languageModel).toMatchObject({
    model: 'small',
    translationModel: 'large',
  });
});

test('every fault is named with its remedy, all at once', () => {
  const wrong = {
    PORT: 'eighty',
    ROLE: 'boss',
    TELEGRAM_BOT_TOKEN: 'nonsense',
    LLM_BASE_URL: 'http://localhost/v1',
    DATABASE_URL: 'mysql://x',
  };
  let message = '';
  try {
    read(wrong);
  } catch (error) {
    message = String(error);
  }
  expect(message).toMatch(/PORT must be a port/);
  expect(message).toMatch(/ROLE must be one of all, worker, chat/);
  expect(message).toMatch(/TELEGRAM_BOT_TOKEN must look like/);
  expect(message).toMatch(/DATABASE_URL must begin with postgresql/);
});

test.each([
  [{ DATABASE_URL: 'postgresql://localhost/x' }, /SEAL_KEY is needed with DATABASE_URL/],
  [{ TELEGRAM_WEBHOOK_URL: 'https://x.org/telegram' }, /TELEGRAM_WEBHOOK_SECRET is needed/],
  [{ LLM_BASE_URL: 'http://localhost/v1' }, /LLM_MODEL is needed/],
  [{ LLM_TRANSLATION_MODEL: 'large' }, /LLM_MODEL is needed with LLM_TRANSLATION_MODEL/],
  [{ ROLE: 'worker' }, /DATABASE_URL is needed for ROLE=worker/],
  [
    { PLAYGROUND: 'on', TELEGRAM_BOT_TOKEN: '1:abc' },
    /PLAYGROUND must not be on beside TELEGRAM_BOT_TOKEN.*set it to off/,
  ],
  [{ WHATSAPP_TRANSPORT: 'pigeon' }, /WHATSAPP_TRANSPORT must be one of web, cloud/],
  [{ WHATSAPP_TRANSPORT: 'cloud' }, /WHATSAPP_CLOUD_TOKEN is needed with WHATSAPP_TRANSPORT=cloud/],
  [{ WHATSAPP_TRANSPORT: 'cloud' }, /WHATSAPP_CLOUD_PHONE_NUMBER_ID is needed/],
  [{ WHATSAPP_TRANSPORT: 'cloud' }, /WHATSAPP_CLOUD_APP_SECRET is needed/],
  [{ WHATSAPP_TRANSPORT: 'cloud' }, /WHATSAPP_CLOUD_VERIFY_TOKEN is needed.*openssl/],
  [{ WHATSAPP_CLOUD_TOKEN: 'EAA' }, /WHATSAPP_TRANSPORT is needed with WHATSAPP_CLOUD_TOKEN/],
  [{ WHATSAPP_CLOUD_PHONE_NUMBER_ID: '+44 7700 900000' }, /WHATSAPP_CLOUD_PHONE_NUMBER_ID must be digits alone/],
  [{ WHATSAPP_CLOUD_APP_SECRET: 'short' }, /WHATSAPP_CLOUD_APP_SECRET must be 32 hexadecimal digits/],
  [{ WHATSAPP_NOTICE_TEMPLATE: 'a_reply' }, /WHATSAPP_CLOUD_ACCOUNT_ID is needed with WHATSAPP_NOTICE_TEMPLATE/],
  [{ WHATSAPP_NOTICE_LANGUAGES: 'English' }, /WHATSAPP_NOTICE_LANGUAGES must be languages as Meta spells them/],
  [{ PLAYGROUND: 'on', WHATSAPP_TRANSPORT: 'cloud' }, /PLAYGROUND must not be on beside WHATSAPP_TRANSPORT/],
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_APP_TOKEN is needed with SLACK_BOT_TOKEN.*or SLACK_SIGNING_SECRET/],
  [{ SLACK_APP_TOKEN: 'xapp-1' }, /SLACK_BOT_TOKEN is needed with SLACK_APP_TOKEN/],
  [{ SLACK_SIGNING_SECRET: SECRET }, /SLACK_BOT_TOKEN is needed with SLACK_SIGNING_SECRET/],
  [
    { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: SECRET },
    /SLACK_SIGNING_SECRET must not stand beside SLACK_APP_TOKEN: keep the app token for Socket Mode, or/,
  ],
  [{ SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xapp-1' }, /SLACK_BOT_TOKEN must begin with xoxb-/],
  [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xoxb-1' }, /SLACK_APP_TOKEN must begin with xapp-/],
  [{ PLAYGROUND: 'on', SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }, /PLAYGROUND.*beside SLACK_BOT_TOKEN/],
  [{ SLACK_LEADS: 'U012AB3CD' }, /SLACK_BOT_TOKEN is needed with SLACK_LEADS/],
  [{ SEAL_KEY: 'c2hvcnQ=' }, /SEAL_KEY must be 32 bytes/],
] as [Record<string, string>, RegExp][])('what belongs together is asked for together: %j', (env, words) => {
  expect(() => read(env)).toThrow(words);
});

test('Slack is reached in one of two ways, at the address of Slack or another', () => {
  const socket = read({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
  const pace = { messagesPerSecond: 5, messagesPerSecondPerChat: 1 };
  expect(socket.slack).toEqual({ botToken: 'xoxb-1', appToken: 'xapp-1', apiUrl: 'https://slack.com/api/', pace });
  expect(socket.playground).toBe(false);
  const http = {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: 'http://localhost:1/api',
    SLACK_MESSAGES_PER_SECOND_PER_CHAT: '0.5',
  };
  expect(read(http).slack).toEqual({
    botToken: 'xoxb-1',
    signingSecret: SECRET,
    apiUrl: 'http://localhost:1/api/',
    pace: { ...pace, messagesPerSecondPerChat: 0.5 },
  });
  expect(read().slack).toBeUndefined();
});

test('the first leads are named by their member ids, and by nothing else', () => {
  const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
  expect(read(slack).slackLeads).toEqual([]);
  expect(read({ ...slack, SLACK_LEADS: ' U012AB3CD , W045EF6GH' }).slackLeads).toEqual(['U012AB3CD', 'W045EF6GH']);
  for (const SLACK_LEADS of ['@lead', 'u012ab3cd', 'U012AB3CD,', 'U012AB3CD U045EF6GH', 'C012AB3CD'])
    expect(() => read({ ...slack, SLACK_LEADS })).toThrow(
      /SLACK_LEADS must be member ids such as U012AB3CD.*Copy member/,
    );
});

test('WhatsApp Web needs a browser that is there, and says how one is installed', () => {
  const web = { WHATSAPP_TRANSPORT: 'web' };
  expect(() => read(web)).toThrow(/CHROMIUM_PATH is needed.*apt-get install chromium/);
  expect(() => read({ ...web, CHROMIUM_PATH: '/nowhere/chromium' })).toThrow(
    /CHROMIUM_PATH must be a browser.*apt-get/,
  );
  expect(read({ ...web, CHROMIUM_PATH: process.execPath }).whatsappWeb).toMatchObject({
    chromiumPath: process.execPath,
    pace: { messagesPerSecond: 1 / 3, messagesPerSecondPerChat: 1 / 3 },
    adminUrl: 'http://127.0.0.1:8080',
  });
  expect(() => read({ WHATSAPP_TRANSPORT: 'telepathy' })).toThrow(/WHATSAPP_TRANSPORT must be one of web, cloud/);
});

test('a playground that others can reach is warned of at start', () => {
  expect(read({ HOST: '0.0.0.0' }).warnings).toEqual([expect.stringMatching(/PLAYGROUND=off/)]);
  expect(read({ HOST: '0.0.0.0', PLAYGROUND: 'off' }).warnings).toEqual([]);
  expect(read({ HOST: '0.0.0.0', TELEGRAM_BOT_TOKEN: '1:abc' }).warnings).toEqual([]);
  for (const HOST of ['127.0.0.1', 'localhost', '::1']) expect(read({ HOST, PLAYGROUND: 'on' }).warnings).toEqual([]);
});

test('no fault repeats a secret', () => {
  expect(() => read({ TELEGRAM_BOT_TOKEN: 'hunter2 hunter2' })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
  );
});

const SRC = join(import.meta.dirname, '../src');

test('.env.example documents every setting', () => {
  const documented = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8');
  const sources = ['config.ts', ...readdirSync(join(SRC, 'config')).map(file => `config/${file}`)];
  const settings = sources.flatMap(file =>
    [...readFileSync(join(SRC, file), 'utf8').matchAll(/^ {2,4}([A-Z_]{4,}): /gm)].map(([, name]) => name),
  );
  expect(settings.length).toBeGreaterThan(40);
  expect(settings.filter(name => !documented.includes(`# ${name}=`))).toEqual([]);
});

test('WhatsApp is reached by what Meta gives, and tells who has to write first by a template', () => {
  const whatsapp = {
    WHATSAPP_TRANSPORT: 'cloud',
    WHATSAPP_CLOUD_TOKEN: 'EAA1',
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: '106540352242922',
    WHATSAPP_CLOUD_APP_SECRET: SECRET,
    WHATSAPP_CLOUD_VERIFY_TOKEN: 'ours',
  };
  expect(read(whatsapp)).toMatchObject({
    playground: false,
    whatsapp: { token: 'EAA1', apiRoot: 'https://graph.facebook.com/v25.0', notice: undefined, messagesPerSecond: 80 },
  });
  const notice = {
    WHATSAPP_CLOUD_ACCOUNT_ID: '102290129340398',
    WHATSAPP_NOTICE_TEMPLATE: 'you_have_a_reply',
    WHATSAPP_NOTICE_LANGUAGES: 'en_GB, ar',
    WHATSAPP_NOTICE_PARAMETERS: 'A charity | a number',
  };
  expect(read({ ...whatsapp, ...notice }).whatsapp?.notice).toEqual({
    accountId: '102290129340398',
    name: 'you_have_a_reply',
    languages: ['en_GB', 'ar'],
    parameters: ['A charity', 'a number'],
  });
});
