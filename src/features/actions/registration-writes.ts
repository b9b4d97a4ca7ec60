import type { Prisma } from '../../database/client/client.ts';
import type { Seal } from '../../database/seal.ts';
import type { Transaction } from '../../database/transaction.ts';
import { Overtaken } from '../../messages/turn.ts';
import type { FeatureWrite } from '../feature.ts';
import { placesOf, type RegistrationFile, type SaidNeeds } from './action-file.ts';

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
  version: number;
}

export function createRegistrationWrites(seal: Seal): RegistrationWrites {
  const sealNeeds = ({ needs, language }: SaidNeeds) =>
    needs.length > 0 ? seal.seal({ needs, ...(language && { language }) }) : null;

  return {
    register: (registration, at) => ({
      label: 'registration',
      async apply(transaction) {
        const { id, actionId, personId, conversationId, guests } = registration;
        const action = await lockOpen(transaction, actionId, at);
        const status = (await hasRoom(transaction, actionId, action, guests)) ? 'registered' : 'waiting';
        const [kept] = await transaction.$queryRaw<{ id: string }[]>`
          INSERT INTO registration (id, action_id, person_id, conversation_id, status, guests, needs_sealed, at, told_version)
          VALUES (${id}::uuid, ${actionId}::uuid, ${personId}::uuid, ${conversationId}::uuid, ${status}::registration_status,
                  ${guests}, ${sealNeeds(registration)}, ${at}, ${action.version})
          ON CONFLICT (action_id, person_id) DO UPDATE
          SET status = EXCLUDED.status, place = EXCLUDED.place, conversation_id = EXCLUDED.conversation_id, guests = EXCLUDED.guests,
              needs_sealed = EXCLUDED.needs_sealed, at = EXCLUDED.at, told_version = EXCLUDED.told_version, is_asked_again = false,
              offered_until = NULL, reminded_day_at = NULL, reminded_soon_at = NULL
          WHERE registration.status IN ('cancelled', 'passed')
          RETURNING id`;
        if (kept?.id !== id) throw new Overtaken('They were registered meanwhile: the turn is thought again.');
        if (status === 'registered') await take(transaction, actionId, placesOf(registration));
      },
    }),

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
        const isFree = capacity === null || taken + placesOf(found) <= capacity;
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
    SELECT status::text, ends_at AS "endsAt", capacity, taken, version FROM action WHERE id = ${actionId}::uuid FOR UPDATE`;
  if (!action) throw new Overtaken('The action has gone.');
  return action;
}

async function lockOpen(transaction: Transaction, actionId: string, at: Date): Promise<LockedAction> {
  const action = await lock(transaction, actionId);
  if (action.status !== 'published' || action.endsAt <= at) throw new Overtaken('The action is over, or cancelled.');
  return action;
}

/** Nobody overtakes those who wait already and would fit. */
async function hasRoom(transaction: Transaction, actionId: string, action: LockedAction, guests: number) {
  if (action.capacity === null) return true;
  const free = action.capacity - action.taken;
  return placesOf({ guests }) <= free && (await firstThatFits(transaction, actionId, free)) === undefined;
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
