import type { Database } from '../../database/database.ts';
import { type JoinedPeople, joinPeople, sharesPlatform } from '../../database/join-people.ts';
import type { LookupHash } from '../../database/lookup-hash.ts';
import type { Queue } from '../../database/queue.ts';
import { unlinkChat } from '../../database/unlink-chat.ts';
import type { ChannelName } from '../../messages/address.ts';
import { Overtaken } from '../../messages/turn.ts';
import { withdrawConsent } from '../consents.ts';
import type { FeatureWrite } from '../feature.ts';
import { isId } from '../is-id.ts';
import type { LinkedChat } from '../linked-chats.ts';

/** So long a code is good. */
export const CODE_MINUTES = 15;
/** So often a chat may write codes that nobody was given, and by when that is forgotten. */
const [TRIES_MAX, TRIES_MS] = [5, 3_600_000];

/** A code that is good, and what it leads to: or why it does not. */
export interface FoundLink {
  id: string;
  /** Where it was asked for. */
  conversationId: string;
  channel: ChannelName;
  /** What is spoken there. */
  language: string | undefined;
  people: JoinedPeople;
  obstacle: 'sameChat' | 'already' | 'samePlatform' | 'cannot' | undefined;
  /** True once it was written in the chat that asks, so that it may be said there whether it is meant. */
  isWrittenHere: boolean;
}

/** Codes, and what they lead to. */
export interface LinkingStore {
  /** False for whoever works here, or did: the audit names them. */
  mayLink(personId: string): Promise<boolean>;
  /** @param by who writes it, or says that it is meant. */
  find(which: { code: string } | { id: string }, by: Chat, at: Date): Promise<FoundLink | undefined>;
  /** True for a chat that has guessed too often. */
  isShut(conversationId: string, at: Date): Promise<boolean>;
  /** In place of one that was given before. */
  giveCode(conversationId: string, code: string, at: Date): FeatureWrite;
  countTry(conversationId: string, at: Date): FeatureWrite;
  noteWritten(found: FoundLink, by: Chat): FeatureWrite;
  /** Uses the code up, and makes the two people one. */
  join(found: FoundLink, by: Chat, at: Date): FeatureWrite;
  /** Takes a chat out, with what its person agreed to there. @param isLast when only one other is left: there is no other chat to be reached in */
  unlink(personId: string, chat: LinkedChat, isLast: boolean, at: Date): FeatureWrite;
}

interface Chat {
  personId: string;
  conversationId: string;
}

export function createLinkingStore({ prisma }: Pick<Database, 'prisma'>, queue: Queue, hash: LookupHash): LinkingStore {
  const hashOf = (code: string) => hash('link code', code);
  const personOf = (id: string) =>
    prisma.person.findUniqueOrThrow({ where: { id }, include: { staff: true, conversations: true } });
  type PersonFound = Awaited<ReturnType<typeof personOf>>;

  function obstacleTo(from: PersonFound, to: PersonFound): FoundLink['obstacle'] {
    if (from.id === to.id) return 'already';
    if (from.staff || to.staff || from.forgottenAt || to.forgottenAt) return 'cannot';
    return sharesPlatform(from.conversations, to.conversations) ? 'samePlatform' : undefined;
  }

  return {
    mayLink: async personId => (await prisma.staff.count({ where: { personId } })) === 0,

    async find(which, by, at) {
      if ('id' in which && !isId(which.id)) return undefined;
      const where = 'code' in which ? { codeHash: hashOf(which.code) } : { id: which.id };
      const row = await prisma.chatLink.findFirst({
        where: { ...where, expiresAt: { gt: at } },
        include: { conversation: true },
      });
      const { personId } = row?.conversation ?? {};
      if (!row || !personId) return undefined;
      const [from, to] = await Promise.all([personOf(personId), personOf(by.personId)]);
      return {
        id: row.id,
        conversationId: row.conversationId,
        channel: row.conversation.channel as ChannelName,
        language: from.language ?? undefined,
        people: whoStays(from, to),
        obstacle: row.conversationId === by.conversationId ? 'sameChat' : obstacleTo(from, to),
        isWrittenHere: row.writtenInId === by.conversationId,
      };
    },

    async isShut(id, at) {
      const since = new Date(at.getTime() - TRIES_MS);
      const where = { id, linkTries: { gte: TRIES_MAX }, linkTriesSince: { gt: since } };
      return (await prisma.conversation.count({ where })) > 0;
    },

    giveCode: (conversationId, code, at) => ({
      label: 'chat_link',
      async apply(transaction) {
        const expiresAt = new Date(at.getTime() + CODE_MINUTES * 60_000);
        const given = { codeHash: hashOf(code), expiresAt, writtenInId: null };
        await transaction.chatLink.upsert({
          where: { conversationId },
          create: { conversationId, ...given },
          update: given,
        });
      },
    }),

    countTry: (id, at) => ({
      label: 'conversation (link tries)',
      async apply(transaction) {
        const since = new Date(at.getTime() - TRIES_MS);
        await transaction.$executeRaw`
          UPDATE conversation
          SET link_tries = CASE WHEN link_tries_since > ${since}::timestamptz THEN link_tries + 1 ELSE 1 END,
              link_tries_since = CASE WHEN link_tries_since > ${since}::timestamptz THEN link_tries_since ELSE ${at}::timestamptz END
          WHERE id = ${id}::uuid`;
      },
    }),

    noteWritten: ({ id }, { conversationId }) => ({
      label: 'chat_link (written)',
      apply: transaction => transaction.chatLink.updateMany({ where: { id }, data: { writtenInId: conversationId } }),
    }),

    join: ({ id, people }, { conversationId }, at) => ({
      label: 'person (linked)',
      async apply(transaction) {
        const used = { id, writtenInId: conversationId, expiresAt: { gt: at } };
        if ((await transaction.chatLink.deleteMany({ where: used })).count === 0)
          throw new Overtaken('The code has been used, or is too old: the turn is thought again.');
        await joinPeople(queue, transaction, people);
      },
    }),

    unlink: (personId, { conversationId, channel }, isLast, at) => ({
      label: 'conversation (unlinked)',
      async apply(transaction) {
        await withdrawConsent({ personId, channel }, at).apply(transaction);
        if (isLast) await withdrawConsent({ personId, kind: 'reachElsewhere' }, at).apply(transaction);
        await unlinkChat(queue, transaction, { personId, conversationId });
      },
    }),
  };
}

/** Whom staff know by a name stays who they are; of two that are known, or unknown, who came first. */
function whoStays(...people: { id: string; handle: string | null; createdAt: Date }[]): JoinedPeople {
  const [kept, gone] = people.toSorted(
    (a, b) => Number(b.handle !== null) - Number(a.handle !== null) || Number(a.createdAt) - Number(b.createdAt),
  );
  return { keptId: kept?.id ?? '', goneId: gone?.id ?? '' };
}
