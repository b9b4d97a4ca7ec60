import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { startBot } from '../../src/bot.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/database/database.ts';
import { openLookupHash } from '../../src/database/lookup-hash.ts';
import { Seal } from '../../src/database/seal.ts';
import type { StaffRole } from '../../src/features/colleagues.ts';
import { addFirstRooms } from '../../src/features/staff/first-rooms.ts';
import { addFirstStaff } from '../../src/features/staff/first-staff.ts';
import type { Conversation } from '../../src/playground/slack/conversation.ts';
import type { SlackMember } from '../../src/playground/slack/slack-member.ts';
import { type SlackServer, startSlackServer } from '../../src/playground/slack/slack-server.ts';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import { readSlackManifest } from './slack-manifest.ts';
import { makeDataDirectory, testDatabaseUrl } from './test-database.ts';

const TOKEN = '4242:cases';
/** As fast as the local servers are. */
export const PACE = { messagesPerSecond: 1000, messagesPerSecondPerChat: 1000 };

/** Somebody in the workspace, and what they are to the charity: `left` were caseworkers, `stranger`s never were anything. */
export type Part = StaffRole | 'away' | 'left' | 'stranger';

/** The whole bot in this process, with the local Telegram for members and the local Slack for staff. */
export interface CaseBot {
  telegram: TelegramServer;
  slack: SlackServer;
  /** Where cases come; everybody is in it. */
  room: Conversation;
  /** Those who were asked for, in the same order. */
  people: SlackMember[];
  stop(): Promise<void>;
}

/** @param changes to the settings that the test is about. */
export async function startCaseBot(parts: Part[], changes: Partial<Config> = {}): Promise<CaseBot> {
  const telegram = await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' });
  const slack = await startSlackServer({ limits: 'off', manifest: readSlackManifest() });
  const people = parts.map((part, index) => slack.person(`${part} ${index}`));
  const room = slack.channel('casework', { members: people });
  const directory = await makeDataDirectory();
  const { botToken, appToken, apiUrl } = slack;
  const connection = { botToken, appToken, apiUrl, pace: PACE };
  const config: Config = {
    ...readConfig({ DATA_DIR: directory, PORT: '0', PLAYGROUND: 'off' }),
    databaseUrl: await testDatabaseUrl(),
    sealKeys: [randomBytes(32)],
    slack: connection,
    telegram: { token: TOKEN, apiRoot: telegram.apiRoot, webhook: undefined, ...PACE },
    ...changes,
  };
  await employ(config, room.id, people, parts);
  const bot = await startBot(config);
  return {
    telegram,
    slack,
    room,
    people,
    async stop() {
      await bot.stop();
      await Promise.all([slack.stop(), telegram.stop()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Before the bot starts, since the embedded database has room for one. */
export async function employ(config: Config, roomId: string, people: SlackMember[], parts: Part[]): Promise<void> {
  const database = await openDatabase(config);
  const seal = new Seal(config.sealKeys);
  const hash = await openLookupHash(database, seal);
  for (const [index, part] of parts.entries()) {
    const slackId = people[index]?.user.id;
    if (part === 'stranger' || !slackId) continue;
    const role = part === 'away' || part === 'left' ? 'caseworker' : part;
    await addFirstStaff(database, { hash, seal }, [{ slackId, name: `${part} ${index}`, role }]);
    const addressHash = hash('slack', slackId);
    const where = { person: { conversations: { some: { addressHash } } } };
    if (part === 'away') await database.prisma.staff.updateMany({ where, data: { isAway: true } });
    if (part === 'left') await database.prisma.staff.updateMany({ where, data: { leftAt: new Date() } });
  }
  await addFirstRooms(database, { caseRoom: { id: roomId }, organisingRoom: { id: roomId } });
  await database.close();
}
