import type { RegistrationFile } from './action-file.ts';
import { placesOf } from './action-file.ts';
import type { QuietHours } from './quiet-hours.ts';

/** Whoever has less than this to answer in is not asked. */
const OFFER_MINUTES_MIN = 5;
/** Near the start, an offer lasts this part of the time that is left, so that others can be asked after them. */
const PART_OF_WHAT_IS_LEFT = 1 / 4;

/**
 * Until when a place is kept for the next on the list: the usual time, less near the start. Quiet hours do not count, and nothing is
 * offered in them.
 *
 * @returns undefined when nobody is to be asked now.
 */
export function offerUntil(at: Date, startsAt: Date, offerMinutes: number, quiet: QuietHours): Date | undefined {
  if (quiet.isQuiet(at)) return undefined;
  const minutes = Math.min(offerMinutes, quiet.wakingMinutes(at, startsAt) * PART_OF_WHAT_IS_LEFT);
  return minutes < OFFER_MINUTES_MIN ? undefined : quiet.addWaking(at, minutes);
}

/** Those whose turn it is, in order: a family that does not fit keeps nobody behind them from a single place. */
export function nextOnList(waiting: RegistrationFile[], free: number): RegistrationFile[] {
  let left = free;
  return waiting.filter(registration => {
    if (placesOf(registration) > left) return false;
    left -= placesOf(registration);
    return true;
  });
}
