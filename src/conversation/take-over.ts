import type { Channel } from '../channels/channel.ts';
import type { Database } from '../database/database.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import { moveAddress } from '../database/move-address.ts';
import type { Queue } from '../database/queue.ts';
import { type Seal, SealError, type Sealed } from '../database/seal.ts';
import { log } from '../log.ts';
import type { Address, ChannelName } from '../messages/address.ts';

interface TakeOverDeps {
  database: Database;
  queue: Queue;
  seal: Seal;
  hash: LookupHash;
  /** Milliseconds since the epoch. */
  now: () => number;
}

const PORTION = 500;

/**
 * Gives the people of a channel that is not configured any more to the one that succeeds it, before anything is delivered: an answer must
 * not wait until they write. Where that one has a window it is closed, since they have never written there. Whom nobody can find there
 * stays where they are and counts as gone: whoever answers them sees so at once, and `connections` tells how many they are.
 *
 * @param channels all that are configured.
 */
export async function takeOver(deps: TakeOverDeps, channels: Channel[]): Promise<void> {
  const configured = channels.map(({ name }) => name);
  for (const { name, succeeds, windowSeconds } of channels) {
    if (!succeeds || configured.includes(succeeds.channel)) continue;
    const counts = { moved: 0, unreachable: 0, left: 0 };
    for await (const { id, addressSealed } of strandedOn(succeeds.channel, deps.database)) {
      const before = open(deps.seal, addressSealed) ?? '';
      const there = succeeds.addressOf(before);
      try {
        const isMoved =
          there !== undefined &&
          (await move(deps, { channel: succeeds.channel, id: before }, { channel: name, id: there }, windowSeconds));
        counts[isMoved ? 'moved' : 'unreachable'] += 1;
        if (!isMoved) await markGone(deps, id);
      } catch (error) {
        // Nobody else waits for one who cannot be moved now, e.g. while something is on its way to their new address: the next start can.
        log.error(
          { err: error, conversationId: id },
          'somebody of a channel that is no more could not be taken over yet',
        );
        counts.left += 1;
      }
    }
    if (counts.moved + counts.unreachable + counts.left > 0)
      log.warn({ from: succeeds.channel, to: name, ...counts }, 'people of a channel that is no more were taken over');
  }
}

/** @returns false when somebody else is known by that address already. */
function move(deps: TakeOverDeps, from: Address, to: Address, windowSeconds: number | undefined): Promise<boolean> {
  return deps.database.prisma.$transaction(async transaction => {
    if (!(await moveAddress(deps, transaction, [from], to))) return false;
    const where = { channel: to.channel, addressHash: deps.hash(to.channel, to.id) };
    if (windowSeconds !== undefined)
      await transaction.conversation.updateMany({ where, data: { heldSince: new Date(deps.now()) } });
    return true;
  });
}

async function markGone({ database, now }: TakeOverDeps, id: string): Promise<void> {
  const where = { id, addressGoneAt: null };
  await database.prisma.conversation.updateMany({ where, data: { addressGoneAt: new Date(now()) } });
}

/** @returns undefined for what cannot be opened any more: it harms only its own. */
function open(seal: Seal, addressSealed: Sealed): string | undefined {
  try {
    return String(seal.open(addressSealed));
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

/** A portion at a time, however many they are. */
async function* strandedOn(
  channel: ChannelName,
  { prisma }: Database,
): AsyncGenerator<{ id: string; addressSealed: Sealed }> {
  for (let after: string | undefined; ; ) {
    const portion = await prisma.conversation.findMany({
      where: { channel, personId: { not: null }, ...(after !== undefined && { id: { gt: after } }) },
      select: { id: true, addressSealed: true },
      orderBy: { id: 'asc' },
      take: PORTION,
    });
    yield* portion;
    after = portion.at(-1)?.id;
    if (after === undefined) return;
  }
}
