import type { Database } from '../database/database.ts';
import { withdrawConsent } from './consents.ts';
import type { FeatureWrite } from './feature.ts';

/** What "STOP" does, and what is to be said of it. */
export interface Stopped {
  writes: FeatureWrite[];
  /** They had agreed to be written to: that is over. */
  hadConsents: boolean;
  /** They have a place somewhere, or wait for one: of changes to it they are told still. */
  hasPlaces: boolean;
}

export type StopWriting = (personId: string) => Promise<Stopped>;

/** @param now milliseconds since the epoch. */
export function createStopWriting({ prisma }: Pick<Database, 'prisma'>, now: () => number): StopWriting {
  return async personId => {
    const at = new Date(now());
    const consents = await prisma.consent.count({ where: { personId, withdrawnAt: null } });
    const places = await prisma.registration.count({
      where: { personId, status: { in: ['registered', 'waiting', 'offered'] }, action: { endsAt: { gt: at } } },
    });
    return {
      writes: [withdrawConsent({ personId }, at), silence(personId, at)],
      hadConsents: consents > 0,
      hasPlaces: places > 0,
    };
  };
}

/** Reminders and thanks count as given: what is left is what changes a place that they have. */
function silence(personId: string, at: Date): FeatureWrite {
  return {
    label: 'registration (silenced)',
    async apply(transaction) {
      for (const mark of ['remindedDayAt', 'remindedSoonAt', 'thankedAt'] as const)
        await transaction.registration.updateMany({ where: { personId, [mark]: null }, data: { [mark]: at } });
    },
  };
}
