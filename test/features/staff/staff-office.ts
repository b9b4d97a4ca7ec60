import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../../src/database/database.ts';
import { type LookupHash, openLookupHash } from '../../../src/database/lookup-hash.ts';
import { Seal } from '../../../src/database/seal.ts';
import { type Colleague, type Colleagues, createColleagues } from '../../../src/features/colleagues.ts';
import type { Feature, FeatureTurn, FeatureWrite, Heard } from '../../../src/features/feature.ts';
import { addFirstStaff } from '../../../src/features/staff/first-staff.ts';
import { createStaff } from '../../../src/features/staff/staff-flow.ts';
import { createStaffWarnings } from '../../../src/features/staff/staff-warnings.ts';
import type { Form, FormValues } from '../../../src/messages/form.ts';
import { type DeskWords, loadDeskWords } from '../../../src/words/desk-words.ts';
import { heard } from '../../support/heard.ts';
import { openTestDatabase } from '../../support/test-database.ts';

/** An empty office: a real database, and the feature `staff` as `bot.ts` makes it. */
export interface StaffOffice {
  database: Database;
  seal: Seal;
  hash: LookupHash;
  desk: DeskWords;
  colleagues: Colleagues;
  staff: Feature;
  /** Lets somebody in. @returns them as they are then known. */
  letIn(slackId: string, name: string, role: Colleague['role']): Promise<Colleague>;
  /** Somebody types a command in a room, or presses a button with a window or without; nothing is kept. */
  command(personId: string, name: string, changes?: Partial<Heard>): Promise<FeatureTurn>;
  /** Whether a command of somebody's is for this feature. */
  claims(personId: string, name: string): Promise<boolean>;
  press(personId: string, choiceId: string, changes?: Partial<Heard>): Promise<FeatureTurn>;
  /** Somebody fills in a form in a window, and what comes of it is kept. */
  fillIn(personId: string, formId: string, values: FormValues, changes?: Partial<Heard>): Promise<FeatureTurn>;
  /** Commits the writes of a turn together. */
  keep(writes: FeatureWrite[] | undefined): Promise<void>;
  /** Everything that is written down, oldest first. */
  audited(): Promise<{ what: string; staffId: string | null; aboutStaffId: string | null }[]>;
  /** An open case of somebody's, or nobody's. @returns its id. */
  openCase(ownerId?: string, reference?: string): Promise<string>;
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openStaffOffice(): Promise<StaffOffice> {
  const directory = mkdtempSync(join(tmpdir(), 'folding-chair-staff-'));
  const database = await openTestDatabase(directory);
  const { prisma } = database;
  const seal = new Seal([randomBytes(32)]);
  const hash = await openLookupHash(database, seal);
  const desk = await loadDeskWords(join(import.meta.dirname, '../../../locales'));
  const colleagues = createColleagues(database, seal);
  const staff = createStaff({
    database,
    seal,
    hash,
    colleagues,
    desk,
    refusal: language => `only staff (${language})`,
    warnings: createStaffWarnings({ database, colleagues, desk, bankHolidaysKnownUntil: '2999-12-31' }),
    languages: ['en', 'ar', 'fa'],
    topicName: topic => topic,
    readReference: typed => typed.toUpperCase(),
  });
  let cases = 0;

  const inRoom = (personId: string, content: Heard['content'], changes: Partial<Heard> = {}) =>
    heard({
      sender: { personId, conversationId: personId, languageChosen: false },
      channel: 'slack',
      place: 'room',
      roomId: 'C0CASES',
      content,
      ...changes,
    });
  const say = async (...said: Parameters<typeof inRoom>) => staff.think(inRoom(...said), undefined);

  const office: StaffOffice = {
    database,
    seal,
    hash,
    desk,
    colleagues,
    staff,
    async letIn(slackId, name, role) {
      await addFirstStaff(database, { hash, seal }, [{ slackId, name, role }]);
      const found = (await colleagues.all()).find(colleague => colleague.name === name);
      if (!found) throw new Error(`${name} was not let in.`);
      return found;
    },
    command: (personId, name, changes = {}) => say(personId, { kind: 'command', name, argument: '' }, changes),
    claims: async (personId, name) =>
      (await staff.claims?.(inRoom(personId, { kind: 'command', name, argument: '' }))) === true,
    press: (personId, choiceId, changes = {}) =>
      say(personId, { kind: 'choice', choiceId, messageId: '1' }, { hasWindow: true, ...changes }),
    async fillIn(personId, formId, values, changes = {}) {
      const turn = await say(personId, { kind: 'form', formId, values }, { hasWindow: true, ...changes });
      await office.keep(turn.writes);
      return turn;
    },
    keep: (writes = []) =>
      prisma.$transaction(async transaction => {
        for (const write of writes) await write.apply(transaction);
      }),
    audited: () =>
      prisma.auditEvent.findMany({
        select: { what: true, staffId: true, aboutStaffId: true },
        orderBy: { id: 'asc' },
      }),
    async openCase(ownerId, reference) {
      cases += 1;
      const person = await prisma.person.create({ data: {} });
      const conversation = await prisma.conversation.create({
        data: {
          personId: person.id,
          channel: 'telegram',
          addressHash: randomBytes(32),
          addressSealed: seal.seal('1'),
        },
      });
      const { id } = await prisma.case.create({
        data: {
          reference: reference ?? `K7M-${cases}`,
          personId: person.id,
          conversationId: conversation.id,
          level: 'E2',
          language: 'en',
          intakeSealed: seal.seal({}),
          ...(ownerId && { ownerId }),
        },
      });
      return id;
    },
    async clear() {
      await prisma.case.deleteMany();
      await prisma.staff.deleteMany();
      await prisma.person.deleteMany();
      await prisma.auditEvent.deleteMany();
      await prisma.setting.deleteMany();
    },
    async close() {
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return office;
}

/** The form that a turn shows. */
export function formOf({ replies }: FeatureTurn): Form {
  const form = replies.find(reply => reply.form)?.form;
  if (!form) throw new Error('The turn shows no form.');
  return form;
}

/** Every word that a turn says, in messages and windows. */
export function wordsOf({ replies }: FeatureTurn): string {
  return replies.flatMap(({ text, form }) => [text, ...(form?.fields ?? []).map(({ label }) => label)]).join('\n');
}

/** The answers that a form begins with, as if it were sent as it is. */
export function asShown({ fields }: Form): FormValues {
  return Object.fromEntries(
    fields.flatMap(field => ('initial' in field && field.initial !== undefined ? [[field.name, field.initial]] : [])),
  );
}
