import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Config, readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/database/database.ts';
import { openLookupHash } from '../../src/database/lookup-hash.ts';
import { Seal } from '../../src/database/seal.ts';
import { addFirstRooms } from '../../src/features/staff/first-rooms.ts';
import { addFirstStaff } from '../../src/features/staff/first-staff.ts';
import type { Clock } from '../../src/playground/clock.ts';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import type { TelegramMember } from '../../src/playground/telegram/telegram-member.ts';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import { newSealKey } from './bot-process.ts';
import { startPostgres } from './postgres.ts';
import { readSlackManifest } from './slack-manifest.ts';

const TELEGRAM_TOKEN = '4242:house';
const FAST = '100000';

/** All that a bot for casework stands between, on a real PostgreSQL: members in the local Telegram, caseworkers in a room of the local Slack. */
export interface CaseHouse {
  telegram: TelegramServer;
  slack: SlackServer;
  caseworkers: SlackMember[];
  room: Conversation;
  /** For a bot in a process of its own; and the same for one in this process. */
  env: Record<string, string>;
  config(): Config;
  /** Asks the bot's database. */
  query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
  /** A member in Telegram. */
  member(chatId: number): TelegramMember;
  stop(): Promise<void>;
}

/** @param options `caseworkers` 2 by default; `clock` is Slack's, the system's by default. */
export async function openCaseHouse(options: { caseworkers?: number; clock?: Clock } = {}): Promise<CaseHouse> {
  const { caseworkers: count = 2, clock } = options;
  const directory = mkdtempSync(join(tmpdir(), 'folding-chair-case-house-'));
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const telegram = await startTelegramServer({ bots: [{ token: TELEGRAM_TOKEN }], limits: 'off' });
  const slack = await startSlackServer({ limits: 'off', manifest: readSlackManifest(), ...(clock && { clock }) });
  const caseworkers = Array.from({ length: count }, (_, index) => slack.person(nameOf(index)));
  const room = slack.channel('casework', { members: caseworkers });
  const env = {
    TELEGRAM_BOT_TOKEN: TELEGRAM_TOKEN,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_MESSAGES_PER_SECOND: FAST,
    TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT: FAST,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_MESSAGES_PER_SECOND: FAST,
    SLACK_MESSAGES_PER_SECOND_PER_CHAT: FAST,
    DATABASE_URL: databaseUrl,
    DATA_DIR: directory,
    SEAL_KEY: newSealKey(),
    PLAYGROUND: 'off',
    PORT: '0',
  };
  const config = () => readConfig(env);
  await addStaff(config(), caseworkers, room.id);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return {
    telegram,
    slack,
    caseworkers,
    room,
    env,
    config,
    query: async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows,
    member: chatId => telegram.user(chatId, { languageCode: 'en' }),
    async stop() {
      await client.end();
      await slack.stop();
      await telegram.stop();
      await postgres.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What members and colleagues read of the caseworkers. */
export function nameOf(index: number): string {
  return `caseworker ${index + 1}`;
}

async function addStaff(config: Config, caseworkers: SlackMember[], roomId: string): Promise<void> {
  const database = await openDatabase(config);
  const seal = new Seal(config.sealKeys);
  const hash = await openLookupHash(database, seal);
  const staff = caseworkers.map(({ user }, index) => ({
    slackId: user.id,
    name: nameOf(index),
    role: 'caseworker' as const,
  }));
  await addFirstStaff(database, { hash, seal }, staff);
  await addFirstRooms(database, { caseRoom: { id: roomId }, organisingRoom: { id: roomId } });
  await database.close();
}
