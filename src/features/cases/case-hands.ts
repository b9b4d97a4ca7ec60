import type { Transaction } from '../../database/transaction.ts';
import { Overtaken } from '../../messages/turn.ts';

/**
 * Holds somebody's place on the staff until the transaction is over: who is let go at the same moment either has left before, or is found
 * to have the case.
 *
 * @throws Overtaken when they work on cases no more.
 */
export async function mustWorkHere(transaction: Transaction, staffId: string): Promise<void> {
  const found = await transaction.$queryRaw<object[]>`
    SELECT FROM staff WHERE person_id = ${staffId}::uuid AND left_at IS NULL AND role <> 'organiser' FOR SHARE`;
  if (found.length === 0) throw new Overtaken('They do not work on cases any more: the turn is thought again.');
}

/** A case that is opened again in the hands of somebody who works on cases no more is nobody's: it waits to be claimed. */
export async function freeFromFormer(transaction: Transaction, caseId: string): Promise<void> {
  await transaction.$executeRaw`
    UPDATE support_case c SET owner_id = NULL, claimed_at = NULL
    FROM staff s
    WHERE c.id = ${caseId}::uuid AND s.person_id = c.owner_id AND (s.left_at IS NOT NULL OR s.role = 'organiser')`;
}
