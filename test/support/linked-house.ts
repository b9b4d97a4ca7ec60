import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { startBot } from '../../src/bot.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { type Database, openDatabase } from '../../src/database/database.ts';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import type { TelegramMember } from '../../src/playground/telegram/telegram-member.ts';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import type { WhatsappMember } from '../../src/playground/whatsapp/whatsapp-member.ts';
import { startWhatsappServer, type WhatsappServer } from '../../src/playground/whatsapp/whatsapp-server.ts';
import { employ, PACE, type Part } from './case-bot.ts';
import { readSlackManifest } from './slack-manifest.ts';
import { makeDataDirectory, testDatabaseUrl } from './test-database.ts';
import { tick } from './time-passes.ts';
import { NOTICE } from './whatsapp-bot.ts';

const TOKEN = '4242:links';
const VERIFY_TOKEN = 'the-verify-token-of-the-links';
const PATIENCE_MS = 20_000;
const CODE = /LINK-\w{4}-\w{4}/;

/** The whole bot, with the local servers of three platforms in front of it, on all of which people can write. */
export interface LinkedHouse {
  telegram: TelegramServer;
  whatsapp: WhatsappServer;
  slack: SlackServer;
  room: Conversation;
  /** Those who were asked for, in the same order. */
  people: SlackMember[];
  /** The bot's own. */
  database: Database;
  /** A new person on Telegram, and one on WhatsApp. */
  onTelegram(): TelegramMember;
  onWhatsapp(): WhatsappMember;
  /** Lets a minute pass for the features, and resolves when it has. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

/** @param changes to the settings that the test is about. */
export async function openLinkedHouse(parts: Part[], changes: Partial<Config> = {}): Promise<LinkedHouse> {
  const telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' });
  const whatsapp = await startWhatsappServer({ limits: 'off', templates: [NOTICE] });
  const slack = await startSlackServer({ limits: 'off', manifest: readSlackManifest() });
  const people = parts.map((part, index) => slack.person(`${part} ${index}`));
  const room = slack.channel('casework', { members: people });
  const directory = await makeDataDirectory();
  const { token, phoneNumberId, appSecret, accountId } = whatsapp.business;
  const { botToken, appToken, apiUrl } = slack;
  const config: Config = {
    ...readConfig({ DATA_DIR: directory, PORT: '0', PLAYGROUND: 'off' }),
    databaseUrl: await testDatabaseUrl(),
    sealKeys: [randomBytes(32)],
    slack: { botToken, appToken, apiUrl, pace: PACE },
    telegram: { token: TOKEN, apiRoot: telegram.apiRoot, webhook: undefined, ...PACE },
    whatsapp: {
      token,
      phoneNumberId,
      appSecret,
      apiRoot: `${whatsapp.apiRoot}/v25.0`,
      verifyToken: VERIFY_TOKEN,
      number: '+44 7700 900000',
      notice: { accountId, name: NOTICE.name, languages: ['en_GB'], parameters: ['a charity'] },
      messagesPerSecond: 80,
    },
    ...changes,
  };
  await employ(config, room.id, people, parts);
  const bot = await startBot(config);
  await whatsapp.subscribe(`${bot.url}/whatsapp`, VERIFY_TOKEN);
  const database = await openDatabase(config);
  let count = 0;
  return {
    telegram,
    whatsapp,
    slack,
    room,
    people,
    database,
    onTelegram: () => telegram.user(1_000_000 + ++count, { languageCode: 'en' }),
    onWhatsapp: () => whatsapp.user(`GB.${++count}`, { phone: `4477009${String(count).padStart(5, '0')}` }),
    tick: () => tick(database),
    async stop() {
      await database.close();
      await bot.stop();
      await Promise.all([slack.stop(), telegram.stop(), whatsapp.stop()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What members do in whichever app. */
export interface AnyMember {
  say(text: string): unknown;
  tap(label: string): unknown;
  /** The words of the next message that holds these. */
  hears(words: string | RegExp): Promise<string>;
  /** Everything that the bot has said. */
  heard(): string[];
}

const holds = (text: string, words: string | RegExp) =>
  typeof words === 'string' ? text.includes(words) : words.test(text);

export function inTelegram(member: TelegramMember): AnyMember {
  const wordsOf = ({ text = '', caption = '' }: { text?: string; caption?: string }) => text + caption;
  return {
    say: text => member.say(text),
    tap: label => member.tap(label),
    hears: async words => wordsOf(await member.waitForMessage(message => holds(wordsOf(message), words), PATIENCE_MS)),
    heard: () => member.messages().flatMap(message => (message.from.is_bot ? [wordsOf(message)] : [])),
  };
}

export function inWhatsapp(member: WhatsappMember): AnyMember {
  const wordsOf = (message: unknown) => JSON.stringify(message);
  return {
    say: text => member.say(text),
    tap: label => member.tap(label),
    hears: async words =>
      wordsOf(
        await member
          .waitForMessage(message => holds(wordsOf(message), words), PATIENCE_MS)
          .catch(() => {
            throw new Error(`Nobody said ${words}, but: ${member.received().slice(-3).map(wordsOf).join(' / ')}`);
          }),
      ),
    heard: () => member.received().map(wordsOf),
  };
}

export function inSlack(member: SlackMember): AnyMember {
  const { dm, screen } = member;
  const wordsOf = (message: unknown) => JSON.stringify(message);
  return {
    say: text => member.say(dm, text),
    tap: label => member.tap(dm, label),
    hears: async words =>
      wordsOf(await screen.waitForMessage(dm, message => holds(wordsOf(message), words), PATIENCE_MS)),
    heard: () => dm.messages().flatMap(message => (message.bot_id ? [wordsOf(message)] : [])),
  };
}

/** Asks for a code in a chat. */
export async function askForCode(chat: AnyMember): Promise<string> {
  chat.say('my data');
  await chat.hears('stored of you');
  chat.tap('Link another chat');
  return CODE.exec(await chat.hears(CODE))?.[0] ?? '';
}

/** Links two chats of one person, and answers whether they may be reached elsewhere. */
export async function linkChats(
  from: AnyMember,
  to: AnyMember,
  mayReach: 'Yes, you may' | 'No, please do not',
): Promise<void> {
  to.say(await askForCode(from));
  await to.hears('Link this chat with your');
  to.tap('Yes, link them');
  await to.hears('May we write about your case');
  await from.hears('is linked with this chat now');
  to.tap(mayReach);
  await to.hears(mayReach === 'Yes, you may' ? 'only when we cannot reach you' : 'only where you write');
}

/** Asks for a person, and tells nothing more. @returns the reference of the case */
export async function openCase(chat: AnyMember): Promise<string> {
  chat.say('9');
  await chat.hears('Talk to a person');
  chat.tap('Just pass it on');
  return /\b[A-Z0-9]{3}-[A-Z0-9]{3}\b/.exec(await chat.hears('Your number'))?.[0] ?? '';
}
