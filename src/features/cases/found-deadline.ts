import type { DeadlineFinder } from '../../knowledge/deadline-radar.ts';
import type { Heard } from '../feature.ts';
import { londonTime } from '../london-time.ts';
import type { CaseFile } from './case-file.ts';

/**
 * The deadline that a member's words add to a case: the earliest to come that the radar finds, as found and unsure. What a caseworker has
 * confirmed stays, and so does an earlier one that was found before.
 *
 * @returns undefined when nothing changes.
 */
export function foundDeadline(
  { findDeadlines }: { findDeadlines: DeadlineFinder },
  { sentAtMs, language, writtenIn }: Heard,
  text: string | undefined,
  known: CaseFile['deadline'],
): CaseFile['deadline'] {
  if (!text || known?.isSure) return undefined;
  const sentAt = new Date(sentAtMs);
  const today = londonTime(sentAt).date;
  const [found] = findDeadlines(text, sentAt, writtenIn?.language ?? language).filter(
    ({ date }) => !date || date >= today,
  );
  if (!found) return undefined;
  const { date, found: words } = found;
  if (known && (!date || (known.date !== undefined && known.date <= date))) return undefined;
  return { words, isSure: false, ...(date && { date }) };
}
