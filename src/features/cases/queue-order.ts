import type { Level } from './case-clocks.ts';

/** What a queue is sorted by. */
export interface Queued {
  caseId: string;
  level: Level;
  /** The member's own: a hearing, an appeal, an eviction. */
  deadlineAt?: Date | undefined;
  /** When the first of its clocks ends. */
  dueAt?: Date | undefined;
  openedAt: Date;
}

/**
 * The order in which cases are to be looked at, for `sort`: by the member's deadline, then by level, then by the clock that ends first; never
 * by arrival, but to tell equals apart. What must be answered now or today (E4, E3) has its clock for a deadline too, so that no date
 * of next month stands before somebody in danger.
 */
export function queueOrder(a: Queued, b: Queued): number {
  return (
    ascending(deadlineMs(a), deadlineMs(b)) ||
    b.level.localeCompare(a.level) ||
    ascending(ms(a.dueAt), ms(b.dueAt)) ||
    ascending(ms(a.openedAt), ms(b.openedAt)) ||
    a.caseId.localeCompare(b.caseId)
  );
}

function deadlineMs({ level, deadlineAt, dueAt }: Queued): number {
  const isToday = level === 'E3' || level === 'E4';
  return Math.min(ms(deadlineAt), isToday ? ms(dueAt) : Number.POSITIVE_INFINITY);
}

function ms(at: Date | undefined): number {
  return at?.getTime() ?? Number.POSITIVE_INFINITY;
}

function ascending(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
