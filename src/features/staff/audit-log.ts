import type { Database } from '../../database/database.ts';
import { type AuditedAct, auditedActs } from '../audit.ts';

/** One thing that somebody on the staff did. */
export interface AuditLine {
  at: Date;
  /** Undefined for what the settings of the process did. */
  staffId?: string;
  what: AuditedAct | 'unknown';
  aboutStaffId?: string;
  caseId?: string;
  /** Of the case, while it is there: a member may have been forgotten since. */
  reference?: string;
}

/** What is looked for; everything when it is empty. */
export interface AuditFilter {
  caseId?: string | undefined;
  /** Who did it, or to whom it was done. */
  staffId?: string | undefined;
}

/** The latest acts, the last of them first. Why an address was revealed stays sealed. */
export type ReadAudit = (filter: AuditFilter) => Promise<AuditLine[]>;

const LINES_MAX = 50;

export function createReadAudit({ prisma }: Pick<Database, 'prisma'>): ReadAudit {
  return async ({ caseId, staffId }) => {
    const events = await prisma.auditEvent.findMany({
      where: {
        ...(caseId && { caseId }),
        ...(staffId && { OR: [{ staffId }, { aboutStaffId: staffId }] }),
      },
      select: { at: true, staffId: true, what: true, aboutStaffId: true, caseId: true },
      orderBy: { id: 'desc' },
      take: LINES_MAX,
    });
    const caseIds = events.flatMap(event => event.caseId ?? []);
    const cases = await prisma.case.findMany({
      where: { id: { in: caseIds } },
      select: { id: true, reference: true },
    });
    const references = new Map(cases.map(({ id, reference }) => [id, reference]));
    return events.map(event => {
      const reference = references.get(event.caseId ?? '');
      return {
        at: event.at,
        what: auditedActs.find(act => act === event.what) ?? 'unknown',
        ...(event.staffId && { staffId: event.staffId }),
        ...(event.aboutStaffId && { aboutStaffId: event.aboutStaffId }),
        ...(event.caseId && { caseId: event.caseId }),
        ...(reference && { reference }),
      };
    });
  };
}
