import { randomUUID } from 'node:crypto';
import type { Case, Person, Prisma } from '../../database/client/client.ts';
import type { Seal, Sealed } from '../../database/seal.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { Nation } from '../../messages/sender.ts';
import { Overtaken } from '../../messages/turn.ts';
import type { CaseClocks, CaseTimes, Level } from './case-clocks.ts';
import { type CaseEntry, type CaseFile, intakeShape, type NewEntry } from './case-file.ts';
import { HOME_NATION } from './office.ts';

/** How a case is changed: only as it was found, with an entry in its timeline, and with its clock set anew. */
export interface CaseChange {
  /** @throws Overtaken when it is not `asFound` any more. */
  change(
    transaction: Transaction,
    caseId: string,
    asFound: Prisma.CaseWhereInput,
    data: Prisma.CaseUncheckedUpdateManyInput,
  ): Promise<void>;
  add(transaction: Transaction, caseId: string, ...entries: NewEntry[]): Promise<void>;
  setDue(transaction: Transaction, caseId: string): Promise<void>;
  /** Says when its files may be deleted; null: not while somebody works with them. */
  keepFiles(transaction: Transaction, caseId: string, deleteAfter: Date | null): Promise<void>;
  seal(value: unknown): Sealed;
  deadlineColumns(deadline: CaseFile['deadline']): {
    deadlineOn: Date | null;
    deadlineSealed: Sealed | null;
    deadlineIsSure: boolean;
  };
}

/** @param clocks by the settings of the moment, read in the transaction that changes a case. */
export function createCaseChange(seal: Seal, clocks: (transaction: Transaction) => Promise<CaseClocks>): CaseChange {
  async function setDue(transaction: Transaction, caseId: string): Promise<void> {
    const row = await transaction.case.findUniqueOrThrow({ where: { id: caseId }, include: { person: true } });
    const { nation } = intakeShape.parse(seal.open(row.intakeSealed));
    const [first] = (await clocks(transaction)).running(timesOf(row, nation));
    await transaction.case.update({ where: { id: caseId }, data: { dueAt: first?.dueAt ?? null } });
  }

  return {
    setDue,
    seal: value => seal.seal(value),

    async change(transaction, caseId, asFound, data) {
      const { count } = await transaction.case.updateMany({ where: { id: caseId, ...asFound }, data });
      if (count === 0) throw new Overtaken('The case was changed by somebody else: the turn is thought again.');
      await setDue(transaction, caseId);
    },

    async add(transaction, caseId, ...entries) {
      await transaction.caseEntry.createMany({
        data: entries.map(({ text, translation, ...entry }) => ({
          ...entry,
          caseId,
          ...(text !== undefined && {
            bodySealed: seal.seal(translation === undefined ? text : { text, translation }),
          }),
        })),
      });
    },

    async keepFiles(transaction, caseId, deleteAfter) {
      const entries = await transaction.caseEntry.findMany({ where: { caseId }, select: { fileIds: true } });
      const ids = entries.flatMap(({ fileIds }) => fileIds);
      if (ids.length > 0)
        await transaction.storedFile.updateMany({ where: { id: { in: ids } }, data: { deleteAfter } });
    },

    deadlineColumns: deadline => ({
      deadlineOn: deadline?.date === undefined ? null : new Date(`${deadline.date}T00:00Z`),
      deadlineSealed: deadline ? seal.seal(deadline.words) : null,
      deadlineIsSure: deadline?.isSure ?? false,
    }),
  };
}

/** So long are the files of a closed case kept: it may be opened again. */
const KEEP_CLOSED_DAYS = 30;

export function afterClosing(closedAt: Date): Date {
  return new Date(closedAt.getTime() + KEEP_CLOSED_DAYS * 86_400_000);
}

export function newEntry(
  kind: CaseEntry['kind'],
  { staffId, at, text }: { staffId?: string; at: Date; text?: string },
): NewEntry {
  return {
    id: randomUUID(),
    kind,
    at,
    ...(staffId !== undefined && { staffId }),
    ...(text !== undefined && { text }),
  };
}

function timesOf(row: Case & { person: Person }, said: Nation | undefined): CaseTimes {
  const { nation } = row.person;
  const home = nation === 'NorthernIreland' ? 'Northern Ireland' : (nation ?? HOME_NATION);
  return {
    level: row.level as Level,
    nation: said ?? home,
    openedAt: row.openedAt,
    claimedAt: row.claimedAt ?? undefined,
    firstRepliedAt: row.firstRepliedAt ?? undefined,
    waitingSince: row.waitingSince ?? undefined,
    closedAt: row.closedAt ?? undefined,
  };
}
