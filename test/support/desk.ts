import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/database/database.ts';
import { Seal } from '../../src/database/seal.ts';
import type { Transaction } from '../../src/database/transaction.ts';
import { type CaseSettings, caseSettings } from '../../src/features/case-settings.ts';
import { readBankHolidays } from '../../src/features/cases/bank-holidays.ts';
import type { CaseDesk } from '../../src/features/cases/case-desk.ts';
import type { CaseFile } from '../../src/features/cases/case-file.ts';
import { type CaseStore, createCaseStore } from '../../src/features/cases/case-store.ts';
import { type CaseWrites, createCaseWrites } from '../../src/features/cases/case-writes.ts';
import { createDesk } from '../../src/features/cases/desk-flow.ts';
import { createMemberNews } from '../../src/features/cases/member-news.ts';
import { createOffice } from '../../src/features/cases/office.ts';
import { type Colleague, createColleagues } from '../../src/features/colleagues.ts';
import type { FeatureTurn, FeatureWrite, Heard } from '../../src/features/feature.ts';
import { createDrawHandle } from '../../src/features/handle.ts';
import { createDeadlineRadar } from '../../src/knowledge/deadline-radar.ts';
import { loadDeadlineWords } from '../../src/knowledge/deadline-radar-words.ts';
import type { Translator } from '../../src/language-model/translator.ts';
import { createFileStore, type FileStore } from '../../src/media/file-store.ts';
import type { TakenFile } from '../../src/media/take-file.ts';
import type { FormValues } from '../../src/messages/form.ts';
import type { Reply } from '../../src/messages/reply.ts';
import type { Post } from '../../src/messages/turn.ts';
import { type DeskWords, loadDeskWords } from '../../src/words/desk-words.ts';
import { loadWords, type Words } from '../../src/words/words.ts';
import { heard } from './heard.ts';
import { openTestDatabase } from './test-database.ts';

const ROOT = join(import.meta.dirname, '../..');
const NO_NAMES = join(ROOT, 'prisma/seed');
/** A Friday, in office hours. */
export const NOON = new Date('2026-11-27T12:00:00Z');

/** The desk on a real database, with staff and members that a test asks for. */
export interface DeskUnderTest {
  database: Database;
  seal: Seal;
  desk: CaseDesk;
  cases: CaseStore;
  writes: CaseWrites;
  files: FileStore;
  words: Words;
  deskWords: DeskWords;
  /** The clock, to be moved: a second passes with each thing that somebody does. */
  clock: { at: Date };
  settings: CaseSettings;
  /** What the next files become that somebody sends. */
  taken: TakenFile[];
  /** What leads should see to. */
  warnings: string[];
  hire(changes?: Partial<Colleague>): Promise<Colleague>;
  openCase(changes?: Partial<CaseFile>, words?: string): Promise<CaseFile>;
  /** Makes a turn true, as the spine does; `Overtaken` goes through. */
  commit(turn: Pick<FeatureTurn, 'writes' | 'posts' | 'takesBack'>): Promise<void>;
  /** Somebody on the staff does something, and it is made true. */
  act(who: Pick<Colleague, 'staffId'>, changes: Partial<Heard>): Promise<FeatureTurn>;
  press(who: Pick<Colleague, 'staffId'>, choiceId: string, changes?: Partial<Heard>): Promise<FeatureTurn>;
  submit(
    who: Pick<Colleague, 'staffId'>,
    formId: string,
    values: FormValues,
    changes?: Partial<Heard>,
  ): Promise<FeatureTurn>;
  close(): Promise<void>;
}

/** @param options `translate` where a model is configured. */
export async function startDesk({ translate }: { translate?: Translator } = {}): Promise<DeskUnderTest> {
  const directory = mkdtempSync(join(tmpdir(), 'folding-chair-desk-'));
  const database = await openTestDatabase(directory);
  const { prisma } = database;
  const seal = new Seal([randomBytes(32)]);
  const clock = { at: NOON };
  const settings = caseSettings.parse({ fallbackChannelId: 'C0001' });
  const words = await loadWords(join(ROOT, 'locales'), () => {});
  const deskWords = await loadDeskWords(join(ROOT, 'locales'));
  const drawHandle = createDrawHandle(NO_NAMES);
  const cases = createCaseStore(database, seal, drawHandle);
  const office = createOffice(
    async () => settings,
    readBankHolidays(NO_NAMES),
    () => clock.at.getTime(),
  );
  const writes = createCaseWrites(seal, async () => (await office()).clocks);
  const files = createFileStore(database, seal);
  const taken: TakenFile[] = [];
  const warnings: string[] = [];
  const desk = createDesk({
    prisma,
    seal,
    cases,
    writes,
    files,
    colleagues: createColleagues(database, seal),
    say: deskWords.say,
    words,
    news: createMemberNews(words),
    office,
    preview: ({ text }) => text.split('\n\n'),
    organiserPage: async () => ({ text: 'the page of organisers', language: 'en', onHomePage: true }),
    translate,
    takeFile: async () => taken.shift() ?? { refused: 'unknown' },
    warnings: async () => warnings,
    elsewhere: { channels: [], afterMinutes: 15 },
    findDeadlines: createDeadlineRadar(loadDeadlineWords(join(ROOT, 'locales'))),
    now: () => clock.at,
  });

  async function personWithChat(channel: string): Promise<{ personId: string; conversationId: string }> {
    const { id: personId } = await prisma.person.create({ data: {} });
    const { id: conversationId } = await prisma.conversation.create({
      data: { personId, channel, addressHash: randomBytes(32), addressSealed: seal.seal(`${channel}-${personId}`) },
    });
    return { personId, conversationId };
  }

  async function commit({ writes: all = [], posts = [], takesBack = [] }: Parameters<DeskUnderTest['commit']>[0]) {
    await prisma.$transaction(async (transaction: Transaction) => {
      for (const write of all) await write.apply(transaction);
      for (const post of posts) if (post.trackId && 'conversationId' in post.to) await keep(transaction, post);
      await transaction.outboundMessage.updateMany({
        where: { trackId: { in: takesBack }, status: 'queued' },
        data: { status: 'takenBack' },
      });
    });
  }

  async function keep(transaction: Transaction, { to, trackId, reply, afterSeconds = 0 }: Post) {
    if (!('conversationId' in to)) return;
    await transaction.outboundMessage.create({
      data: {
        conversationId: to.conversationId,
        bodySealed: seal.seal({ reply }),
        expiresAt: new Date(clock.at.getTime() + 86_400_000),
        sendAfter: new Date(clock.at.getTime() + afterSeconds * 1000),
        trackId: trackId ?? null,
      },
    });
  }

  const act: DeskUnderTest['act'] = async ({ staffId }, changes) => {
    clock.at = new Date(clock.at.getTime() + 1000);
    const turn = await desk.think(
      heard({
        sender: { personId: staffId, conversationId: 'theirs', languageChosen: false },
        place: 'room',
        channel: 'slack',
        roomId: 'C0001',
        ...changes,
      }),
    );
    await commit(turn);
    return turn;
  };

  return {
    database,
    seal,
    desk,
    cases,
    writes,
    files,
    words,
    deskWords,
    clock,
    settings,
    taken,
    warnings,
    commit,
    act,
    press: (who, choiceId, changes = {}) =>
      act(who, { content: { kind: 'choice', choiceId, messageId: '1.1' }, ...changes }),
    submit: (who, formId, values, changes = {}) => act(who, { content: { kind: 'form', formId, values }, ...changes }),

    async hire(changes = {}) {
      const { personId, conversationId } = await personWithChat('slack');
      const colleague: Colleague = {
        staffId: personId,
        name: 'caseworker 1',
        role: 'caseworker',
        languages: ['en'],
        regions: [],
        iaaLevel: 0,
        away: false,
        onCall: false,
        ...changes,
        conversationId,
      };
      await prisma.staff.create({
        data: {
          personId,
          nameSealed: seal.seal(colleague.name),
          role: colleague.role,
          languages: colleague.languages,
          regions: colleague.regions,
          iaaLevel: colleague.iaaLevel,
          iaaExpires: colleague.iaaExpires ? new Date(colleague.iaaExpires) : null,
          isAway: colleague.away,
          isOnCall: colleague.onCall,
        },
      });
      return { ...colleague, staffId: personId };
    },

    async openCase(changes = {}, said = 'my landlord wants me to leave') {
      const { personId, conversationId } = await personWithChat('telegram');
      const file: CaseFile = {
        id: randomUUID(),
        reference: await cases.newReference(),
        handle: await cases.handleOf(personId),
        personId,
        conversationId,
        channel: 'telegram',
        roomId: 'C0001',
        topic: 'housing',
        level: 'E1',
        language: 'en',
        intake: {},
        openedAt: clock.at,
        waitingSince: clock.at,
        climbed: 0,
        withBot: false,
        ...changes,
      };
      const open: FeatureWrite = writes.open(file, [
        { id: randomUUID(), kind: 'opened', at: clock.at },
        { id: randomUUID(), kind: 'memberSaid', at: clock.at, text: said },
      ]);
      await commit({ writes: [open] });
      const opened = await cases.byId(file.id);
      if (!opened) throw new Error('The case was not opened.');
      return opened;
    },

    async close() {
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** All that a turn's replies say, with their windows and buttons. */
export function textOf(replies: Reply[]): string {
  return replies
    .flatMap(({ text, sections = [], form }) => [
      text,
      ...sections.map(section => section.text),
      ...(form?.fields ?? []).map(({ label }) => label),
    ])
    .join('\n');
}

/** The ids of all buttons of a reply. */
export function choicesOf(reply: Reply | undefined): string[] {
  return [...(reply?.sections ?? []).flatMap(({ choices = [] }) => choices), ...(reply?.choices ?? [])].map(
    ({ id }) => id,
  );
}
