import type { Prisma } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import { Overtaken } from '../../messages/turn.ts';
import type { FeatureWrite } from '../feature.ts';
import type { BroadcastFile, BroadcastStatus } from './broadcast-file.ts';
import { takeOutOfOutbox, tryFailedAgain } from './recipients.ts';

/** What staff change of a broadcast. Each holds only if it still is as the turn found it; else the turn is thought again. */
export interface BroadcastWrites {
  create(file: Pick<BroadcastFile, 'id' | 'kind' | 'actionId' | 'segment' | 'authorId' | 'roomId'>): FeatureWrite;
  changeSegment(
    found: BroadcastFile,
    to: Pick<BroadcastFile, 'kind' | 'segment' | 'authorId' | 'roomId'>,
  ): FeatureWrite;
  changeTexts(
    found: BroadcastFile,
    to: Pick<BroadcastFile, 'texts' | 'segment' | 'authorId' | 'actionId'>,
  ): FeatureWrite;
  /** Of two who send the same at once one does. @param needsSecond somebody else has to agree first. */
  send(found: BroadcastFile, sendAt: Date, needsSecond: boolean): FeatureWrite;
  /** Never by whoever wrote it. */
  agree(found: BroadcastFile, agreedById: string): FeatureWrite;
  /** To be changed, as long as nothing has been sent. */
  backToDraft(found: BroadcastFile): FeatureWrite;
  pause(found: BroadcastFile): FeatureWrite;
  resume(found: BroadcastFile): FeatureWrite;
  /** Those who have not got it do not. */
  cancel(found: BroadcastFile): FeatureWrite;
  /** Only those whom it did not reach. */
  retry(found: BroadcastFile): FeatureWrite;
}

/** What may be cancelled. */
export const cancellable: BroadcastStatus[] = ['draft', 'waiting', 'scheduled', 'gathering', 'sending', 'paused'];

export const broadcastWrites: BroadcastWrites = {
  create: ({ id, kind, actionId, segment, authorId: createdById, roomId }) => ({
    label: 'broadcast',
    apply: transaction =>
      transaction.broadcast.create({ data: { id, kind, actionId: actionId ?? null, segment, createdById, roomId } }),
  }),

  changeSegment: (found, { kind, segment, authorId: createdById, roomId }) =>
    write('segment', found, ['draft'], { kind, segment, createdById, roomId, version: { increment: 1 } }),

  changeTexts: (found, { texts, segment, authorId: createdById, actionId = null }) =>
    write(
      'words',
      found,
      ['draft'],
      { segment, createdById, actionId, version: { increment: 1 } },
      async transaction => {
        await transaction.broadcastText.deleteMany({ where: { broadcastId: found.id } });
        await transaction.broadcastText.createMany({ data: texts.map(text => ({ ...text, broadcastId: found.id })) });
      },
    ),

  send: (found, sendAt, needsSecond) =>
    write('sent', found, ['draft'], { status: needsSecond ? 'waiting' : 'scheduled', sendAt }, transaction =>
      noteActionVersion(transaction, found.id),
    ),

  agree: (found, agreedById) =>
    write('agreed', found, ['waiting'], { status: 'scheduled', agreedById }, undefined, {
      createdById: { not: agreedById },
    }),

  backToDraft: found =>
    write(
      'draft again',
      found,
      ['waiting', 'scheduled'],
      { status: 'draft', sendAt: null, agreedById: null, startedAt: null },
      // Where more were found than anybody had agreed to, they are written down already.
      transaction => transaction.broadcastRecipient.deleteMany({ where: { broadcastId: found.id } }),
    ),

  pause: found =>
    write('paused', found, ['sending'], { status: 'paused' }, transaction => takeOutOfOutbox(transaction, found.id)),

  resume: found =>
    write('resumed', found, ['paused'], { status: 'sending' }, transaction => noteActionVersion(transaction, found.id)),

  cancel: found =>
    write('cancelled', found, cancellable, { status: 'cancelled' }, transaction =>
      takeOutOfOutbox(transaction, found.id),
    ),

  retry: found =>
    write('tried again', found, ['done'], { status: 'sending', endedAt: null }, transaction =>
      tryFailedAgain(transaction, found.id),
    ),
};

/** Whoever decides that it goes has looked at when and where the action is now. */
function noteActionVersion(transaction: Transaction, broadcastId: string): Promise<number> {
  return transaction.$executeRaw`
    UPDATE broadcast b SET action_version = a.version FROM action a WHERE b.id = ${broadcastId}::uuid AND a.id = b.action_id`;
}

/**
 * @param before the states in which it may be changed.
 * @throws Overtaken, in the turn, when it is in another, or was changed meanwhile.
 */
function write(
  what: string,
  { id, version }: BroadcastFile,
  before: BroadcastStatus[],
  data: Prisma.BroadcastUncheckedUpdateManyInput,
  then: (transaction: Transaction) => Promise<unknown> = async () => {},
  also: Prisma.BroadcastWhereInput = {},
): FeatureWrite {
  return {
    label: `broadcast (${what})`,
    async apply(transaction) {
      const where = { id, version, status: { in: before }, ...also };
      const { count } = await transaction.broadcast.updateMany({ where, data });
      if (count === 0) throw new Overtaken('The broadcast is not as it was found.');
      await then(transaction);
    },
  };
}
