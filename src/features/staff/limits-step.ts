import type { Field } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { FeatureTurn } from '../feature.ts';
import type { OrganisingSettings } from '../organising-settings.ts';
import { isQuietAt } from '../quiet-hours.ts';
import { type Asked, ask, filledIn, oneOf, type Step, wordsFields } from './asked.ts';

/** What a window sets: numbers that are typed, from `least` (1) up to the most that makes sense; without `most` times of the day. */
interface Limits {
  parts: { name: string; most?: number; least?: number }[];
  read(settings: OrganisingSettings): Record<string, string | number>;
  /** @param typed gives what was typed for a part: such a number, or such a time. */
  put(settings: OrganisingSettings, typed: (name: string) => string): OrganisingSettings;
  /** What cannot stand together, by the name of its sentence. */
  faultsOf?(settings: OrganisingSettings): string[];
}

const limits: Record<'quorum' | 'times', Limits> = {
  quorum: {
    // Fewer than a room full, and no earlier than people register.
    parts: [
      { name: 'people', most: 50 },
      { name: 'daysBefore', most: 28 },
    ],
    read: ({ quorum }) => quorum,
    put: (settings, typed) => ({
      ...settings,
      quorum: { people: Number(typed('people')), daysBefore: Number(typed('daysBefore')) },
    }),
  },
  times: {
    parts: [
      { name: 'quietFrom' },
      { name: 'quietTo' },
      { name: 'dayBeforeAt' },
      { name: 'hoursBefore', most: 12 },
      { name: 'offerMinutes', most: 1440 },
      { name: 'secondPersonAbove', least: 0, most: 1000 },
    ],
    read: ({ quietHours, reminders, offerMinutes, secondPersonAbove }) => ({
      quietFrom: quietHours.from,
      quietTo: quietHours.to,
      ...reminders,
      offerMinutes,
      secondPersonAbove,
    }),
    put: (settings, typed) => ({
      ...settings,
      quietHours: { from: typed('quietFrom'), to: typed('quietTo') },
      reminders: { dayBeforeAt: typed('dayBeforeAt'), hoursBefore: Number(typed('hoursBefore')) },
      offerMinutes: Number(typed('offerMinutes')),
      secondPersonAbove: Number(typed('secondPersonAbove')),
    }),
    faultsOf: faultsOfTimes,
  },
};

type Part = Limits['parts'][number];

interface LimitsStepDeps {
  desk: DeskWords;
  read(): Promise<OrganisingSettings>;
  save(asked: Asked, change: (settings: OrganisingSettings) => OrganisingSettings): Promise<FeatureTurn>;
}

/**
 * Sets the numbers and times of organising: from how many speakers on an interpreter is booked; or when nothing is sent, when people are
 * reminded, how long a free place is kept, and above how many people a broadcast needs a second person.
 */
export function createLimitsStep(which: keyof typeof limits, { desk, read, save }: LimitsStepDeps): Step {
  const { parts, ...limit } = limits[which];
  const say = (key: string, values = {}) => desk.say(`staff.organisers.${key}`, values);
  const hint = ({ least = 1, most }: Part) =>
    most === undefined ? say('timeHint') : say('numberHint', { least, most });

  return async asked => {
    const now = await read();
    const known = limit.read(now);
    const fields = parts.map(
      (part): Field => ({
        kind: 'line',
        name: part.name,
        label: say(`${which}.${part.name}`),
        hint: hint(part),
        initial: String(known[part.name]),
        charsMax: 5,
      }),
    );
    const form = { id: `staff:${which}`, title: say(`${which}.title`), submit: desk.say('staff.save') };
    const { values } = asked;
    if (!values) return ask(asked.heard, { ...form, fields });
    const typed = (name: string) => oneOf(values, name) ?? '';
    const wrong = parts.flatMap(part =>
      isMeant(part, typed(part.name)) ? [] : [say(`${which}.fault.${part.name}`, { most: part.most ?? '' })],
    );
    const change = (settings: OrganisingSettings) => limit.put(settings, typed);
    const together = () => limit.faultsOf?.(change(now)) ?? [];
    const faults = wrong.length > 0 ? wrong : together().map(fault => say(`${which}.fault.${fault}`));
    if (faults.length > 0)
      return ask(asked.heard, { ...form, fields: [...wordsFields('fault', faults), ...filledIn(fields, values)] });
    return save(asked, change);
  };
}

function isMeant({ least = 1, most }: Part, typed: string): boolean {
  if (most === undefined) return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(typed);
  return /^\d+$/.test(typed) && Number(typed) >= least && Number(typed) <= most;
}

/** Hours that begin and end at one time are none at all; and a reminder in them would come at another time than was set. */
function faultsOfTimes({ quietHours, reminders: { dayBeforeAt } }: OrganisingSettings): string[] {
  if (quietHours.from === quietHours.to) return ['none'];
  return isQuietAt(quietHours, dayBeforeAt) ? ['reminderInThem'] : [];
}
