import type { Prisma } from '../../database/client/client.ts';
import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { ChannelName } from '../../messages/address.ts';
import { Overtaken } from '../../messages/turn.ts';
import type { FeatureWrite } from '../feature.ts';
import { keepHandle } from '../handle.ts';
import { isId } from '../is-id.ts';
import { type Interests, type Introduction, interestsShape } from './introduction.ts';

/** Introductions, read and changed here alone. A change holds only while they are as the turn found them: else it throws `Overtaken`. */
export interface IntroductionStore {
  byId(id: string): Promise<Introduction | undefined>;
  /** The one that has not ended. */
  currentOf(personId: string): Promise<Introduction | undefined>;
  ofPerson(personId: string): Promise<Introduction[]>;
  /** The one that a reply which was sent belongs to. */
  ofReply(replyId: string): Promise<{ introduction: Introduction; status: string; reason: string | null } | undefined>;
  open(introduction: Introduction): FeatureWrite;
  /** The member wrote from this conversation. */
  said(found: Introduction, conversationId: string, interests: Interests): FeatureWrite;
  /** Whether what the member writes goes to the organiser. */
  setOpen(found: Introduction, isOpen: boolean): FeatureWrite;
  claim(found: Introduction, staffId: string): FeatureWrite;
  close(found: Introduction, at: Date): FeatureWrite;
  /** Holds only while a reply can be taken back. */
  stillWaits(replyId: string): FeatureWrite;
}

const withWhom = { person: true, conversation: { select: { channel: true } } } as const;
type Row = Prisma.IntroductionGetPayload<{ include: typeof withWhom }>;

export function createIntroductionStore({ prisma }: Pick<Database, 'prisma'>, seal: Seal): IntroductionStore {
  async function where(filter: Prisma.IntroductionWhereInput): Promise<Introduction[]> {
    const rows = await prisma.introduction.findMany({
      where: filter,
      include: withWhom,
      orderBy: { openedAt: 'desc' },
    });
    return rows.map(row => introductionOf(row, seal));
  }

  function change(
    { id }: Introduction,
    label: string,
    asFound: Prisma.IntroductionWhereInput,
    data: Prisma.IntroductionUncheckedUpdateManyInput,
  ): FeatureWrite {
    return {
      label: `introduction (${label})`,
      async apply(transaction) {
        const { count } = await transaction.introduction.updateMany({ where: { id, ...asFound }, data });
        if (count === 0) throw new Overtaken('The introduction has changed meanwhile.');
      },
    };
  }

  return {
    byId: async id => (isId(id) ? (await where({ id }))[0] : undefined),
    currentOf: async personId => (await where({ personId, closedAt: null }))[0],
    ofPerson: personId => where({ personId }),

    async ofReply(replyId) {
      if (!isId(replyId)) return undefined;
      const sent = await prisma.outboundMessage.findFirst({
        where: { trackId: replyId },
        select: { status: true, reason: true, conversation: { select: { personId: true } } },
      });
      const [introduction] = sent?.conversation.personId ? await where({ personId: sent.conversation.personId }) : [];
      return sent && introduction ? { introduction, status: sent.status, reason: sent.reason } : undefined;
    },

    open: ({ id, personId, conversationId, handle, roomId, region, interests, openedAt }) => ({
      label: 'introduction',
      async apply(transaction) {
        await keepHandle(transaction, { personId, handle });
        // Of two that are asked for at once one is opened: the row of the person is held since the handle was kept.
        await transaction.$queryRaw`SELECT id FROM person WHERE id = ${personId}::uuid FOR UPDATE`;
        if ((await transaction.introduction.count({ where: { personId, closedAt: null } })) > 0)
          throw new Overtaken('They have been introduced meanwhile.');
        await transaction.introduction.create({
          data: {
            id,
            personId,
            conversationId,
            roomId,
            region: region ?? null,
            openedAt,
            wordsSealed: seal.seal(interests),
          },
        });
      },
    }),

    said: (found, conversationId, interests) =>
      change(found, 'said', { closedAt: null }, { conversationId, isOpen: true, wordsSealed: seal.seal(interests) }),
    setOpen: (found, isOpen) => change(found, isOpen ? 'goes on' : 'paused', { closedAt: null }, { isOpen }),
    claim: (found, staffId) => change(found, 'claimed', { closedAt: null, ownerId: null }, { ownerId: staffId }),
    stillWaits: replyId => ({
      label: 'outbound_message (still waits)',
      async apply(transaction) {
        const waiting = await transaction.$queryRaw<unknown[]>`
          SELECT id FROM outbound_message
          WHERE track_id = ${replyId}::uuid AND status = 'queued' AND chunks_sent = 0 FOR UPDATE`;
        if (waiting.length === 0) throw new Overtaken('The reply has begun to go: it cannot be taken back any more.');
      },
    }),

    close: (found, at) => change(found, 'closed', { closedAt: null }, { closedAt: at, isOpen: false }),
  };
}

function introductionOf(row: Row, seal: Seal): Introduction {
  const { person } = row;
  const nation = person.nation === 'NorthernIreland' ? 'Northern Ireland' : person.nation;
  return {
    id: row.id,
    personId: row.personId,
    conversationId: row.conversationId,
    channel: row.conversation.channel as ChannelName,
    language: person.language ?? 'en',
    handle: person.handle ?? '',
    place: {
      ...(nation && { nation }),
      ...(person.outcode && { outcode: person.outcode }),
      ...(person.council && { council: person.council }),
    },
    ...(row.region && { region: row.region }),
    roomId: row.roomId,
    interests: interestsShape.parse(row.wordsSealed ? seal.open(row.wordsSealed) : {}),
    ...(row.ownerId && { ownerId: row.ownerId }),
    openedAt: row.openedAt,
    isOpen: row.isOpen,
    ...(row.closedAt && { closedAt: row.closedAt }),
  };
}
