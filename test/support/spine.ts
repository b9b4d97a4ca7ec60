import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Channel, Placement, Receive } from '../../src/channels/channel.ts';
import { createTelegramChannel } from '../../src/channels/telegram/telegram-channel.ts';
import { createLearn } from '../../src/conversation/learn.ts';
import { createReceive } from '../../src/conversation/receive.ts';
import { createShow } from '../../src/conversation/show.ts';
import { createTakeTurns } from '../../src/conversation/take-turns.ts';
import { createThink } from '../../src/conversation/think.ts';
import type { Database } from '../../src/database/database.ts';
import { type LookupHash, openLookupHash } from '../../src/database/lookup-hash.ts';
import { Queue } from '../../src/database/queue.ts';
import { Seal } from '../../src/database/seal.ts';
import type { Transaction } from '../../src/database/transaction.ts';
import type { Feature, FeatureTurn } from '../../src/features/feature.ts';
import { createFeed } from '../../src/jobs/feed.ts';
import { createTick } from '../../src/jobs/tick.ts';
import { createWordReader, loadSteeringForms } from '../../src/knowledge/words.ts';
import { createFileStore, type FileStore } from '../../src/media/file-store.ts';
import { createDeliver } from '../../src/outbox/deliver.ts';
import { enqueue } from '../../src/outbox/enqueue.ts';
import type { Outbound } from '../../src/outbox/outbound.ts';
import { Pacer } from '../../src/outbox/pace.ts';
import { startTelegramServer, type TelegramServer } from '../../src/playground/telegram/telegram-server.ts';
import { loadWords } from '../../src/words/words.ts';
import { openTestDatabase } from './test-database.ts';

const TOKEN = '4242:spine';
const LOCALES = join(import.meta.dirname, '../../locales');
const readWord = createWordReader(loadSteeringForms(LOCALES));

/** The spine with the real queue, database and Telegram channel, and with a feature that a test gives it. */
export interface Spine {
  telegram: TelegramServer;
  database: Database;
  queue: Queue;
  seal: Seal;
  hash: LookupHash;
  /** The way in, as a channel is given it. */
  receive: Receive;
  /** What became of messages, in the order it was known. */
  fates: { result: string; reason: string | null; isRepeat: boolean }[];
  /** Where chunks were sent to, in order, beyond their chats. */
  placements: Placement[];
  files: FileStore;
  /** The chat of somebody who has written on Telegram. */
  conversationOf(userId: number): Promise<string>;
  /** Lets a minute pass for the features. */
  tick(): Promise<void>;
  /** Puts replies into the outbox, as a turn's commit does. */
  send(outbound: Outbound[]): Promise<void>;
  stop(): Promise<void>;
}

interface SpineOptions {
  /** Where the data is. */
  databaseUrl?: string;
  /** Makes it another worker on that spine's database and Telegram, as `npm run work` does. */
  beside?: Spine;
  /** Features that are asked before the one that answers everything. */
  features?: Feature[];
  /** And those that need what the spine itself stands on. */
  makeFeatures?: (parts: { database: Database; seal: Seal }) => Promise<Feature[]>;
  /** How fast Telegram is spoken to. @default as fast as it takes it */
  messagesPerSecond?: number;
  /** What the channel is to have more, or less, than Telegram; or another in its place. */
  changeChannel?: (channel: Channel) => Channel;
}

/**
 * @param think answers every message.
 * @param now the spine's clock, the system's by default.
 */
export async function startSpine(
  think: Feature['think'],
  now: () => number = Date.now,
  {
    databaseUrl,
    beside,
    features: others = [],
    makeFeatures = async () => [],
    messagesPerSecond = 1000,
    changeChannel = channel => channel,
  }: SpineOptions = {},
): Promise<Spine> {
  const directory = mkdtempSync(join(tmpdir(), 'folding-chair-spine-'));
  const telegram = beside?.telegram ?? (await startTelegramServer({ bots: [{ token: TOKEN }], limits: 'off' }));
  const database = await openTestDatabase(directory, databaseUrl);
  const seal = beside?.seal ?? new Seal([randomBytes(32)]);
  const hash = await openLookupHash(database, seal);
  const queue = new Queue(database);
  const telegramChannel = createTelegramChannel({
    token: TOKEN,
    apiRoot: telegram.apiRoot,
    messagesPerSecond,
    messagesPerSecondPerChat: 1000,
    commands: [],
  });
  const channel = changeChannel(telegramChannel);
  const placements: Placement[] = [];
  const { send } = channel;
  channel.send = (chatId, chunk, placement = {}) => {
    placements.push(placement);
    return send(chatId, chunk, placement);
  };
  const faq: Feature = { name: 'faq', state: z.unknown(), think };
  const made = await makeFeatures({ database, seal });
  const features = new Map([...others, ...made, faq].map(feature => [feature.name, feature]));
  const files = createFileStore(database, seal);
  const words = await loadWords(LOCALES, () => {});
  const ears = {
    readWord,
    findCrisis: (text: string) => (text.includes('DANGER') ? {} : undefined),
    detectLanguage: () => ({ language: 'en', confidence: 0 }),
    languages: ['en'],
  };
  const fates: Spine['fates'] = [];
  await queue.start(() => {});
  await queue.work(
    'turns',
    createTakeTurns({
      database,
      queue,
      seal,
      hash,
      now,
      think: createThink({
        database,
        features,
        seal,
        ears,
        say: words.say,
        editsInPlace: () => channel.editsInPlace === true,
      }),
      apology: () => ({ text: 'We are sorry.', language: 'en' }),
      onTurn: () => {},
    }),
  );
  await queue.work(
    'deliveries',
    createDeliver({
      database,
      queue,
      seal,
      hash,
      readFile: files.read,
      fileNotShown: () => 'A file came with this.',
      now,
      channels: new Map([[channel.name, { channel, pacer: new Pacer(channel.pace) }]]),
      onFate: (_channel, result, reason, isRepeat) => fates.push({ result, reason, isRepeat }),
    }),
  );
  await queue.work('shows', createShow({ database, queue, seal, hash, features }));
  const channels = new Map([['telegram', { messagesPerSecond, needsTemplate: channel.needsTemplate ?? false }]]);
  await queue.work('feeds', createFeed({ database, queue, seal, hash, features, channels, now }));
  const receive = createReceive({ database, queue, seal, hash });
  if (!beside) await channel.start(receive, createLearn({ database, queue, seal, hash }));
  return {
    telegram,
    database,
    queue,
    seal,
    hash,
    receive,
    fates,
    placements,
    files,
    async conversationOf(userId) {
      const addressHash = hash('telegram', String(userId));
      const { id } = await database.prisma.conversation.findUniqueOrThrow({
        where: { channel_addressHash: { channel: 'telegram', addressHash } },
      });
      return id;
    },
    tick: createTick({ database, queue, seal, hash, features, now }),
    send: outbound =>
      database.prisma.$transaction((transaction: Transaction) => enqueue({ queue, seal }, transaction, outbound)),
    async stop() {
      await channel.stop();
      await queue.stop(5);
      if (!beside) await telegram.stop();
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A turn that says one thing; plainly understood, so that it is said at once. */
export function answer(text: string): FeatureTurn {
  return { replies: [{ text, language: 'en' }], next: 'start', understood: { band: 'answer', scores: [], why: '' } };
}
