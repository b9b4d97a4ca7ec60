import type { ActionFile, RegistrationFile } from './action-file.ts';

/** People come before it begins. */
const MINUTES_BEFORE = 60;

/** True for who has a place and reads the action's code now: they are there, and nobody has checked them in yet. */
export function isAtTheDoor(
  { status, checkedInAt }: RegistrationFile,
  { status: of, startsAt, endsAt }: ActionFile,
  at: Date,
): boolean {
  const opensMs = startsAt.getTime() - MINUTES_BEFORE * 60_000;
  return of === 'published' && status === 'registered' && !checkedInAt && at.getTime() >= opensMs && at < endsAt;
}
