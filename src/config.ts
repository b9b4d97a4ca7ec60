import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config/config-error.ts';
import { type Judge, positive, shaped, text } from './config/fields.ts';
import {
  checkLanguageModel,
  type LanguageModelConfig,
  languageModelEnvironment,
  languageModelOf,
} from './config/language-model-settings.ts';
import { embeddedSealKey, parseSealKeys } from './config/seal-keys.ts';
import { checkSlack, type SlackSettings, slackEnvironment, slackLeadsOf, slackOf } from './config/slack-settings.ts';
import { checkTelegram, type TelegramSettings, telegramEnvironment, telegramOf } from './config/telegram-settings.ts';
import {
  checkWhatsappCloud,
  type WhatsappCloudSettings,
  whatsappCloudEnvironment,
  whatsappCloudOf,
} from './config/whatsapp-cloud-settings.ts';
import {
  checkWhatsappWeb,
  type WhatsappWebSettings,
  whatsappWebEnvironment,
  whatsappWebOf,
} from './config/whatsapp-web-settings.ts';

export { ConfigError };

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
  /** What waits for somebody on a platform that is away goes to another chat of theirs after so long, where they have agreed. */
  reachElsewhereMinutes: number;
  web: { host: string; port: number };
  playground: boolean;
  charity: { name: string; contact: string } | undefined;
  telegram: TelegramSettings | undefined;
  slack: SlackSettings | undefined;
  /** Slack member ids of those who are leads from the first start on. */
  slackLeads: string[];
  whatsappWeb: WhatsappWebSettings | undefined;
  whatsapp: WhatsappCloudSettings | undefined;
  languageModel: LanguageModelConfig | undefined;
  /** What is allowed, and somebody should know at start. */
  warnings: string[];
}

const LOOPBACK = /^(?:127(?:\.\d+){3}|localhost|\[?::1\]?)$/i;

const environment = z
  .object({
    ROLE: text.pipe(z.enum(['all', 'worker', 'chat'], { error: 'must be one of all, worker, chat' }).default('all')),
    DATABASE_URL: shaped(/^postgres(ql)?:\/\//, 'must begin with postgresql://'),
    DATA_DIR: text.transform(value => value ?? 'data'),
    CACHE_DIR: text.transform(value => value ?? join(import.meta.dirname, '../node_modules/.cache/folding-chair')),
    SEAL_KEY: text,
    KEEP_MESSAGES_DAYS: positive(7),
    REACH_ELSEWHERE_MINUTES: positive(15),
    HOST: text.transform(value => value ?? '127.0.0.1'),
    PORT: text
      .transform(value => Number(value ?? 8080))
      .pipe(z.int({ error: 'must be a port from 0 to 65535' }).min(0).max(65535)),
    PLAYGROUND: text.pipe(z.enum(['on', 'off', 'auto'], { error: 'must be one of on, off, auto' }).default('auto')),
    CHARITY_NAME: text,
    CHARITY_CONTACT: text,
    ...telegramEnvironment,
    ...slackEnvironment,
    ...whatsappWebEnvironment,
    ...whatsappCloudEnvironment,
    ...languageModelEnvironment,
  })
  .check(({ value, issues }) => {
    const refuse: Judge['refuse'] = (setting, message) =>
      issues.push({ code: 'custom', path: [setting], message, input: undefined });
    const need: Judge['need'] = (given, setting, because) => {
      if (given === undefined) refuse(setting, `is needed ${because}`);
    };
    for (const check of [
      checkTogether,
      checkTelegram,
      checkSlack,
      checkWhatsappWeb,
      checkWhatsappCloud,
      checkLanguageModel,
    ])
      check(value, { refuse, need });
  });

type Environment = z.infer<typeof environment>;

/** What no channel and no model decides alone. */
function checkTogether(set: Environment, judge: Judge): void {
  if (set.DATABASE_URL)
    judge.need(
      set.SEAL_KEY,
      'SEAL_KEY',
      'with DATABASE_URL: make one with `openssl rand -base64 32`, and keep it apart from the database',
    );
  if (set.ROLE === 'worker')
    judge.need(set.DATABASE_URL, 'DATABASE_URL', 'for ROLE=worker: the embedded database has room for one process');
  const channelToken = tokenOfAChannel(set);
  if (set.PLAYGROUND === 'on' && channelToken)
    judge.refuse(
      'PLAYGROUND',
      `must not be on beside ${channelToken}, since its page shows what members write: set it to off, or take the token away`,
    );
  if (set.CHARITY_NAME)
    judge.need(set.CHARITY_CONTACT, 'CHARITY_CONTACT', 'with CHARITY_NAME: how members reach a person');
}

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
    reachElsewhereMinutes: set.REACH_ELSEWHERE_MINUTES,
    web: { host: set.HOST, port: set.PORT },
    playground,
    charity:
      set.CHARITY_NAME && set.CHARITY_CONTACT ? { name: set.CHARITY_NAME, contact: set.CHARITY_CONTACT } : undefined,
    telegram: telegramOf(set),
    slack: slackOf(set),
    slackLeads: slackLeadsOf(set),
    whatsappWeb: whatsappWebOf(set, { dataDirectory, webUrl: `http://${set.HOST}:${set.PORT}` }),
    whatsapp: whatsappCloudOf(set),
    languageModel: languageModelOf(set),
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
