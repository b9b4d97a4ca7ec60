import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** Everything that can be set, parsed once. `.env.example` says what each setting does. */
export interface Config {
  /** `all`: edges, turns and the web. `worker`: turns and deliveries alone, beside an `all`. `chat`: a conversation in the terminal. */
  role: 'all' | 'worker' | 'chat';
  databaseUrl: string | undefined;
  dataDirectory: string;
  /** Where what is learnt from the cards is kept between starts. */
  cacheDirectory: string;
  /** 32 bytes each, the current one first. */
  sealKeys: Buffer[];
  /** Messages are deleted when they are older. */
  keepMessagesDays: number;
  web: { host: string; port: number };
  playground: boolean;
  charity: { name: string; contact: string } | undefined;
  telegram:
    | {
        token: string;
        apiRoot: string;
        webhook: { url: string; secretToken: string } | undefined;
        messagesPerSecond: number;
        messagesPerSecondPerChat: number;
      }
    | undefined;
  /** Socket Mode by an app token, or signed HTTP. */
  slack:
    | ({
        botToken: string;
        apiUrl: string;
        pace: { messagesPerSecond: number; messagesPerSecondPerChat: number };
      } & ({ appToken: string } | { signingSecret: string }))
    | undefined;
  /** Slack member ids of those who are leads from the first start on. */
  slackLeads: string[];
  /** Through WhatsApp's page for computers. */
  whatsappWeb:
    | {
        chromiumPath: string;
        /** Where the browser's profile, and pages that were kept, are. */
        folder: string;
        pace: { messagesPerSecond: number; messagesPerSecondPerChat: number };
        /** So long it is shown at most that somebody types. */
        typingSecondsMax: number;
        memoryMegabytesMax: number;
        /** Of WhatsApp's page, where a version that was kept is used in place of the newest. */
        version: string | undefined;
        /** How those who look after the bot reach this server. */
        adminUrl: string;
        /** What people write to, with its country code. */
        number: string | undefined;
      }
    | undefined;
  /** Through Meta's Cloud API. */
  whatsapp:
    | {
        token: string;
        /** With its version. */
        apiRoot: string;
        phoneNumberId: string;
        appSecret: string;
        verifyToken: string;
        /** What people write to, with its country code; without it Meta is asked. */
        number: string | undefined;
        /** The template by which somebody is told, outside their 24 hours, that a message waits for them. */
        notice: { accountId: string; name: string; languages: [string, ...string[]]; parameters: string[] } | undefined;
        messagesPerSecond: number;
      }
    | undefined;
  languageModel:
    | {
        baseUrl: string;
        /** It hears which card is meant. */
        model: string;
        /** It translates what staff write; the same one, unless another is named. */
        translationModel: string;
        apiKey: string | undefined;
      }
    | undefined;
  /** What is allowed, and somebody should know at start. */
  warnings: string[];
}

const LOOPBACK = /^(?:127(?:\.\d+){3}|localhost|\[?::1\]?)$/i;

/** Thrown with every fault of the settings, a line each, and its remedy. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** An empty setting is an unset one. */
const text = z
  .string()
  .trim()
  .transform(value => value || undefined)
  .optional();
const url = text.pipe(z.url({ error: 'must be an address such as https://example.org' }).optional());
const token = (prefix: string, place: string) =>
  text.pipe(
    z
      .string()
      .regex(
        new RegExp(`^${prefix}-[\\w-]+$`),
        `must begin with ${prefix}-: ${place} of the app on https://api.slack.com/apps`,
      )
      .optional(),
  );
const metaId = (place: string) =>
  text.pipe(
    z
      .string()
      .regex(/^\d{5,20}$/, `must be digits alone: the ${place} of the app on https://developers.facebook.com/apps`)
      .optional(),
  );
const positive = (fallback: number) =>
  text
    .transform(value => Number(value ?? fallback))
    .pipe(z.number({ error: 'must be a number' }).positive('must be above 0'));

const environment = z
  .object({
    ROLE: text.pipe(z.enum(['all', 'worker', 'chat'], { error: 'must be one of all, worker, chat' }).default('all')),
    DATABASE_URL: text.pipe(
      z
        .string()
        .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
        .optional(),
    ),
    DATA_DIR: text.transform(value => value ?? 'data'),
    CACHE_DIR: text.transform(value => value ?? join(import.meta.dirname, '../node_modules/.cache/folding-chair')),
    SEAL_KEY: text,
    KEEP_MESSAGES_DAYS: positive(7),
    HOST: text.transform(value => value ?? '127.0.0.1'),
    PORT: text
      .transform(value => Number(value ?? 8080))
      .pipe(z.int({ error: 'must be a port from 0 to 65535' }).min(0).max(65535)),
    PLAYGROUND: text.pipe(z.enum(['on', 'off', 'auto'], { error: 'must be one of on, off, auto' }).default('auto')),
    CHARITY_NAME: text,
    CHARITY_CONTACT: text,
    TELEGRAM_BOT_TOKEN: text.pipe(
      z
        .string()
        .regex(/^\d+:[\w-]+$/, 'must look like 123456:ABC-DEF, as @BotFather gives it')
        .optional(),
    ),
    TELEGRAM_API_ROOT: url.transform(value => value ?? 'https://api.telegram.org'),
    TELEGRAM_WEBHOOK_URL: url,
    TELEGRAM_WEBHOOK_SECRET: text.pipe(
      z
        .string()
        .regex(/^[\w-]{1,256}$/, 'must be 1 to 256 letters, digits, _ or -')
        .optional(),
    ),
    TELEGRAM_MESSAGES_PER_SECOND: positive(30),
    TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT: positive(1),
    SLACK_BOT_TOKEN: token('xoxb', 'the Bot User OAuth Token, under OAuth & Permissions'),
    SLACK_APP_TOKEN: token('xapp', 'an App-Level Token with the scope connections:write, under Basic Information'),
    SLACK_SIGNING_SECRET: text.pipe(
      z
        .string()
        .regex(/^[a-z0-9]{16,}$/i, 'must be letters and digits alone: the Signing Secret, under Basic Information')
        .optional(),
    ),
    SLACK_API_URL: url.transform(value => (value ?? 'https://slack.com/api/').replace(/\/?$/, '/')),
    SLACK_MESSAGES_PER_SECOND: positive(5),
    SLACK_MESSAGES_PER_SECOND_PER_CHAT: positive(1),
    SLACK_LEADS: text.pipe(
      z
        .string()
        .regex(
          /^[UW][A-Z0-9]{2,20}(?:\s*,\s*[UW][A-Z0-9]{2,20})*$/,
          'must be member ids such as U012AB3CD, separated by commas: in Slack, open a profile, ⋮, “Copy member ID”',
        )
        .optional(),
    ),
    WHATSAPP_TRANSPORT: text.pipe(z.enum(['web', 'cloud'], { error: 'must be one of web, cloud' }).optional()),
    WHATSAPP_NUMBER: text.pipe(
      z
        .string()
        .regex(/^\+[1-9](?:[ ()-]{0,2}\d){6,14}$/, 'must be a number with its country code, such as +44 7700 900000')
        .optional(),
    ),
    CHROMIUM_PATH: text,
    WHATSAPP_WEB_MESSAGES_PER_MINUTE: positive(20),
    WHATSAPP_WEB_MEMORY_MB: positive(1500),
    WHATSAPP_WEB_VERSION: text.pipe(
      z
        .string()
        .regex(/^[\w.-]{1,40}$/, 'must be a version of WhatsApp Web such as 2.3000.1017054665')
        .optional(),
    ),
    ADMIN_URL: url.transform(value => value?.replace(/\/$/, '')),
    WHATSAPP_CLOUD_TOKEN: text,
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: metaId('Phone number ID, under WhatsApp, API setup (not the number itself)'),
    WHATSAPP_CLOUD_APP_SECRET: text.pipe(
      z
        .string()
        .regex(/^[0-9a-f]{32}$/i, 'must be 32 hexadecimal digits: the App secret, under App settings, Basic')
        .optional(),
    ),
    WHATSAPP_CLOUD_VERIFY_TOKEN: text,
    WHATSAPP_CLOUD_API_ROOT: url.transform(value => (value ?? 'https://graph.facebook.com/v25.0').replace(/\/$/, '')),
    WHATSAPP_CLOUD_ACCOUNT_ID: metaId('WhatsApp Business Account ID, under WhatsApp, API setup'),
    WHATSAPP_CLOUD_MESSAGES_PER_SECOND: positive(80),
    WHATSAPP_NOTICE_TEMPLATE: text.pipe(
      z
        .string()
        .regex(/^[a-z0-9_]{1,512}$/, 'must be the name of a template: small letters, digits and _')
        .optional(),
    ),
    WHATSAPP_NOTICE_LANGUAGES: text.pipe(
      z
        .string()
        .regex(
          /^[a-z]{2,3}(?:_[A-Z]{2})?(?:\s*,\s*[a-z]{2,3}(?:_[A-Z]{2})?)*$/,
          'must be languages as Meta spells them, separated by commas: en_GB,ar,fa',
        )
        .default('en'),
    ),
    WHATSAPP_NOTICE_PARAMETERS: text,
    LLM_BASE_URL: url,
    LLM_MODEL: text,
    LLM_TRANSLATION_MODEL: text,
    LLM_API_KEY: text,
  })
  .check(({ value, issues }) => {
    const refuse = (setting: string, message: string) =>
      issues.push({ code: 'custom', path: [setting], message, input: undefined });
    const need = (given: unknown, setting: string, because: string) => {
      if (given === undefined) refuse(setting, `is needed ${because}`);
    };
    if (value.TELEGRAM_WEBHOOK_URL)
      need(
        value.TELEGRAM_WEBHOOK_SECRET,
        'TELEGRAM_WEBHOOK_SECRET',
        'with TELEGRAM_WEBHOOK_URL: make one with `openssl rand -hex 32`',
      );
    if (value.LLM_BASE_URL) need(value.LLM_MODEL, 'LLM_MODEL', 'with LLM_BASE_URL: the name of the model to ask');
    if (value.LLM_TRANSLATION_MODEL)
      need(
        value.LLM_MODEL,
        'LLM_MODEL',
        'with LLM_TRANSLATION_MODEL: the name of the model that hears which card is meant',
      );
    if (value.LLM_MODEL)
      need(value.LLM_BASE_URL, 'LLM_BASE_URL', 'with LLM_MODEL: an OpenAI-compatible address that ends in /v1');
    if (value.DATABASE_URL)
      need(
        value.SEAL_KEY,
        'SEAL_KEY',
        'with DATABASE_URL: make one with `openssl rand -base64 32`, and keep it apart from the database',
      );
    if (value.ROLE === 'worker')
      need(value.DATABASE_URL, 'DATABASE_URL', 'for ROLE=worker: the embedded database has room for one process');
    const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = value;
    if (SLACK_APP_TOKEN && SLACK_SIGNING_SECRET)
      refuse(
        'SLACK_SIGNING_SECRET',
        'must not stand beside SLACK_APP_TOKEN: keep the app token for Socket Mode, or the signing secret for HTTP',
      );
    if (SLACK_BOT_TOKEN)
      need(
        SLACK_APP_TOKEN ?? SLACK_SIGNING_SECRET,
        'SLACK_APP_TOKEN',
        'with SLACK_BOT_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP',
      );
    if (SLACK_APP_TOKEN ?? SLACK_SIGNING_SECRET)
      need(
        SLACK_BOT_TOKEN,
        'SLACK_BOT_TOKEN',
        `with ${SLACK_APP_TOKEN ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'}: it begins with xoxb-`,
      );
    if (value.SLACK_LEADS)
      need(SLACK_BOT_TOKEN, 'SLACK_BOT_TOKEN', 'with SLACK_LEADS: leads work in Slack. The token begins with xoxb-');
    const { WHATSAPP_TRANSPORT, WHATSAPP_NOTICE_TEMPLATE } = value;
    if (WHATSAPP_TRANSPORT === 'web') {
      const install = 'on Debian and Ubuntu `apt-get install chromium` brings /usr/bin/chromium';
      need(
        value.CHROMIUM_PATH,
        'CHROMIUM_PATH',
        `with WHATSAPP_TRANSPORT=web: the browser that opens WhatsApp; ${install}`,
      );
      if (value.CHROMIUM_PATH && !isProgram(value.CHROMIUM_PATH))
        refuse('CHROMIUM_PATH', `must be a browser that can be started: nothing of the kind is there; ${install}`);
    }
    if (WHATSAPP_TRANSPORT === 'cloud') {
      const because = 'with WHATSAPP_TRANSPORT=cloud:';
      need(value.WHATSAPP_CLOUD_TOKEN, 'WHATSAPP_CLOUD_TOKEN', `${because} of a system user, under Business settings`);
      need(
        value.WHATSAPP_CLOUD_PHONE_NUMBER_ID,
        'WHATSAPP_CLOUD_PHONE_NUMBER_ID',
        `${because} under WhatsApp, API setup, of the app on https://developers.facebook.com/apps`,
      );
      need(value.WHATSAPP_CLOUD_APP_SECRET, 'WHATSAPP_CLOUD_APP_SECRET', `${because} under App settings, Basic`);
      need(
        value.WHATSAPP_CLOUD_VERIFY_TOKEN,
        'WHATSAPP_CLOUD_VERIFY_TOKEN',
        `${because} make one with \`openssl rand -hex 32\`, and give it to Meta with the address of the webhook`,
      );
    }
    if (value.WHATSAPP_CLOUD_TOKEN)
      need(WHATSAPP_TRANSPORT, 'WHATSAPP_TRANSPORT', 'with WHATSAPP_CLOUD_TOKEN: set it to cloud');
    if (WHATSAPP_NOTICE_TEMPLATE)
      need(
        value.WHATSAPP_CLOUD_ACCOUNT_ID,
        'WHATSAPP_CLOUD_ACCOUNT_ID',
        'with WHATSAPP_NOTICE_TEMPLATE: the WhatsApp Business Account ID, under WhatsApp, API setup',
      );
    const channelToken = tokenOfAChannel(value);
    if (value.PLAYGROUND === 'on' && channelToken)
      refuse(
        'PLAYGROUND',
        `must not be on beside ${channelToken}, since its page shows what members write: set it to off, or take the token away`,
      );
    if (value.CHARITY_NAME)
      need(value.CHARITY_CONTACT, 'CHARITY_CONTACT', 'with CHARITY_NAME: how members reach a person');
  });

type Environment = z.infer<typeof environment>;

/**
 * Reads the settings.
 *
 * @param argv `--role=worker` and the like win over the environment.
 * @throws ConfigError that lists every fault with its remedy.
 */
export function readConfig(env: Record<string, string | undefined>, argv: string[] = []): Config {
  const role = argv.find(argument => argument.startsWith('--role='))?.slice('--role='.length);
  const parsed = environment.safeParse({ ...env, ...(role !== undefined && { ROLE: role }) });
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`);
    throw new ConfigError(['These settings need a change (.env.example explains each):', ...faults].join('\n  '));
  }
  const set = parsed.data;
  const dataDirectory = resolve(set.DATA_DIR);
  const playground = set.PLAYGROUND === 'auto' ? set.ROLE === 'all' && !tokenOfAChannel(set) : set.PLAYGROUND === 'on';
  return {
    role: set.ROLE,
    databaseUrl: set.DATABASE_URL,
    dataDirectory,
    cacheDirectory: resolve(set.CACHE_DIR),
    sealKeys: set.SEAL_KEY ? parseSealKeys(set.SEAL_KEY) : [embeddedSealKey(dataDirectory)],
    keepMessagesDays: set.KEEP_MESSAGES_DAYS,
    web: { host: set.HOST, port: set.PORT },
    playground,
    charity:
      set.CHARITY_NAME && set.CHARITY_CONTACT ? { name: set.CHARITY_NAME, contact: set.CHARITY_CONTACT } : undefined,
    telegram: set.TELEGRAM_BOT_TOKEN
      ? {
          token: set.TELEGRAM_BOT_TOKEN,
          apiRoot: set.TELEGRAM_API_ROOT,
          webhook:
            set.TELEGRAM_WEBHOOK_URL && set.TELEGRAM_WEBHOOK_SECRET
              ? { url: set.TELEGRAM_WEBHOOK_URL, secretToken: set.TELEGRAM_WEBHOOK_SECRET }
              : undefined,
          messagesPerSecond: set.TELEGRAM_MESSAGES_PER_SECOND,
          messagesPerSecondPerChat: set.TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT,
        }
      : undefined,
    slack: slackOf(set),
    whatsappWeb: whatsappWebOf(set, dataDirectory),
    whatsapp: whatsappOf(set),
    slackLeads: set.SLACK_LEADS?.split(/\s*,\s*/) ?? [],
    languageModel:
      set.LLM_BASE_URL && set.LLM_MODEL
        ? {
            baseUrl: set.LLM_BASE_URL,
            model: set.LLM_MODEL,
            translationModel: set.LLM_TRANSLATION_MODEL ?? set.LLM_MODEL,
            apiKey: set.LLM_API_KEY,
          }
        : undefined,
    // A container needs another HOST to show the page at all, so that this is no fault.
    warnings:
      playground && !LOOPBACK.test(set.HOST)
        ? [
            'the playground can be reached from outside this machine and shows what is written in it: set PLAYGROUND=off or HOST=127.0.0.1',
          ]
        : [],
  };
}

/** The setting by which people outside can write to us, if there is one. */
function tokenOfAChannel(
  set: Pick<Environment, 'TELEGRAM_BOT_TOKEN' | 'SLACK_BOT_TOKEN' | 'WHATSAPP_TRANSPORT'>,
): string | undefined {
  return (['TELEGRAM_BOT_TOKEN', 'SLACK_BOT_TOKEN', 'WHATSAPP_TRANSPORT'] as const).find(setting => set[setting]);
}

/** Nobody types faster to one person, and nobody waits for longer. */
const [TYPED_MESSAGES_PER_SECOND, TYPING_SECONDS_MAX] = [0.5, 3];

function whatsappWebOf(set: Environment, dataDirectory: string): Config['whatsappWeb'] {
  const { CHROMIUM_PATH: chromiumPath } = set;
  if (set.WHATSAPP_TRANSPORT !== 'web' || !chromiumPath) return undefined;
  const messagesPerSecond = set.WHATSAPP_WEB_MESSAGES_PER_MINUTE / 60;
  return {
    chromiumPath,
    folder: join(dataDirectory, 'whatsapp-web'),
    pace: { messagesPerSecond, messagesPerSecondPerChat: Math.min(messagesPerSecond, TYPED_MESSAGES_PER_SECOND) },
    typingSecondsMax: TYPING_SECONDS_MAX,
    memoryMegabytesMax: set.WHATSAPP_WEB_MEMORY_MB,
    version: set.WHATSAPP_WEB_VERSION,
    number: set.WHATSAPP_NUMBER,
    adminUrl: set.ADMIN_URL ?? `http://${set.HOST}:${set.PORT}`,
  };
}

function whatsappOf(set: Environment): Config['whatsapp'] {
  const { WHATSAPP_CLOUD_TOKEN: token, WHATSAPP_CLOUD_PHONE_NUMBER_ID: phoneNumberId } = set;
  const { WHATSAPP_CLOUD_APP_SECRET: appSecret, WHATSAPP_CLOUD_VERIFY_TOKEN: verifyToken } = set;
  if (set.WHATSAPP_TRANSPORT !== 'cloud' || !token || !phoneNumberId || !appSecret || !verifyToken) return undefined;
  return {
    token,
    phoneNumberId,
    appSecret,
    verifyToken,
    number: set.WHATSAPP_NUMBER,
    apiRoot: set.WHATSAPP_CLOUD_API_ROOT,
    notice: noticeOf(set),
    messagesPerSecond: set.WHATSAPP_CLOUD_MESSAGES_PER_SECOND,
  };
}

function noticeOf(set: Environment): NonNullable<Config['whatsapp']>['notice'] {
  const { WHATSAPP_NOTICE_TEMPLATE: name, WHATSAPP_CLOUD_ACCOUNT_ID: accountId } = set;
  if (!name || !accountId) return undefined;
  const [first = 'en', ...others] = set.WHATSAPP_NOTICE_LANGUAGES.split(/\s*,\s*/);
  const parameters = set.WHATSAPP_NOTICE_PARAMETERS?.split('|').map(part => part.trim()) ?? [];
  return { accountId, name, languages: [first, ...others], parameters };
}

function slackOf(set: Environment): Config['slack'] {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = set;
  if (!botToken) return undefined;
  const pace = {
    messagesPerSecond: set.SLACK_MESSAGES_PER_SECOND,
    messagesPerSecondPerChat: set.SLACK_MESSAGES_PER_SECOND_PER_CHAT,
  };
  const common = { botToken, apiUrl: set.SLACK_API_URL, pace };
  if (appToken) return { ...common, appToken };
  return signingSecret ? { ...common, signingSecret } : undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Several keys are separated by commas, the current one first. */
function parseSealKeys(setting: string): Buffer[] {
  return setting.split(',').map(part => {
    const key = Buffer.from(part.trim(), 'base64');
    if (key.length !== 32)
      throw new ConfigError(
        'SEAL_KEY must be 32 bytes in base64: make one with `openssl rand -base64 32`. Several are separated by commas.',
      );
    return key;
  });
}

/** The embedded database's key lies beside it, readable by its owner alone: it protects a copied database, not a stolen disk. */
function embeddedSealKey(dataDirectory: string): Buffer {
  const path = join(dataDirectory, 'seal-key');
  if (!existsSync(path)) {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return parseSealKeys(readFileSync(path, 'utf8'))[0] as Buffer;
}
