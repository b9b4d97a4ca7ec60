import type { Database } from '../../database/database.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { caseSettingsStore } from '../case-settings-store.ts';
import type { Colleague, Colleagues } from '../colleagues.ts';
import { londonDayAfter, londonTime } from '../london-time.ts';

/** What a lead should see to, a sentence each, the most urgent first; empty when all is well. */
export type StaffWarnings = (now: Date) => Promise<string[]>;

interface StaffWarningsDeps {
  database: Pick<Database, 'prisma'>;
  colleagues: Colleagues;
  desk: DeskWords;
  /** The last day whose bank holidays are known, as in 2027-12-31. */
  bankHolidaysKnownUntil: string;
}

/** Long enough to renew a registration, or to take somebody's advice work over. */
const REGISTRATION_DAYS = 30;
/** Longer than the longest target: clocks reckon with bank holidays so far ahead. */
const BANK_HOLIDAYS_DAYS = 60;

export function createStaffWarnings(deps: StaffWarningsDeps): StaffWarnings {
  const { database, colleagues, desk, bankHolidaysKnownUntil } = deps;
  const say = (key: string, values = {}) => desk.say(`staff.warnings.${key}`, values);

  /** When somebody's registration ends, or that it has. */
  function ofRegistration({ name, iaaLevel, iaaExpires }: Colleague, today: string): string | undefined {
    if (iaaLevel === 0) return undefined;
    if (!iaaExpires) return say('registrationUndated', { name });
    if (iaaExpires < today) return say('registrationEnded', { name, date: iaaExpires });
    return iaaExpires <= londonDayAfter(today, REGISTRATION_DAYS)
      ? say('registrationEnds', { name, date: iaaExpires })
      : undefined;
  }

  return async now => {
    const { date: today } = londonTime(now);
    const [all, { settings, brokenParts }, abandoned] = await Promise.all([
      colleagues.all(),
      caseSettingsStore.readStored(database.prisma),
      database.prisma.case.count({ where: { closedAt: null, owner: { leftAt: { not: null } } } }),
    ]);
    const onCall = all.filter(colleague => colleague.onCall);
    const warnings = [
      brokenParts.length > 0 && say('brokenSettings', { parts: brokenParts.join(', ') }),
      abandoned > 0 && say('abandoned', { count: abandoned }),
      !settings.fallbackChannelId && say('noFallback'),
      onCall.length === 0 && say('nobodyOnCall'),
      onCall.length > 0 && onCall.every(({ away }) => away) && say('onCallAway'),
      ...all.map(colleague => ofRegistration(colleague, today)),
      bankHolidaysKnownUntil <= londonDayAfter(today, BANK_HOLIDAYS_DAYS) &&
        say('bankHolidays', { date: bankHolidaysKnownUntil }),
    ];
    return warnings.filter(warning => typeof warning === 'string');
  };
}
