import type { Seal } from '../../database/seal.ts';
import type { Transaction } from '../../database/transaction.ts';
import { createCaseChange } from './case-change.ts';
import type { CaseClocks } from './case-clocks.ts';
import { createMemberWrites, type MemberWrites } from './member-writes.ts';
import { createStaffWrites, type StaffWrites } from './staff-writes.ts';

/**
 * The changes that can happen to a case. Each is part of a turn, and holds only if the case still is as the turn found it: else
 * `Overtaken` ends the turn, and it is thought again. Every change sets anew when the case is due.
 */
export type CaseWrites = MemberWrites & StaffWrites;

/** @param clocks by the settings of the moment, read in the transaction that changes a case. */
export function createCaseWrites(seal: Seal, clocks: (transaction: Transaction) => Promise<CaseClocks>): CaseWrites {
  const change = createCaseChange(seal, clocks);
  return { ...createMemberWrites(change), ...createStaffWrites(change) };
}
