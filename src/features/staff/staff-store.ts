import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { Transaction } from '../../database/transaction.ts';
import { Overtaken } from '../../messages/turn.ts';
import { type AuditedAct, audit } from '../audit.ts';
import type { Colleague } from '../colleagues.ts';
import type { FeatureWrite } from '../feature.ts';
import type { PersonAt } from './person-at.ts';

/** What a lead says of a colleague. */
export type StaffDetails = Omit<Colleague, 'staffId' | 'conversationId'>;

/** Reads and changes who works here. Every change is in the audit, and is `Overtaken` when it is not possible any more. */
export interface StaffStore {
  /** How many cases somebody has that are not closed. */
  openCases(staffId: string): Promise<number>;
  /** Everybody's name, of those who have left too. */
  names(): Promise<Map<string, string>>;
  /** Lets somebody in, also who has left before. @param byId undefined for the settings of the process. */
  invite(slackId: string, details: StaffDetails, byId: string | undefined): FeatureWrite;
  change(before: Colleague, details: StaffDetails, byId: string): FeatureWrite;
  setAway(staffId: string, away: boolean, byId: string): FeatureWrite;
  /** Takes all access away, from the commit on. Not as long as they have open cases, nor from the last lead. */
  leave(staffId: string, byId: string): FeatureWrite;
}

export function createStaffStore({ prisma }: Pick<Database, 'prisma'>, seal: Seal, personAt: PersonAt): StaffStore {
  /** As the table has it. */
  function columnsOf({ name, role, languages, regions, iaaLevel, iaaExpires, away, onCall }: StaffDetails) {
    return {
      nameSealed: seal.seal(name),
      role,
      languages,
      regions,
      iaaLevel,
      iaaExpires: iaaExpires ? new Date(iaaExpires) : null,
      isAway: away,
      isOnCall: onCall,
    };
  }

  return {
    openCases: staffId => prisma.case.count({ where: { ownerId: staffId, closedAt: null } }),

    async names() {
      const rows = await prisma.staff.findMany({ select: { personId: true, nameSealed: true } });
      return new Map(rows.map(({ personId, nameSealed }) => [personId, String(seal.open(nameSealed))]));
    },

    invite: (slackId, details, byId) => ({
      label: 'staff',
      async apply(transaction) {
        const personId = await personAt(transaction, { channel: 'slack', id: slackId });
        const isNew = await transaction.staff.createMany({
          data: { personId, ...columnsOf(details) },
          skipDuplicates: true,
        });
        if (isNew.count === 0)
          await changeOne(transaction, { personId, leftAt: { not: null } }, { ...columnsOf(details), leftAt: null });
        await audit({ staffId: byId, what: 'invite', aboutStaffId: personId }, seal).apply(transaction);
      },
    }),

    change: (before, details, byId) => ({
      label: 'staff',
      async apply(transaction) {
        const { staffId } = before;
        if (before.role === 'lead' && details.role !== 'lead') await keepALead(transaction, staffId);
        if (details.role === 'organiser') await keepNoCases(transaction, staffId);
        await changeOne(transaction, { personId: staffId, leftAt: null }, columnsOf(details));
        for (const what of actsOf(before, details))
          await audit({ staffId: byId, what, aboutStaffId: staffId }, seal).apply(transaction);
      },
    }),

    setAway: (staffId, away, byId) => ({
      label: 'staff',
      async apply(transaction) {
        await changeOne(transaction, { personId: staffId, leftAt: null }, { isAway: away });
        const what = away ? 'away' : 'back';
        await audit({ staffId: byId, what, aboutStaffId: staffId }, seal).apply(transaction);
      },
    }),

    leave: (staffId, byId) => ({
      label: 'staff (left)',
      async apply(transaction) {
        await keepALead(transaction, staffId);
        await keepNoCases(transaction, staffId);
        await changeOne(
          transaction,
          { personId: staffId, leftAt: null },
          { leftAt: new Date(), isOnCall: false, isAway: false },
        );
        await audit({ staffId: byId, what: 'leave', aboutStaffId: staffId }, seal).apply(transaction);
      },
    }),
  };
}

/** Somebody must stay who can look after the staff. Those who ask at once are asked one after the other. */
async function keepALead(transaction: Transaction, leavingId: string): Promise<void> {
  const leads = await transaction.$queryRaw<{ id: string }[]>`
    SELECT person_id AS id FROM staff WHERE role = 'lead' AND left_at IS NULL ORDER BY person_id FOR UPDATE`;
  if (leads.every(({ id }) => id === leavingId)) throw new Overtaken();
}

/** Nobody who works on cases no more has one. A claim holds its claimant's row: this waits for one that is being made, and sees it. */
async function keepNoCases(transaction: Transaction, staffId: string): Promise<void> {
  await transaction.$queryRaw`SELECT person_id FROM staff WHERE person_id = ${staffId}::uuid FOR UPDATE`;
  if ((await transaction.case.count({ where: { ownerId: staffId, closedAt: null } })) > 0) throw new Overtaken();
}

async function changeOne(
  transaction: Transaction,
  where: Parameters<Transaction['staff']['updateMany']>[0]['where'] & object,
  data: Parameters<Transaction['staff']['updateMany']>[0]['data'],
): Promise<void> {
  const { count } = await transaction.staff.updateMany({ where, data });
  if (count === 0) throw new Overtaken();
}

/** What a change is called in the audit: of role, of level, being away or back, and anything else. */
function actsOf(before: Colleague, details: StaffDetails): AuditedAct[] {
  const { role, iaaLevel, iaaExpires, away } = details;
  const acts: AuditedAct[] = [];
  if (role !== before.role) acts.push('changeRole');
  if (iaaLevel !== before.iaaLevel || iaaExpires !== before.iaaExpires) acts.push('changeLevel');
  if (away !== before.away) acts.push(away ? 'away' : 'back');
  const rest = ({ name, languages, regions, onCall }: StaffDetails) =>
    JSON.stringify([name, languages.toSorted(), regions.toSorted(), onCall]);
  if (rest(details) !== rest(before)) acts.push('changeStaff');
  return acts;
}
