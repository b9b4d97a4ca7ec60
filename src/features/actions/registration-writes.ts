import type { Prisma } from '../../database/client/client.ts';
import type { Seal } from '../../database/seal.ts';
import type { Transaction } from '../../database/transaction.ts';
import { Overtaken } from '../../messages/turn.ts';
import type { FeatureWrite } from '../feature.ts';
import type { DrawHandle } from '../handle.ts';
import { placesOf, type RegistrationFile, type SaidNeeds } from './action-file.ts';
import { type AskedPlace, registerTogether } from './register-together.ts';

/** Somebody who wants to come. */
export interface NewRegistration extends SaidNeeds {
  /** Drawn by the caller; of who was registered before, and cancelled, it is the one that they had. */
  id: string;
  actionId: string;
  personId: string;
  conversationId: string;
  guests: number;
}

/**
 * What changes who comes. Every change of places locks its action first, so that whatever happens at once happens in an order: `taken` is
 * never above the capacity, and the waiting list is in the order of asking. A change whose reason has gone throws `Overtaken`.
 */
export interface RegistrationWrites {
  /**
   * Registers somebody, or puts them at the end of the waiting list: what it has come to is known only when it is committed, and is
   * told by what is then shown (`actions:ticket:<registration id>`).
   */
  register(registration: NewRegistration, at: Date): FeatureWrite;
  /** Gives the place back, whether they came, waited, or were offered one. */
  cancel(found: RegistrationFile): FeatureWrite;
  /** As it was before they cancelled: their place, or, if that has gone, where they would stand on the waiting list. */
  undoCancel(found: RegistrationFile, at: Date): FeatureWrite;
  /** Keeps a place for them. Only for whoever is the first on the list for whom there is room. */
  offer(found: RegistrationFile, until: Date): FeatureWrite;
  takeOffer(found: RegistrationFile, at: Date): FeatureWrite;
  /** They declined, or did not answer in time. */
  passOffer(found: RegistrationFile): FeatureWrite;
  changeNeeds(found: RegistrationFile, said: SaidNeeds): FeatureWrite;
  /** Notes something, if the registration still is as it was found. */
  mark(
    found: Pick<RegistrationFile, 'id'>,
    asFound: Prisma.RegistrationWhereInput,
    data: Prisma.RegistrationUpdateManyMutationInput,
  ): FeatureWrite;
}

interface LockedAction {
  status: string;
  endsAt: Date;
  capacity: number | null;
  taken: number;
}

export function createRegistrationWrites(seal: Seal, drawHandle: DrawHandle): RegistrationWrites {
  /** Those who ask for a place in one transaction. */
  const together = new WeakMap<Transaction, AskedPlace[]>();
  const sealNeeds = ({ needs, language }: SaidNeeds) =>
    needs.length > 0 ? seal.seal({ needs, ...(language && { language }) }) : null;

  return {
    register: ({ needs, language, ...registration }, at) => {
      const asked = { ...registration, needsSealed: sealNeeds({ needs, ...(language && { language }) }), at };
      let announcedIn: Transaction | undefined;
      return {
        label: 'registration',
        announce(transaction) {
          announcedIn = transaction;
          together.set(transaction, [...(together.get(transaction) ?? []), asked]);
        },
        async apply(transaction) {
          if (announcedIn !== transaction) return registerTogether(transaction, drawHandle, [asked]);
          const all = together.get(transaction) ?? [];
          together.set(transaction, []);
          await registerTogether(transaction, drawHandle, all);
        },
      };
    },

    cancel: found => ({
      label: 'registration (cancelled)',
      async apply(transaction) {
        await lock(transaction, found.actionId);
        await change(transaction, found, { status: 'cancelled', offeredUntil: null });
        if (found.status !== 'waiting') await take(transaction, found.actionId, -placesOf(found));
      },
    }),

    undoCancel: (found, at) => ({
      label: 'registration (again)',
      async apply(transaction) {
        const { capacity, taken } = await lockOpen(transaction, found.actionId, at);
        const free = capacity === null ? Number.MAX_SAFE_INTEGER : capacity - taken;
        // Who only waited does not come back in front of those before them, for whom a place is free but not offered yet.
        const isFree =
          placesOf(found) <= free && (capacity === null || !(await isOtherFirst(transaction, found, free)));
        // Asked for at this moment: what is shown of it is another message.
        await change(transaction, found, { status: isFree ? 'registered' : 'waiting', at });
        if (isFree) await take(transaction, found.actionId, placesOf(found));
      },
    }),

    offer: (found, until) => ({
      label: 'registration (offered)',
      async apply(transaction) {
        const { capacity, taken } = await lock(transaction, found.actionId);
        const free = capacity === null ? Number.MAX_SAFE_INTEGER : capacity - taken;
        const first = await firstThatFits(transaction, found.actionId, free);
        if (first !== found.id) throw new Overtaken('Somebody else is the next on the list, or the place has gone.');
        await change(transaction, found, { status: 'offered', offeredUntil: until });
        await take(transaction, found.actionId, placesOf(found));
      },
    }),

    takeOffer: (found, at) => ({
      label: 'registration (offer taken)',
      async apply(transaction) {
        await lockOpen(transaction, found.actionId, at);
        const data = { status: 'registered' as const, offeredUntil: null, at };
        await change(transaction, found, data, { offeredUntil: { gt: at } });
      },
    }),

    passOffer: found => ({
      label: 'registration (offer passed)',
      async apply(transaction) {
        await lock(transaction, found.actionId);
        await change(transaction, found, { status: 'passed', offeredUntil: null });
        await take(transaction, found.actionId, -placesOf(found));
      },
    }),

    changeNeeds: ({ id }, said) => ({
      label: 'registration (needs)',
      apply: transaction =>
        transaction.registration.updateMany({ where: { id }, data: { needsSealed: sealNeeds(said) } }),
    }),

    mark: ({ id }, asFound, data) => ({
      label: 'registration (marked)',
      async apply(transaction) {
        const { count } = await transaction.registration.updateMany({ where: { ...asFound, id }, data });
        if (count === 0) throw new Overtaken('The registration was changed meanwhile.');
      },
    }),
  };
}

async function lock(transaction: Transaction, actionId: string): Promise<LockedAction> {
  const [action] = await transaction.$queryRaw<LockedAction[]>`
    SELECT status::text, ends_at AS "endsAt", capacity, taken FROM action WHERE id = ${actionId}::uuid FOR UPDATE`;
  if (!action) throw new Overtaken('The action has gone.');
  return action;
}

async function lockOpen(transaction: Transaction, actionId: string, at: Date): Promise<LockedAction> {
  const action = await lock(transaction, actionId);
  if (action.status !== 'published' || action.endsAt <= at) throw new Overtaken('The action is over, or cancelled.');
  return action;
}

/** A family of four does not keep a single place from whoever waits behind them. */
async function firstThatFits(transaction: Transaction, actionId: string, free: number): Promise<string | undefined> {
  const first = await transaction.registration.findFirst({
    where: { actionId, status: 'waiting', guests: { lt: free } },
    orderBy: { place: 'asc' },
    select: { id: true },
  });
  return first?.id;
}

/** True when somebody stands before them on the list who would fit. */
async function isOtherFirst(
  transaction: Transaction,
  { actionId, place }: RegistrationFile,
  free: number,
): Promise<boolean> {
  const where = { actionId, status: 'waiting' as const, place: { lt: place }, guests: { lt: free } };
  return (await transaction.registration.count({ where })) > 0;
}

async function take(transaction: Transaction, actionId: string, places: number): Promise<void> {
  await transaction.action.update({ where: { id: actionId }, data: { taken: { increment: places } } });
}

/** @throws Overtaken when it is not as it was found any more. */
async function change(
  transaction: Transaction,
  { id, status, guests }: RegistrationFile,
  data: Prisma.RegistrationUpdateManyMutationInput,
  asFound: Prisma.RegistrationWhereInput = {},
): Promise<void> {
  const { count } = await transaction.registration.updateMany({ where: { id, status, guests, ...asFound }, data });
  if (count === 0) throw new Overtaken('The registration was changed meanwhile: the turn is thought again.');
}
