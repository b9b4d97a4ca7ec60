import type { Database } from '../../database/database.ts';
import type { LookupHash } from '../../database/lookup-hash.ts';
import type { Seal } from '../../database/seal.ts';
import { audit } from '../audit.ts';
import type { StaffRole } from '../colleagues.ts';
import { createPersonAt } from './person-at.ts';

/** Somebody who is on the staff because the settings of the process say so. */
export interface FirstStaff {
  slackId: string;
  /** What members and colleagues read until a lead says otherwise: a role. */
  name: string;
  role: StaffRole;
}

/**
 * Lets the first people in, so that there is a lead to invite the others. Who is on the staff already, or has been, stays as leads have
 * made them: nobody who left comes back because a setting was forgotten.
 *
 * @returns how many are new.
 */
export async function addFirstStaff(
  { prisma }: Pick<Database, 'prisma'>,
  { hash, seal }: { hash: LookupHash; seal: Seal },
  first: FirstStaff[],
): Promise<number> {
  const personAt = createPersonAt({ hash, seal });
  let added = 0;
  for (const { slackId, name, role } of first) {
    await prisma.$transaction(async transaction => {
      const personId = await personAt(transaction, { channel: 'slack', id: slackId });
      const { count } = await transaction.staff.createMany({
        data: { personId, nameSealed: seal.seal(name), role },
        // Another process may start at the same moment.
        skipDuplicates: true,
      });
      if (count > 0) await audit({ what: 'invite', aboutStaffId: personId }, seal).apply(transaction);
      added += count;
    });
  }
  return added;
}
