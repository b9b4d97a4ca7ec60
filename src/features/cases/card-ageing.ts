import type { TimelyTurn } from '../feature.ts';
import { timesOf } from './case-view.ts';
import type { DeskDeps } from './desk-step.ts';

const MINUTE_MS = 60_000;
/** After a pause, what happened in it is caught up with. */
const CATCH_UP_MS = 60 * MINUTE_MS;

/** Shows anew the cards that time alone has changed: a clock runs short or out, a send is still on its way after a minute. */
export function createCardAgeing({ cases, office, prisma }: DeskDeps): (nowMs: number) => Promise<TimelyTurn[]> {
  let lastMs: number | undefined;

  return async nowMs => {
    const sinceMs = lastMs ?? nowMs - CATCH_UP_MS;
    lastMs = nowMs;
    const passed = (at: Date, later = 0) => at.getTime() + later > sinceMs && at.getTime() + later <= nowMs;
    const { clocks } = await office();
    const aged = (await cases.open()).filter(file =>
      clocks.running(timesOf(file)).some(({ soonAt, dueAt }) => passed(soonAt) || passed(dueAt)),
    );
    const sends = await prisma.caseEntry.findMany({
      where: { kind: 'reply', at: { gt: new Date(sinceMs - MINUTE_MS), lte: new Date(nowMs - MINUTE_MS) } },
      select: { caseId: true },
    });
    const caseIds = new Set([...aged.map(({ id }) => id), ...sends.map(({ caseId }) => caseId)]);
    return caseIds.size > 0 ? [{ shows: [...caseIds].map(id => `cases:card:${id}`) }] : [];
  };
}
