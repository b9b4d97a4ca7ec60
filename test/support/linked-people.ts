import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Prisma } from '../../src/database/client/client.ts';
import type { Database } from '../../src/database/database.ts';
import { type LookupHash, openLookupHash } from '../../src/database/lookup-hash.ts';
import { Queue } from '../../src/database/queue.ts';
import { Seal } from '../../src/database/seal.ts';
import { drawReference } from '../../src/features/cases/case-reference.ts';
import type { OutboundBody } from '../../src/outbox/outbound.ts';
import { openTestDatabase } from './test-database.ts';

/** Somebody with one chat, or several. */
export interface SomePerson {
  personId: string;
  /** Their chats, in the order of the platforms that were asked for. */
  chats: string[];
}

/** People, their chats and what waits for them, in a database with nobody at work. */
export interface LinkedPeople {
  database: Database;
  queue: Queue;
  seal: Seal;
  hash: LookupHash;
  person(platforms: string[], data?: Prisma.PersonUncheckedCreateInput): Promise<SomePerson>;
  /** @returns its id. */
  openCase(person: SomePerson): Promise<string>;
  /** Something that is to be said in a chat. @returns its id. */
  say(conversationId: string, message?: Partial<Prisma.OutboundMessageUncheckedCreateInput>): Promise<bigint>;
  wordsOf(id: bigint): Promise<string>;
  close(): Promise<void>;
}

export async function openLinkedPeople(): Promise<LinkedPeople> {
  const directory = mkdtempSync(join(tmpdir(), 'folding-chair-linked-'));
  const database = await openTestDatabase(directory);
  const { prisma } = database;
  const seal = new Seal([randomBytes(32)]);
  const hash = await openLookupHash(database, seal);
  const queue = new Queue(database);
  await queue.start(() => {});
  return {
    database,
    queue,
    seal,
    hash,

    async person(platforms, data = {}) {
      const { id: personId } = await prisma.person.create({ data });
      const chats: string[] = [];
      for (const channel of platforms) {
        const address = { addressHash: randomBytes(32), addressSealed: seal.seal(randomUUID()) };
        const chat = await prisma.conversation.create({
          data: { personId, channel, ...address, stateSealed: seal.seal('where it was'), heardAt: new Date() },
        });
        chats.push(chat.id);
      }
      return { personId, chats };
    },

    async openCase({ personId, chats: [conversationId = ''] }) {
      const opened = { reference: drawReference(), level: 'E1', language: 'en', intakeSealed: seal.seal({}) };
      return (await prisma.case.create({ data: { personId, conversationId, ...opened } })).id;
    },

    async say(conversationId, message = {}) {
      const body = { reply: { text: 'Keep the letter.', language: 'en' } } satisfies OutboundBody;
      const expiresAt = new Date(Date.now() + 86_400_000);
      const said = { conversationId, bodySealed: seal.seal(body), expiresAt, ...message };
      return (await prisma.outboundMessage.create({ data: said })).id;
    },

    async wordsOf(id) {
      const { bodySealed } = await prisma.outboundMessage.findUniqueOrThrow({ where: { id } });
      return (seal.open(bodySealed) as OutboundBody).reply.text;
    },

    async close() {
      await queue.stop(5);
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
