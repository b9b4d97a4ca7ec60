import { base64 } from '../../database/base64.ts';
import type { Sealed } from '../../database/seal.ts';
import type { Transaction } from '../../database/transaction.ts';
import { Overtaken } from '../../messages/turn.ts';
import { type DrawHandle, giveHandles } from '../handle.ts';
import { placesOf } from './action-file.ts';

/** Somebody who asks for a place, as it is kept. */
export interface AskedPlace {
  id: string;
  actionId: string;
  personId: string;
  conversationId: string;
  guests: number;
  needsSealed: Sealed | null;
  at: Date;
}

/** What of an action decides who has a place, and how it changes while one after the other gets one. */
interface Room {
  id: string;
  status: string;
  endsAt: Date;
  capacity: number | null;
  taken: number;
  version: number;
  /** The fewest guests of anybody who waits; null when nobody does. */
  fewestGuests: number | null;
}

/**
 * Registers people in the order in which they stand here, or puts them on the waiting list: nobody overtakes who waits already and would
 * fit. Each is given a handle, by which the organisers know them. The actions are locked, in one order, until the transaction is over, which is why all who ask in one transaction are registered
 * in five statements: a thousand who ask at once wait for each other no longer than that.
 *
 * @throws Overtaken when an action is not open any more, or somebody is registered for it already.
 */
export async function registerTogether(
  transaction: Transaction,
  drawHandle: DrawHandle,
  asked: AskedPlace[],
): Promise<void> {
  if (asked.length === 0) return;
  const rooms = await lockRooms(transaction, [...new Set(asked.map(({ actionId }) => actionId))]);
  const rows = asked.map(({ needsSealed, ...each }, order) => {
    const room = rooms.get(each.actionId);
    if (room?.status !== 'published' || room.endsAt <= each.at)
      throw new Overtaken('The action is over, or was called off.');
    const status = seat(room, each.guests);
    return { ...each, order, status, needs: needsSealed && base64(needsSealed), version: room.version };
  });
  if (new Set(rows.map(({ actionId, personId }) => `${actionId} ${personId}`)).size < rows.length)
    throw new Overtaken('Somebody asks twice at once.');
  const kept = await transaction.$queryRaw<{ id: string }[]>`
    INSERT INTO registration (id, action_id, person_id, conversation_id, status, guests, needs_sealed, at, told_version)
    SELECT v.id, v."actionId", v."personId", v."conversationId", v.status, v.guests, decode(v.needs, 'base64'), v.at, v.version
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS v("order" int, id uuid, "actionId" uuid, "personId" uuid, "conversationId" uuid, status registration_status, guests int,
           needs text, at timestamptz, version int)
    ORDER BY v."order"
    ON CONFLICT (action_id, person_id) DO UPDATE
    SET status = EXCLUDED.status, place = EXCLUDED.place, conversation_id = EXCLUDED.conversation_id, guests = EXCLUDED.guests,
        needs_sealed = EXCLUDED.needs_sealed, at = EXCLUDED.at, told_version = EXCLUDED.told_version, is_asked_again = false,
        offered_until = NULL, reminded_day_at = NULL, reminded_soon_at = NULL, thanked_at = NULL
    WHERE registration.status IN ('cancelled', 'passed') AND registration.id = EXCLUDED.id
    RETURNING id`;
  if (kept.length < rows.length) throw new Overtaken('Somebody was registered meanwhile: the turn is thought again.');
  await giveHandles(
    transaction,
    drawHandle,
    rows.map(({ personId }) => personId),
  );
  if (rows.some(({ status }) => status === 'registered')) await keepTaken(transaction, [...rooms.values()]);
}

async function lockRooms(transaction: Transaction, ids: string[]): Promise<Map<string, Room>> {
  const locked = await transaction.$queryRaw<Omit<Room, 'fewestGuests'>[]>`
    SELECT id, status::text, ends_at AS "endsAt", capacity, taken, version FROM action
    WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  // Only now, behind the lock, is everybody seen who waits.
  const free = locked.filter(({ capacity, taken }) => capacity !== null && taken < capacity).map(({ id }) => id);
  const waiting = await transaction.registration.groupBy({
    by: ['actionId'],
    where: { actionId: { in: free }, status: 'waiting' },
    _min: { guests: true },
  });
  const fewest = new Map(waiting.map(({ actionId, _min }) => [actionId, _min.guests]));
  return new Map(locked.map(room => [room.id, { ...room, fewestGuests: fewest.get(room.id) ?? null }]));
}

/** Gives somebody a place, or a place on the list, and notes what that changes for the next. */
function seat(room: Room, guests: number): 'registered' | 'waiting' {
  const { capacity, taken, fewestGuests } = room;
  const free = capacity === null ? Number.POSITIVE_INFINITY : capacity - taken;
  const isOtherFirst = capacity !== null && fewestGuests !== null && placesOf({ guests: fewestGuests }) <= free;
  if (isOtherFirst || placesOf({ guests }) > free) {
    room.fewestGuests = Math.min(fewestGuests ?? guests, guests);
    return 'waiting';
  }
  room.taken += placesOf({ guests });
  return 'registered';
}

async function keepTaken(transaction: Transaction, rooms: Room[]): Promise<void> {
  const rows = rooms.map(({ id, taken }) => ({ id, taken }));
  await transaction.$executeRaw`
    UPDATE action a SET taken = v.taken
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(id uuid, taken int)
    WHERE a.id = v.id`;
}
