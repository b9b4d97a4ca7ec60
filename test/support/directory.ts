import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/database/database.ts';
import { Seal } from '../../src/database/seal.ts';
import { type Colleague, createColleagues } from '../../src/features/colleagues.ts';
import { createDirectory } from '../../src/features/directory/directory-flow.ts';
import { importFirstGroups } from '../../src/features/directory/import/first-groups.ts';
import { createResolvePlaces } from '../../src/features/directory/import/resolve-places.ts';
import { createIntroductionStore, type IntroductionStore } from '../../src/features/directory/introduction-store.ts';
import type { DirectoryState } from '../../src/features/directory/member-flow.ts';
import { createOrganisationStore, type OrganisationStore } from '../../src/features/directory/organisation-store.ts';
import type { Feature, FeatureTurn, Heard, TimelyTurn } from '../../src/features/feature.ts';
import { createDrawHandle } from '../../src/features/handle.ts';
import { type OrganisingSettings, organisingSettings } from '../../src/features/organising-settings.ts';
import { createFindPersonalDetails, loadPersonalWords } from '../../src/features/personal-details.ts';
import { createAreaFinder, createAreaOf } from '../../src/knowledge/areas.ts';
import { type Gazetteer, readGazetteer } from '../../src/knowledge/gazetteer.ts';
import { createPlaceFinder } from '../../src/knowledge/places.ts';
import type { FormValues } from '../../src/messages/form.ts';
import type { Reply } from '../../src/messages/reply.ts';
import type { Sender } from '../../src/messages/sender.ts';
import { type DeskWords, loadDeskWords } from '../../src/words/desk-words.ts';
import { loadWords } from '../../src/words/words.ts';
import { heard } from './heard.ts';
import { openTestDatabase } from './test-database.ts';

const ROOT = join(import.meta.dirname, '../..');
const SEED = join(ROOT, 'prisma/seed');
/** A Friday at noon, four days after the groups of the seed were checked. */
export const NOON = new Date('2026-11-27T12:00:00Z');
export const NORTH_WEST = { region: 'North West', role: 'North West organiser', channelId: 'CNW' } as const;

/** Somebody who writes to the directory: what they are known by changes as they are heard. */
export interface MemberOfDirectory {
  sender: Sender;
  says(text: string, changes?: Partial<Heard>): Promise<FeatureTurn>;
  presses(choiceId: string): Promise<FeatureTurn>;
  does(changes: Partial<Heard>): Promise<FeatureTurn>;
}

/** The directory on a real database, with the groups of the seed, as `bot.ts` makes it. */
export interface DirectoryUnderTest {
  database: Database;
  seal: Seal;
  gazetteer: Gazetteer;
  feature: Feature<DirectoryState>;
  organisations: OrganisationStore;
  introductions: IntroductionStore;
  settings: OrganisingSettings;
  say: DeskWords['say'];
  clock: { at: Date };
  member(language?: string, place?: Partial<Sender>): Promise<MemberOfDirectory>;
  hire(changes?: Partial<Colleague>): Promise<Colleague>;
  /** Somebody on the staff presses a button, fills in a form or types the command, with a window but for the command. */
  staff(who: Pick<Colleague, 'staffId'>, choiceId: string, changes?: Partial<Heard>): Promise<FeatureTurn>;
  fills(who: Pick<Colleague, 'staffId'>, formId: string, values: FormValues): Promise<FeatureTurn>;
  commands(who: Pick<Colleague, 'staffId'>, argument?: string): Promise<FeatureTurn>;
  commit(turn: TimelyTurn): Promise<void>;
  stop(): Promise<void>;
}

export async function startDirectory(): Promise<DirectoryUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'folding-chair-directory-'));
  const database = await openTestDatabase(folder);
  const { prisma } = database;
  const seal = new Seal([randomBytes(32)]);
  const clock = { at: NOON };
  const gazetteer = readGazetteer(SEED);
  const { say } = await loadDeskWords(join(ROOT, 'locales'));
  const settings = organisingSettings.parse({ organisers: [NORTH_WEST], fallbackChannelId: 'CALL' });
  const organisations = createOrganisationStore(database);
  const introductions = createIntroductionStore(database, seal);
  const feature = createDirectory({
    prisma,
    seal,
    organisations,
    introductions,
    settings: async () => settings,
    findAreas: createAreaFinder(gazetteer),
    areaOf: createAreaOf(gazetteer),
    resolvePlaces: createResolvePlaces(gazetteer),
    drawHandle: createDrawHandle(SEED),
    findPersonalDetails: createFindPersonalDetails(
      loadPersonalWords(join(ROOT, 'locales')),
      createPlaceFinder(gazetteer),
    ),
    colleagues: createColleagues(database, seal),
    words: await loadWords(join(ROOT, 'locales'), () => {}),
    say,
    charity: { name: 'Charity', contact: 'https://example.org' },
    preview: ({ text }) => text.split('\n\n'),
    now: () => clock.at,
  });
  await importFirstGroups(database, gazetteer, SEED, NOON);

  const commit: DirectoryUnderTest['commit'] = async ({ writes = [], posts = [], takesBack = [] }) => {
    await prisma.$transaction(async transaction => {
      for (const write of writes) await write.apply(transaction);
      for (const { to, reply, trackId, afterSeconds = 0 } of posts) {
        if (!('conversationId' in to) || !trackId) continue;
        await transaction.outboundMessage.create({
          data: {
            conversationId: to.conversationId,
            bodySealed: seal.seal({ reply }),
            expiresAt: new Date(clock.at.getTime() + 86_400_000),
            sendAfter: new Date(clock.at.getTime() + afterSeconds * 1000),
            trackId,
          },
        });
      }
      await transaction.outboundMessage.updateMany({
        where: { trackId: { in: takesBack }, status: 'queued' },
        data: { status: 'takenBack' },
      });
    });
  };

  async function newPerson(channel: string): Promise<{ personId: string; conversationId: string }> {
    const { id: personId } = await prisma.person.create({ data: {} });
    const { id: conversationId } = await prisma.conversation.create({
      data: { personId, channel, addressHash: randomBytes(32), addressSealed: seal.seal(personId) },
    });
    return { personId, conversationId };
  }

  async function act({ staffId }: Pick<Colleague, 'staffId'>, changes: Partial<Heard>): Promise<FeatureTurn> {
    clock.at = new Date(clock.at.getTime() + 1000);
    const turn = await feature.think(
      heard({
        sender: { personId: staffId, conversationId: 'theirs', languageChosen: false },
        place: 'room',
        channel: 'slack',
        roomId: 'CNW',
        ...changes,
      }),
      undefined,
    );
    await commit(turn);
    return turn;
  }

  return {
    database,
    seal,
    gazetteer,
    feature,
    organisations,
    introductions,
    settings,
    say,
    clock,
    commit,

    async member(language = 'en', place = {}) {
      const ids = await newPerson('telegram');
      const sender: Sender = { ...ids, languageChosen: true, language, isIntroduced: false, ...place };
      let state: DirectoryState | undefined;
      await prisma.person.update({ where: { id: ids.personId }, data: { language } });

      async function does(changes: Partial<Heard>): Promise<FeatureTurn> {
        const turn = await feature.think(heard({ sender: { ...sender }, language, ...changes }), state);
        state = turn.next !== 'start' && 'wait' in turn.next ? feature.state.parse(turn.next.wait) : undefined;
        const { nation, outcode, council } = turn.learnt ?? {};
        if (nation !== undefined) Object.assign(sender, { nation: nation ?? undefined });
        if (outcode !== undefined) Object.assign(sender, { outcode: outcode ?? undefined });
        if (council !== undefined) Object.assign(sender, { council: council ?? undefined });
        await commit(turn);
        await prisma.person.update({
          where: { id: ids.personId },
          data: {
            nation: sender.nation === 'Northern Ireland' ? 'NorthernIreland' : (sender.nation ?? null),
            outcode: sender.outcode ?? null,
            council: sender.council ?? null,
          },
        });
        sender.isIntroduced = (await introductions.currentOf(ids.personId)) !== undefined;
        return turn;
      }
      return {
        sender,
        does,
        says: (text, changes = {}) => does({ text, content: { kind: 'text', text }, ...changes }),
        presses: choiceId => does({ content: { kind: 'choice', choiceId, messageId: '1' } }),
      };
    },

    async hire(changes = {}) {
      const { personId, conversationId } = await newPerson('slack');
      const colleague: Colleague = {
        name: 'organiser 1',
        role: 'organiser',
        languages: ['en'],
        regions: [],
        iaaLevel: 0,
        away: false,
        onCall: false,
        ...changes,
        staffId: personId,
        conversationId,
      };
      const { name, role, languages, regions } = colleague;
      await prisma.staff.create({ data: { personId, nameSealed: seal.seal(name), role, languages, regions } });
      return colleague;
    },

    staff: (who, choiceId, changes = {}) =>
      act(who, { content: { kind: 'choice', choiceId, messageId: '1.1' }, hasWindow: true, ...changes }),
    fills: (who, formId, values) => act(who, { content: { kind: 'form', formId, values }, hasWindow: true }),
    commands: (who, argument = '') => act(who, { content: { kind: 'command', name: 'directory', argument } }),

    async stop() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All that a turn's replies say, with their windows. */
export function textOf({ replies }: Pick<FeatureTurn, 'replies'>): string {
  return replies
    .flatMap(({ text, sections = [], form }) => [
      text,
      ...sections.map(section => section.text),
      ...(form?.fields ?? []).map(({ label }) => label),
    ])
    .join('\n');
}

/** The ids of all buttons of a turn's replies. */
export function choicesOf({ replies }: Pick<FeatureTurn, 'replies'>): string[] {
  const of = (reply: Reply) => [
    ...(reply.sections ?? []).flatMap(({ choices = [] }) => choices),
    ...(reply.choices ?? []),
  ];
  return replies.flatMap(of).map(({ id }) => id);
}
