import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Prisma } from '../../src/database/client/client.ts';
import type { Database } from '../../src/database/database.ts';
import { Seal } from '../../src/database/seal.ts';
import { drawActionCode } from '../../src/features/actions/action-code.ts';
import type { ActionFile, RegistrationFile } from '../../src/features/actions/action-file.ts';
import { type ActionStore, createActionStore } from '../../src/features/actions/action-store.ts';
import { type Actions, type ActionsDeps, createActions } from '../../src/features/actions/actions.ts';
import { createColleagues } from '../../src/features/colleagues.ts';
import type { Feature, FeatureTurn, Heard, TimelyTurn } from '../../src/features/feature.ts';
import { createDrawHandle } from '../../src/features/handle.ts';
import { createAreaFinder, createAreaOf } from '../../src/knowledge/areas.ts';
import { type CardLibrary, loadCardLibrary } from '../../src/knowledge/card-library.ts';
import { readGazetteer } from '../../src/knowledge/gazetteer.ts';
import { createFileStore, type FileStore } from '../../src/media/file-store.ts';
import type { FormValues } from '../../src/messages/form.ts';
import type { InboundContent } from '../../src/messages/inbound.ts';
import type { Choice, Reply } from '../../src/messages/reply.ts';
import { Overtaken, type Post } from '../../src/messages/turn.ts';
import { loadDeskWords } from '../../src/words/desk-words.ts';
import { loadWords, type Words } from '../../src/words/words.ts';
import { CACHE } from './cache.ts';
import { heard } from './heard.ts';
import { openTestDatabase } from './test-database.ts';

const ROOT = join(import.meta.dirname, '../..');
const LOCALES = join(ROOT, 'locales');
const SEED = join(ROOT, 'prisma/seed');
/** A Tuesday in winter. */
export const TUESDAY_NOON = new Date('2027-01-12T12:00:00Z');
const TRIES_MAX = 5;

/** Somebody who may come. */
export interface Attendee {
  personId: string;
  conversationId: string;
  /** All that has been said to them, oldest first: what was said again under its name stands where it stood. */
  told: Reply[];
  /** What was said last. */
  last(): string;
  does(content: InboundContent, changes?: Partial<Heard>): Promise<FeatureTurn>;
  says(text: string): Promise<FeatureTurn>;
  presses(choiceId: string): Promise<FeatureTurn>;
  /** Presses the newest button of this label. */
  taps(label: string): Promise<FeatureTurn>;
  fills(formId: string, values: FormValues): Promise<FeatureTurn>;
  /** What they have of an action. */
  of(action: ActionFile): Promise<RegistrationFile>;
}

/** Actions on a real database, with members and a clock that a test moves. */
export interface ActionsUnderTest {
  database: Database;
  seal: Seal;
  actions: Actions;
  store: ActionStore;
  files: FileStore;
  words: Words;
  library: CardLibrary;
  /** A second passes with each thing that somebody does. */
  clock: { at: Date };
  publish(
    changes?: Partial<Prisma.ActionUncheckedCreateInput>,
    texts?: Partial<ActionFile['texts'][number]>[],
  ): Promise<ActionFile>;
  /** What an organiser does to it: people are to be told. */
  change(action: ActionFile, data: Prisma.ActionUpdateInput): Promise<void>;
  attendee(person?: Partial<Prisma.PersonUncheckedCreateInput>): Promise<Attendee>;
  /** The clock shows this, and a minute goes by. @returns what was said */
  at(moment: Date | string): Promise<Post[]>;
  taken(action: ActionFile): Promise<number>;
  stop(): Promise<void>;
}

const gazetteer = readGazetteer(SEED);
let library: CardLibrary | undefined;

/** @param options `translate` where a model is configured, `chatLinks` where platforms have such links. */
export async function startActions({
  translate,
  chatLinks = async () => [],
}: Partial<Pick<ActionsDeps, 'translate' | 'chatLinks'>> = {}): Promise<ActionsUnderTest> {
  const directory = mkdtempSync(join(tmpdir(), 'folding-chair-actions-'));
  const database = await openTestDatabase(directory);
  const { prisma } = database;
  const seal = new Seal([randomBytes(32)]);
  const clock = { at: TUESDAY_NOON };
  const words = await loadWords(LOCALES, () => {});
  const files = createFileStore(database, seal);
  library ??= loadCardLibrary(LOCALES, CACHE);
  const actions = createActions({
    database,
    seal,
    drawHandle: createDrawHandle(join(ROOT, 'prisma/seed')),
    findAreas: createAreaFinder(gazetteer),
    areaOf: createAreaOf(gazetteer),
    library,
    words,
    deskWords: await loadDeskWords(LOCALES),
    charity: { name: 'A charity' },
    colleagues: createColleagues(database, seal),
    files,
    translate,
    chatLinks,
    preview: ({ text }) => [text],
    now: () => clock.at.getTime(),
  });
  const feature = actions.feature as Feature;
  const store = createActionStore(database, seal);
  const people = new Map<string, Attendee>();

  function tell(posts: Post[]): void {
    for (const { to, reply } of posts) {
      const told = 'conversationId' in to ? people.get(to.conversationId)?.told : undefined;
      const place = told?.findIndex(({ name }) => name !== undefined && name === reply.name) ?? -1;
      if (place >= 0) told?.splice(place, 1, reply);
      else told?.push(reply);
    }
  }

  /** As the spine does: all of it, or nothing; and then what looks different is shown. */
  async function commit({ writes = [], posts = [], shows = [] }: TimelyTurn): Promise<void> {
    await prisma.$transaction(async transaction => {
      for (const write of writes) await write.apply(transaction);
    });
    tell(posts);
    for (const key of new Set(shows)) {
      const [, ...rest] = key.split(':');
      tell((await feature.show?.(rest.join(':'))) ?? []);
    }
  }

  return {
    database,
    seal,
    actions,
    store,
    files,
    words,
    library,
    clock,

    async publish(changes = {}, texts = [{}]) {
      const { id } = await prisma.action.create({
        data: {
          kind: 'training',
          status: 'published',
          startsAt: new Date('2027-01-14T18:30:00Z'),
          endsAt: new Date('2027-01-14T20:30:00Z'),
          region: 'North West',
          organiserId: randomUUID(),
          roomId: 'C0NORTHWEST',
          code: drawActionCode(),
          ...changes,
          texts: {
            create: texts.map(text => ({
              language: 'en',
              title: 'Know your rights',
              words: 'We learn together.',
              place: 'Central Library',
              ...text,
            })),
          },
        },
      });
      return found(await store.byId(id));
    },

    async change({ id }, data) {
      await prisma.action.update({ where: { id }, data: { version: { increment: 1 }, ...data } });
    },

    async attendee(changes = {}) {
      const person = await prisma.person.create({
        data: { language: 'en', nation: 'England', outcode: 'M14', ...changes },
      });
      const { id: conversationId } = await prisma.conversation.create({
        data: { personId: person.id, channel: 'telegram', addressHash: randomBytes(32), addressSealed: seal.seal('x') },
      });
      const told: Reply[] = [];
      let waiting: unknown;

      async function turnFor(content: InboundContent, more: Partial<Heard>): Promise<FeatureTurn> {
        const { language, nation, outcode, council, isDiscreet } = await prisma.person.findUniqueOrThrow({
          where: { id: person.id },
        });
        const sender = {
          personId: person.id,
          conversationId,
          languageChosen: true,
          isDiscreet,
          ...(language && { language }),
          ...(nation && { nation: nation === 'NorthernIreland' ? ('Northern Ireland' as const) : nation }),
          ...(outcode && { outcode }),
          ...(council && { council }),
        };
        const text = content.kind === 'text' ? { text: content.text } : {};
        return feature.think(heard({ sender, language: language ?? 'en', content, ...text, ...more }), waiting);
      }

      async function does(content: InboundContent, more: Partial<Heard> = {}): Promise<FeatureTurn> {
        clock.at = new Date(clock.at.getTime() + 1000);
        for (let tries = 1; ; tries++) {
          const turn = await turnFor(content, more);
          const { replies, learnt = {}, next } = turn;
          try {
            await commit(turn);
          } catch (error) {
            if (error instanceof Overtaken && tries < TRIES_MAX) continue;
            throw error;
          }
          const { languageChosen: _, ...columns } = learnt;
          const nationColumn = columns.nation === 'Northern Ireland' ? ('NorthernIreland' as const) : columns.nation;
          const { nation: __, language, ...others } = columns;
          await prisma.person.update({
            where: { id: person.id },
            data: {
              ...others,
              ...(language && { language }),
              ...(nationColumn !== undefined && { nation: nationColumn }),
            },
          });
          tell(replies.map(reply => ({ to: { conversationId }, reply })));
          waiting = next !== 'start' && 'wait' in next ? next.wait : undefined;
          return turn;
        }
      }

      const attendee: Attendee = {
        personId: person.id,
        conversationId,
        told,
        last: () => told.at(-1)?.text ?? '',
        does,
        says: text => does({ kind: 'text', text }),
        presses: choiceId => does({ kind: 'choice', choiceId, messageId: '1' }),
        fills: (formId, values) => does({ kind: 'form', formId, values }),
        taps(label) {
          const choice = buttonsOf(told).findLast(each => each.label === label);
          if (!choice) throw new Error(`Nobody was offered "${label}": ${buttonsOf(told).map(each => each.label)}`);
          return attendee.presses(choice.id);
        },
        of: async action => found(await store.registrationOf(action.id, person.id)),
      };
      people.set(conversationId, attendee);
      return attendee;
    },

    async at(moment) {
      clock.at = new Date(moment);
      const said: Post[] = [];
      for (const turn of (await feature.tick?.(clock.at.getTime())) ?? []) {
        try {
          await commit(turn);
          said.push(...(turn.posts ?? []));
        } catch (error) {
          if (!(error instanceof Overtaken)) throw error;
        }
      }
      return said;
    },

    async taken({ id }) {
      return (await prisma.action.findUniqueOrThrow({ where: { id } })).taken;
    },

    async stop() {
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('What the test looks for is not there.');
  return value;
}

export function buttonsOf(replies: Reply[]): Choice[] {
  return replies.flatMap(({ choices = [] }) => choices);
}

/** The texts of what was said. */
export function textsOf(posts: Post[]): string[] {
  return posts.map(({ reply }) => reply.text);
}
