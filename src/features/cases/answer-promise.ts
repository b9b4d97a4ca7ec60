import type { CaseTimes } from './case-clocks.ts';
import type { Office } from './office.ts';

/**
 * By when a member is promised an answer. Where the clock of a case would end before the office opens again, it is counted from when it
 * opens: a promise that nobody is there to keep is none.
 *
 * @returns undefined when they have been answered and wait for nothing.
 */
export function answerBy(times: CaseTimes, { clocks, hours }: Office, at: Date): Date | undefined {
  const answerDue = (of: CaseTimes) => clocks.running(of).find(({ kind }) => kind !== 'close')?.dueAt;
  const due = answerDue(times);
  if (!due || due <= at) return due;
  const opens = hours.nextOpening(at, times.nation);
  if (opens < due) return due;
  return answerDue({ ...times, openedAt: opens, ...(times.waitingSince && { waitingSince: opens }) });
}
