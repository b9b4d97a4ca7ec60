import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSteering } from '../../src/conversation/read-steering.ts';
import type { Database } from '../../src/database/database.ts';
import { Seal } from '../../src/database/seal.ts';
import type { Transaction } from '../../src/database/transaction.ts';
import { caseSettingsStore } from '../../src/features/case-settings-store.ts';
import { readBankHolidays } from '../../src/features/cases/bank-holidays.ts';
import type { CaseFile } from '../../src/features/cases/case-file.ts';
import { type CaseStore, createCaseStore } from '../../src/features/cases/case-store.ts';
import { type CaseWrites, createCaseWrites } from '../../src/features/cases/case-writes.ts';
import { type Casework, createCasework } from '../../src/features/cases/casework.ts';
import { createColleagues } from '../../src/features/colleagues.ts';
import { createConsents } from '../../src/features/consents.ts';
import type { Feature, FeatureTurn, Heard, TimelyTurn } from '../../src/features/feature.ts';
import { createDrawHandle } from '../../src/features/handle.ts';
import { createLinkedChats } from '../../src/features/linked-chats.ts';
import { createFindPersonalDetails, loadPersonalWords } from '../../src/features/personal-details.ts';
import { createPrivacy } from '../../src/features/privacy/privacy-flow.ts';
import { createCountKept } from '../../src/features/privacy/privacy-store.ts';
import { createRecentDanger } from '../../src/features/recent-danger.ts';
import { createSafety } from '../../src/features/safety/safety-flow.ts';
import { createAreaOf } from '../../src/knowledge/areas.ts';
import { loadCardLibrary } from '../../src/knowledge/card-library.ts';
import type { CrisisKind } from '../../src/knowledge/crisis.ts';
import type { FoundCrisis } from '../../src/knowledge/crisis-finder.ts';
import { readGazetteer } from '../../src/knowledge/gazetteer.ts';
import { createPlaceFinder } from '../../src/knowledge/places.ts';
import { type Reading, readingOf } from '../../src/knowledge/reading.ts';
import type { Found } from '../../src/knowledge/search.ts';
import { createWordReader, loadSteeringForms } from '../../src/knowledge/words.ts';
import { createFileStore, type FileStore } from '../../src/media/file-store.ts';
import type { TakenFile } from '../../src/media/take-file.ts';
import type { FormValues } from '../../src/messages/form.ts';
import type { InboundContent, MediaRef } from '../../src/messages/inbound.ts';
import type { Reply } from '../../src/messages/reply.ts';
import type { Post } from '../../src/messages/turn.ts';
import { loadDeskWords } from '../../src/words/desk-words.ts';
import { loadWords } from '../../src/words/words.ts';
import { CACHE } from './cache.ts';
import { heard } from './heard.ts';
import { openTestDatabase } from './test-database.ts';

const ROOT = join(import.meta.dirname, '../..');
const LOCALES = join(ROOT, 'locales');
const SEED = join(ROOT, 'prisma/seed');
const gazetteer = readGazetteer(SEED);
/** A Tuesday, in office hours. */
export const TUESDAY_NOON = new Date('2026-11-24T12:00:00Z');
export const ROOM = 'C0CASEWORK';
const HOPS_MAX = 3;

/** What came of something that a member did. */
export interface Answer {
  replies: Reply[];
  /** All that the replies say. */
  text: string;
  posts: Post[];
  shows: string[];
  /** The feature that had the last word: `faq` is where the bot answers as if there were no case. */
  feature: string;
}

/** Somebody who writes to the bot. */
export interface Member {
  personId: string;
  conversationId: string;
  says(text: string, changes?: Partial<Heard>): Promise<Answer>;
  presses(choiceId: string): Promise<Answer>;
  fills(formId: string, values: FormValues): Promise<Answer>;
  sends(media: Partial<MediaRef>, caption?: string): Promise<Answer>;
  does(content: InboundContent, changes?: Partial<Heard>): Promise<Answer>;
  case(): Promise<CaseFile>;
}

/** Casework on a real database, with the features around it that it hands over to, and a clock that a test moves. */
export interface CaseworkUnderTest {
  database: Database;
  seal: Seal;
  casework: Casework;
  cases: CaseStore;
  writes: CaseWrites;
  files: FileStore;
  clock: { at: Date };
  /** What the next file becomes that somebody sends. */
  taken: { next: TakenFile };
  member(language?: string): Promise<Member>;
  /** Somebody on the staff, by their id. */
  hire(name: string): Promise<string>;
  tick(): Promise<TimelyTurn[]>;
  commit(turn: Pick<FeatureTurn, 'writes' | 'posts'>): Promise<void>;
  /** As when numbers to call were given for these words. */
  keepDanger(conversationId: string, kind: CrisisKind, words: string): Promise<void>;
  /** Where cases go; without it, nowhere. */
  setRoom(roomId: string | undefined): Promise<void>;
  stop(): Promise<void>;
}

/** Two ways to sound in danger, so that no model is needed to hear them. */
function findCrisis(said: string | Reading): FoundCrisis | undefined {
  const { text } = readingOf(said);
  if (text.includes('he is beating me')) return { kind: 'violence-now', isPlain: true, why: 'test' };
  if (text.includes('kill myself')) return { kind: 'self-harm', isPlain: true, why: 'test' };
  if (text.includes('no house')) return { kind: 'homeless-tonight', isPlain: false, why: 'test' };
  return undefined;
}

/** No card is plainly about anything. */
const find = (_: unknown, language: string): Found => ({ band: 'unknown', candidates: [], why: 'test', language });

export async function startCasework(): Promise<CaseworkUnderTest> {
  const directory = mkdtempSync(join(tmpdir(), 'folding-chair-casework-'));
  const database = await openTestDatabase(directory);
  const { prisma } = database;
  const seal = new Seal([randomBytes(32)]);
  const clock = { at: TUESDAY_NOON };
  const now = () => clock.at.getTime();
  const words = await loadWords(LOCALES, () => {});
  const taken: CaseworkUnderTest['taken'] = { next: { refused: 'unknown' } };
  const files = createFileStore(database, seal);
  const deskWords = await loadDeskWords(LOCALES);
  const colleagues = createColleagues(database, seal);
  const recentDanger = createRecentDanger(database, seal);
  const casework = createCasework({
    database,
    seal,
    localesDirectory: LOCALES,
    drawHandle: createDrawHandle(SEED),
    findPlace: createPlaceFinder(gazetteer),
    findPersonalDetails: createFindPersonalDetails(loadPersonalWords(LOCALES), createPlaceFinder(gazetteer)),
    areaOf: createAreaOf(gazetteer),
    bankHolidays: readBankHolidays(SEED),
    library: loadCardLibrary(LOCALES, CACHE),
    words,
    deskWords,
    findCrisis,
    recentDanger: recentDanger.of,
    charity: { name: 'Charity', contact: '0000' },
    colleagues,
    files,
    takeFile: async () => taken.next,
    preview: ({ text }) => [text],
    organiserPage: async () => ({ text: 'the page of organisers', language: 'en', onHomePage: true }),
    warnings: async () => [],
    elsewhere: { channels: [], afterMinutes: 15 },
    now,
  });
  const cases = createCaseStore(database, seal, async () => 'test-handle 10');
  const faq: Feature = {
    name: 'faq',
    state: casework.feature.state,
    think: () => ({ replies: [{ text: 'the bot answers', language: 'en' }], next: 'start' }),
  };
  const privacy = createPrivacy({
    words,
    desk: deskWords,
    colleagues,
    countKept: createCountKept(database),
    areaOf: createAreaOf(gazetteer),
    forgotten: casework.forgotten,
    linkedChats: createLinkedChats(database),
    consents: createConsents(database),
    keepMessagesDays: 7,
  });
  const features = new Map(
    [createSafety({ findCrisis, find, words, keepDanger: recentDanger.keep }), casework.feature, privacy, faq].map(
      each => [each.name, each as Feature],
    ),
  );
  const readWord = createWordReader(loadSteeringForms(LOCALES));

  async function commit({ writes = [], posts = [] }: Pick<FeatureTurn, 'writes' | 'posts'>): Promise<void> {
    await prisma.$transaction(async transaction => {
      for (const write of writes) await write.apply(transaction);
      for (const post of posts) await keep(transaction, post);
    });
  }

  /** As the outbox does: what is posted waits in the conversation of the room, and never goes. */
  async function keep(transaction: Transaction, { to, reply, trackId }: Post): Promise<void> {
    const conversationId = 'conversationId' in to ? to.conversationId : await roomConversation(transaction, to.roomId);
    await transaction.outboundMessage.create({
      data: {
        conversationId,
        bodySealed: seal.seal({ reply }),
        createdAt: clock.at,
        expiresAt: new Date(now() + 86_400_000),
        trackId: trackId ?? null,
      },
    });
  }

  async function roomConversation(transaction: Transaction, roomId: string): Promise<string> {
    const data = { channel: 'slack', addressHash: Buffer.from(roomId), addressSealed: seal.seal(roomId) };
    const { id } = await transaction.conversation.upsert({
      where: { channel_addressHash: { channel: data.channel, addressHash: data.addressHash } },
      create: data,
      update: {},
    });
    return id;
  }

  async function newPerson(channel: string): Promise<{ personId: string; conversationId: string }> {
    const { id: personId } = await prisma.person.create({ data: {} });
    const { id: conversationId } = await prisma.conversation.create({
      data: { personId, channel, addressHash: randomBytes(32), addressSealed: seal.seal(personId) },
    });
    return { personId, conversationId };
  }

  async function member(language = 'en'): Promise<Member> {
    const { personId, conversationId } = await newPerson('telegram');
    let waiting: { feature: string; data: unknown } | undefined;
    /** What is kept while another feature has the word, as the spine does. */
    let aside: typeof waiting;

    async function does(content: InboundContent, changes: Partial<Heard> = {}): Promise<Answer> {
      const said = content.kind === 'text' || content.kind === 'edit' ? content.text : undefined;
      const { word } = said === undefined ? {} : readSteering(said, language, [], readWord);
      const text = content.kind === 'media' ? content.caption : said;
      let hears: Heard = {
        ...heard({ sender: { personId, conversationId, languageChosen: false, language }, language, content }),
        sentAtMs: now(),
        ...(text !== undefined && { text }),
        ...(word && { word }),
        ...changes,
      };
      const answer: Answer = { replies: [], text: '', posts: [], shows: [], feature: '' };
      const writes: FeatureTurn['writes'] = [];
      let feature = await ownerOf(hears);
      const before = [waiting, aside].find(each => each?.feature === feature.name);
      if (waiting && features.get(waiting.feature)?.keeps?.(waiting.data)) aside = waiting;
      if (aside?.feature === feature.name) aside = undefined;
      let state = before?.data;
      for (let hop = 0; hop < HOPS_MAX; hop++) {
        const turn = await feature.think(hears, state);
        answer.replies.push(...turn.replies);
        answer.posts.push(...(turn.posts ?? []));
        answer.shows.push(...(turn.shows ?? []));
        answer.feature = feature.name;
        writes.push(...(turn.writes ?? []));
        waiting =
          turn.next !== 'start' && 'wait' in turn.next ? { feature: feature.name, data: turn.next.wait } : undefined;
        if (turn.next === 'start' || 'wait' in turn.next) break;
        hears = { ...hears, handedOver: turn.next.with };
        feature = features.get(turn.next.goTo) as Feature;
        state = undefined;
      }
      answer.text = answer.replies.map(reply => reply.text).join('\n\n');
      await commit({ writes, posts: answer.posts });
      return answer;
    }

    async function ownerOf(hears: Heard): Promise<Feature> {
      const { content } = hears;
      const id = content.kind === 'choice' ? content.choiceId : content.kind === 'form' ? content.formId : undefined;
      const owner = id && features.get(id.split(':')[0] ?? '');
      if (owner) return owner;
      for (const feature of features.values()) if (await feature.claims?.(hears)) return feature;
      return features.get(waiting?.feature ?? 'faq') ?? faq;
    }

    return {
      personId,
      conversationId,
      does,
      says: (text, changes) => does({ kind: 'text', text }, changes),
      presses: choiceId => does({ kind: 'choice', choiceId, messageId: '1' }),
      fills: (formId, values) => does({ kind: 'form', formId, values }),
      sends: (media, caption) =>
        does({
          kind: 'media',
          media: { kind: 'photo', fileId: 'platform-file', ...media },
          ...(caption !== undefined && { caption }),
        }),
      async case() {
        const [newest] = await cases.ofPerson(personId);
        if (!newest) throw new Error('The member has no case.');
        return newest;
      },
    };
  }

  const underTest: CaseworkUnderTest = {
    database,
    seal,
    casework,
    cases,
    writes: createCaseWrites(seal, async transaction => (await casework.office(transaction)).clocks),
    files,
    clock,
    taken,
    member,
    commit,
    async keepDanger(conversationId, kind, text) {
      const sender = { personId: '', conversationId, languageChosen: false };
      await commit({ writes: [recentDanger.keep(heard({ sender, text, sentAtMs: now() }), kind)] });
    },
    async hire(name) {
      const { personId } = await newPerson('slack');
      await prisma.staff.create({
        data: { personId, nameSealed: seal.seal(name), role: 'caseworker', languages: ['en'], regions: [] },
      });
      return personId;
    },
    async tick() {
      const turns = (await casework.feature.tick?.(now())) ?? [];
      for (const turn of turns) await commit(turn);
      return turns;
    },
    async setRoom(roomId) {
      await commit({
        writes: [
          caseSettingsStore.change(({ fallbackChannelId: _old, ...rest }) => ({
            ...rest,
            ...(roomId && { fallbackChannelId: roomId }),
          })),
        ],
      });
      // The office is read anew after ten seconds.
      clock.at = new Date(now() + 11_000);
    },
    async stop() {
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  await underTest.setRoom(ROOM);
  clock.at = TUESDAY_NOON;
  return underTest;
}
