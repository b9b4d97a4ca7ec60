import { join } from 'node:path';
import type { Channel } from './channels/channel.ts';
import { telegramWebhook } from './channels/telegram/telegram-webhook.ts';
import type { Config } from './config.ts';
import { createLearn } from './conversation/learn.ts';
import { createReceive } from './conversation/receive.ts';
import { createShow } from './conversation/show.ts';
import { takeOver } from './conversation/take-over.ts';
import { createTakeTurns } from './conversation/take-turns.ts';
import { createThink } from './conversation/think.ts';
import { traceOf } from './conversation/trace.ts';
import { openDatabase } from './database/database.ts';
import { openLookupHash } from './database/lookup-hash.ts';
import { Queue } from './database/queue.ts';
import { Seal } from './database/seal.ts';
import { createWebSessionStore } from './database/web-session.ts';
import { openEdges, openPlayground, PLAYGROUND_VERIFY_TOKEN } from './edges.ts';
import { createColleagues } from './features/colleagues.ts';
import type { OpenChannel } from './features/feature.ts';
import { addFirstRooms } from './features/staff/first-rooms.ts';
import { addFirstStaff, type FirstStaff } from './features/staff/first-staff.ts';
import { createFeed } from './jobs/feed.ts';
import { deleteOldMessages } from './jobs/retention.ts';
import { createTick } from './jobs/tick.ts';
import { openKnowledge } from './knowledge/open-knowledge.ts';
import { log } from './log.ts';
import { createFileStore } from './media/file-store.ts';
import { openFeatures } from './open-features.ts';
import { createDeliver } from './outbox/deliver.ts';
import { watchOutages } from './outbox/outages.ts';
import { Pacer } from './outbox/pace.ts';
import type { Playground } from './playground/playground.ts';
import { createMetrics } from './web/metrics.ts';
import { startWebServer } from './web/web-server.ts';
import { type DeskWords, loadDeskWords } from './words/desk-words.ts';
import { loadWords } from './words/words.ts';

const ROOT = join(import.meta.dirname, '..');
/** Stopping must be over within 10 seconds: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/ kills after 30. */
const STOP_SECONDS = 8;

/** A running Folding Chair. */
export interface Bot {
  /** Where the web server listens; undefined for roles without one. */
  url: string | undefined;
  hasPlayground: boolean;
  /** Takes no new work, lets current turns finish, and closes everything. */
  stop(): Promise<void>;
}

/**
 * Wires every room to the others, and starts them.
 *
 * @param onEnd is told when the conversation in the terminal is over (`ROLE=chat`).
 */
export async function startBot(config: Config, onEnd: () => void = () => {}): Promise<Bot> {
  const database = await openDatabase(config);
  const seal = new Seal(config.sealKeys);
  const hash = await openLookupHash(database, seal);
  const queue = new Queue(database);
  const metrics = createMetrics(() => queue.depths());

  const knowledge = openKnowledge(join(ROOT, 'locales'), config.cacheDirectory, () =>
    log.info('learning from the cards: once after each change, up to a minute'),
  );
  const words = await loadWords(join(ROOT, 'locales'), language => metrics.missingTranslations.inc({ language }));
  const desk = await loadDeskWords(join(ROOT, 'locales'));
  const colleagues = createColleagues(database, seal);
  const playground = config.playground ? await openPlayground() : undefined;
  const edges = await openEdges(config, playground, words, createWebSessionStore(database, seal, 'whatsapp-web'), {
    end: onEnd,
    refused: (channel, reason) => metrics.refusedRequests.inc({ channel, reason }),
  });
  // The playground's platforms take over nobody from real ones.
  const heirs = config.whatsapp ? edges.all : [];
  // In the playground tomorrow can be had at once. What waits to be delivered goes by the clock on the wall.
  const now = playground?.clock.nowMs ?? Date.now;

  const files = createFileStore(database, seal);
  const { features, begin } = await openFeatures({
    config,
    database,
    queue,
    seal,
    hash,
    knowledge,
    words,
    desk,
    colleagues,
    files,
    edges,
    heirs,
    now,
  });

  const receive = createReceive({ database, queue, seal, hash });
  const learn = createLearn({ database, queue, seal, hash });
  const takeTurns = createTakeTurns({
    database,
    queue,
    seal,
    hash,
    now: Date.now,
    think: createThink({
      database,
      features,
      seal,
      ears: { ...knowledge, languages: words.languages },
      say: words.say,
      editsInPlace: name => edges.of(name)?.editsInPlace === true,
    }),
    apology: (language = 'en') => ({ text: words.say(language, 'setAside'), language }),
    onSlow({ channel: name, addressSealed }) {
      void edges.of(name)?.showTyping(String(seal.open(addressSealed)));
    },
    onTurn(thought, tookMs) {
      const channel = thought.conversation.channel;
      metrics.turns.inc({ channel, feature: thought.feature });
      metrics.turnSeconds.observe({ channel }, (Date.now() - thought.utterance.lastReceivedAtMs) / 1000);
      if (thought.understood) metrics.answers.inc({ band: thought.understood.band, language: thought.heard.language });
      if (thought.replies.some(({ language }) => language !== thought.heard.language)) {
        metrics.missingTranslations.inc({ language: thought.heard.language });
      }
      playground?.show(traceOf(thought, tookMs));
    },
  });
  const deliver = createDeliver({
    database,
    queue,
    seal,
    hash,
    readFile: files.read,
    fileNotShown: language => words.say(language, 'file.notShown'),
    now: Date.now,
    channels: new Map(edges.all.map(channel => [channel.name, { channel, pacer: new Pacer(channel.pace) }])),
    onFate(channel, result, reason, isRepeat) {
      metrics.deliveries.inc({ channel, result, reason: reason ?? '' });
      if (isRepeat) metrics.repeatedDeliveries.inc({ channel });
    },
  });

  await queue.start(error => log.error({ err: error }, 'the queue met an error and goes on'));
  if (config.role !== 'worker') await takeOver({ database, queue, seal, hash, now: Date.now }, heirs);
  await queue.work('turns', takeTurns);
  await queue.work('deliveries', deliver);
  await queue.work('shows', createShow({ database, queue, seal, hash, features }));
  await queue.work(
    'feeds',
    createFeed({ database, queue, seal, hash, features, channels: new Map(edges.all.map(openChannelOf)), now }),
  );
  await queue.nightly('retention', () => deleteOldMessages(database, config.keepMessagesDays, Date.now()));
  playground?.clock.onWound(() => void queue.soon('tick'));
  await queue.everyMinute('tick', createTick({ database, queue, seal, hash, features, now }));
  const web =
    config.role === 'all'
      ? await startWebServer({
          ...config.web,
          metrics,
          health: async () => ({
            database: await database.prisma.$queryRaw`SELECT 1`.then(
              () => true,
              () => false,
            ),
            queue: queue.isUp(),
            ...Object.fromEntries(edges.all.map(channel => [channel.name, channel.ready()])),
          }),
          mounts: {
            ...(playground && { '/playground': playground.routes }),
            ...(edges.telegram &&
              config.telegram?.webhook && {
                '/telegram': telegramWebhook(edges.telegram, config.telegram.webhook.secretToken),
              }),
            ...(edges.slack?.routes && { '/slack': edges.slack.routes }),
            ...(edges.whatsappWeb && { '/whatsapp': edges.whatsappWeb.routes }),
            ...(edges.whatsappCloud && { '/whatsapp': edges.whatsappCloud.routes }),
          },
        })
      : undefined;
  if (config.role !== 'worker') {
    await addFirstStaff(database, { hash, seal }, firstStaffOf(config, playground, desk));
    await begin();
    if (playground) await addFirstRooms(database, playground.slackCast);
    if (config.slack && (await colleagues.all()).length === 0)
      log.warn('nobody is on the staff, so that nobody sees a case: set SLACK_LEADS to the first lead and start again');
  }
  // Last, when everything behind them stands: now people can write.
  if (config.role !== 'worker') await Promise.all(edges.all.map(channel => channel.start(receive, learn)));
  // A worker has not opened them, and cannot tell.
  const endWatch = config.role === 'worker' ? undefined : watchOutages({ database, queue }, edges.all, Date.now);
  if (web)
    await playground?.whatsapp.subscribe(
      `http://${config.web.host === '0.0.0.0' ? '127.0.0.1' : config.web.host}:${web.port}/whatsapp`,
      PLAYGROUND_VERIFY_TOKEN,
    );

  return {
    url: web && `http://${config.web.host}:${web.port}`,
    hasPlayground: playground !== undefined,
    async stop() {
      // Before they stop, which is no outage.
      await endWatch?.();
      await Promise.all(edges.all.map(channel => channel.stop()));
      await web?.stop();
      await queue.stop(STOP_SECONDS);
      await playground?.stop();
      await database.close();
    },
  };
}

/** How a channel may be written to unasked. */
function openChannelOf({ name, pace, needsTemplate = false }: Channel): [string, OpenChannel] {
  return [name, { messagesPerSecond: pace.messagesPerSecond, needsTemplate }];
}

/** Those whom the settings name are leads; in the playground its people are what they are called. */
function firstStaffOf(config: Config, playground: Playground | undefined, desk: DeskWords): FirstStaff[] {
  const leads = config.slackLeads.map((slackId, index) => ({
    slackId,
    name: desk.say('staff.firstLead', { number: index + 1 }),
    role: 'lead' as const,
  }));
  const cast = playground?.slackCast.staff ?? [];
  return [...leads, ...cast.map(({ person: { user }, role }) => ({ slackId: user.id, name: user.real_name, role }))];
}
