import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ActionKind } from '../../src/features/action-kinds.ts';
import { type BroadcastFile, segment } from '../../src/features/broadcasts/broadcast-file.ts';
import { createBroadcasts } from '../../src/features/broadcasts/broadcasts.ts';
import { type Colleague, createColleagues } from '../../src/features/colleagues.ts';
import type { Feature, FeatureTurn, Heard, TimelyTurn } from '../../src/features/feature.ts';
import { organisingSettings, organisingSettingsStore } from '../../src/features/organising-settings.ts';
import { readGazetteer } from '../../src/knowledge/gazetteer.ts';
import type { Translator } from '../../src/language-model/translator.ts';
import type { FormValues } from '../../src/messages/form.ts';
import { Overtaken } from '../../src/messages/turn.ts';
import { carryOut } from '../../src/outbox/carry-out.ts';
import type { TelegramMember } from '../../src/playground/telegram/telegram-member.ts';
import { loadDeskWords } from '../../src/words/desk-words.ts';
import { loadWords } from '../../src/words/words.ts';
import { heard } from './heard.ts';
import { answer, type Spine, startSpine } from './spine.ts';
import { until } from './until.ts';

const ROOT = join(import.meta.dirname, '../..');
/** A Friday, at noon. */
export const NOON_MS = Date.parse('2026-11-27T12:00:00Z');
const FIRST_USER_ID = 50_000;

/** Somebody who may get broadcasts. */
export interface HouseMember {
  member: TelegramMember;
  personId: string;
  conversationId: string;
  /** What the bot wrote to them. */
  texts(): string[];
}

/** Broadcasts on the real spine and the real outbox, with people and staff that a test asks for. */
export interface BroadcastHouse {
  spine: Spine;
  feature: Feature;
  /** The clock of what is sent when, to be moved. */
  clock: { ms: number };
  /** @param given of the person; `kinds` are what they agreed to. */
  join(given?: {
    language?: string;
    kinds?: ActionKind[];
    nation?: 'England' | 'Wales';
    outcode?: string;
  }): Promise<HouseMember>;
  /** Somebody agrees to hear of trainings. */
  agree(personId: string, kinds?: ActionKind[]): Promise<void>;
  hire(changes?: Partial<Pick<Colleague, 'role' | 'regions' | 'name'>>): Promise<Colleague>;
  /** A broadcast that somebody has written. */
  write(
    changes?: Partial<Omit<BroadcastFile, 'texts'>> & {
      texts?: { language: string; words: string; isMachine?: boolean }[];
    },
  ): Promise<string>;
  /** Somebody on the staff does something; overtaken, it is thought again, as the spine does. */
  act(who: Pick<Colleague, 'staffId'>, changes: Partial<Heard>): Promise<FeatureTurn>;
  press(who: Pick<Colleague, 'staffId'>, choiceId: string): Promise<FeatureTurn>;
  submit(who: Pick<Colleague, 'staffId'>, formId: string, values?: FormValues): Promise<FeatureTurn>;
  /** What time alone brings is done. */
  takeTurn(turn: TimelyTurn): Promise<void>;
  /** Resolves when a broadcast has come to a state. */
  reach(id: string, status: BroadcastFile['status']): Promise<void>;
  /** How many of its people are in which state, with the reason. */
  results(id: string): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

export async function startBroadcastHouse(
  options: Parameters<typeof startSpine>[2] & { secondPersonAbove?: number; translate?: Translator } = {},
): Promise<BroadcastHouse> {
  const clock = { ms: NOON_MS };
  const deskWords = await loadDeskWords(join(ROOT, 'locales'));
  const words = await loadWords(join(ROOT, 'locales'), () => {});
  let made: Feature | undefined;
  const spine = await startSpine(({ text = '' }) => answer(`You said: ${text}`), Date.now, {
    ...options,
    async makeFeatures({ database, seal }) {
      made = createBroadcasts({
        database,
        seal,
        gazetteer: readGazetteer(join(ROOT, 'prisma/seed')),
        colleagues: createColleagues(database, seal),
        words,
        deskWords,
        translate: options.translate,
        preview: ({ text }) => [text],
        now: () => clock.ms,
      });
      const { feed, tick } = made;
      // What is sent when goes by the test's clock, what is sent at all by the wall's.
      return [
        {
          ...made,
          ...(feed && { feed: (transaction, channels) => feed(transaction, channels, clock.ms) }),
          ...(tick && { tick: () => tick(clock.ms) }),
        },
      ];
    },
  });
  const feature = made;
  if (!feature) throw new Error('The room of broadcasts was not made.');
  const { database, seal, hash, queue } = spine;
  const { prisma } = database;
  const { secondPersonAbove = 1_000_000 } = options;
  const change = organisingSettingsStore.change(() =>
    organisingSettings.parse({ fallbackChannelId: 'C0001', secondPersonAbove }),
  );
  await prisma.$transaction(transaction => change.apply(transaction));
  let lastUserId = FIRST_USER_ID;

  // Slack is not here: what is posted to its rooms is looked at in the turn.
  const takeTurn = (turn: TimelyTurn) =>
    prisma.$transaction(transaction =>
      carryOut({ queue, seal, hash }, transaction, [{ ...turn, posts: [], shows: [] }]),
    );

  const act: BroadcastHouse['act'] = async ({ staffId }, changes) => {
    const turn = await feature.think(
      heard({
        sender: { personId: staffId, conversationId: 'theirs', languageChosen: false },
        place: 'room',
        channel: 'slack',
        roomId: 'C0001',
        hasWindow: true,
        ...changes,
      }),
      undefined,
    );
    try {
      // Slack is not here: what is posted to its rooms is looked at in the turn.
      await prisma.$transaction(transaction =>
        carryOut({ queue, seal, hash }, transaction, [{ ...turn, posts: [], shows: [] }]),
      );
      return turn;
    } catch (error) {
      if (error instanceof Overtaken) return act({ staffId }, changes);
      throw error;
    }
  };

  const agree = async (personId: string, kinds: ActionKind[] = ['training']) => {
    const consent = { personId, channel: 'telegram', wordsKey: 'test', language: 'en', wordsHash: 'test' };
    await prisma.consent.createMany({ data: kinds.map(kind => ({ ...consent, kind })) });
  };

  return {
    spine,
    feature,
    clock,
    act,
    agree,
    takeTurn,
    press: (who, choiceId) => act(who, { content: { kind: 'choice', choiceId, messageId: '1.1' } }),
    submit: (who, formId, values = {}) => act(who, { content: { kind: 'form', formId, values } }),

    async join({ language, kinds, nation, outcode } = {}) {
      const userId = lastUserId++;
      const member = spine.telegram.user(userId);
      member.say('/start');
      await member.waitForMessage(message => message.from?.is_bot === true);
      const { id: conversationId, personId } = await prisma.conversation.findUniqueOrThrow({
        where: { channel_addressHash: { channel: 'telegram', addressHash: hash('telegram', String(userId)) } },
      });
      if (!personId) throw new Error('Whoever writes is a person.');
      const known = { ...(language && { language }), ...(nation && { nation }), ...(outcode && { outcode }) };
      await prisma.person.update({ where: { id: personId }, data: known });
      await agree(personId, kinds);
      const texts = () =>
        member.messages().flatMap(message => (message.from?.is_bot && message.text ? [message.text] : []));
      return { member, personId, conversationId, texts };
    },

    async hire({ name = 'organiser 1', role = 'organiser', regions = [] } = {}) {
      const { id: staffId } = await prisma.person.create({ data: {} });
      const { id: conversationId } = await prisma.conversation.create({
        data: { personId: staffId, channel: 'slack', addressHash: randomBytes(32), addressSealed: seal.seal('U0001') },
      });
      await prisma.staff.create({ data: { personId: staffId, nameSealed: seal.seal(name), role, regions } });
      const rest = { languages: [], iaaLevel: 0, away: false, onCall: false } as const;
      return { ...rest, languages: [], staffId, name, role, regions, conversationId };
    },

    async write(changes = {}) {
      const { id = randomUUID(), kind = 'training', authorId = randomUUID(), texts, agreedById } = changes;
      await prisma.broadcast.create({
        data: {
          id,
          kind,
          segment: changes.segment ?? segment.parse({}),
          createdById: authorId,
          agreedById: agreedById ?? null,
          roomId: 'C0001',
          texts: { create: texts ?? [{ language: 'en', words: 'Come on Thursday.' }] },
        },
      });
      return id;
    },

    async reach(id, status) {
      await until(async () => (await prisma.broadcast.findUniqueOrThrow({ where: { id } })).status === status);
    },

    async results(id) {
      const rows = await prisma.broadcastRecipient.findMany({ where: { broadcastId: id } });
      const names = rows.map(({ status, reason }) => (reason ? `${status}: ${reason}` : status));
      return Object.fromEntries([...Map.groupBy(names, name => name)].map(([name, all]) => [name, all.length]));
    },

    stop: () => spine.stop(),
  };
}
