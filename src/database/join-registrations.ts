import type { Registration } from './client/client.ts';
import type { Transaction } from './transaction.ts';

/** The further in front, the more somebody would lose with it. */
const WORTH: Registration['status'][] = ['registered', 'offered', 'waiting', 'passed', 'cancelled'];

/**
 * Gives one person the places of another. Of two at the same action the better one stays, with what is needed there, and whoever waits gets
 * the other. Actions are locked in one order first, as whatever changes places does it.
 */
export async function joinRegistrations(
  transaction: Transaction,
  { keptId, goneId }: { keptId: string; goneId: string },
): Promise<void> {
  await transaction.$queryRaw`
    SELECT a.id FROM action a WHERE EXISTS (SELECT FROM registration r WHERE r.action_id = a.id AND r.person_id = ${goneId}::uuid)
    ORDER BY a.id FOR UPDATE`;
  const all = await transaction.registration.findMany({ where: { personId: { in: [keptId, goneId] } } });
  for (const both of Map.groupBy(all, ({ actionId }) => actionId).values()) {
    const [best, other] = both.toSorted(byWorth);
    if (best && other) await letGo(transaction, best, other);
  }
  await transaction.registration.updateMany({ where: { personId: goneId }, data: { personId: keptId } });
}

async function letGo(transaction: Transaction, best: Registration, other: Registration): Promise<void> {
  await transaction.registration.delete({ where: { id: other.id } });
  if (other.status === 'registered' || other.status === 'offered')
    await transaction.action.update({
      where: { id: other.actionId },
      data: { taken: { decrement: 1 + other.guests } },
    });
  if (!best.needsSealed && other.needsSealed)
    await transaction.registration.update({ where: { id: best.id }, data: { needsSealed: other.needsSealed } });
}

/** Who has come has come; then the better place, the one with more people in it, and who asked first. */
function byWorth(a: Registration, b: Registration): number {
  return (
    Number(b.checkedInAt !== null) - Number(a.checkedInAt !== null) ||
    WORTH.indexOf(a.status) - WORTH.indexOf(b.status) ||
    b.guests - a.guests ||
    Number(a.place - b.place)
  );
}
