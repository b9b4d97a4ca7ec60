import type { Field } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { FeatureTurn } from '../feature.ts';
import type { OrganisingSettings } from '../organising-settings.ts';
import { isQuietAt } from '../quiet-hours.ts';
import { type Asked, ask, filledIn, oneOf, type Step, wordsFields } from './asked.ts';

/** A number that is typed, up to the most that makes sense; or a time of day. */
interface Part {
  name: string;
  most?: number;
  /** @default 1 */
  least?: number;
  read(settings: OrganisingSettings): string | number;
  /** @param typed is such a number, or such a time. */
  put(settings: OrganisingSettings, typed: string): OrganisingSettings;
}

const parts: Record<'quorum' | 'times', Part[]> = {
  quorum: [
    // Fewer than a room full, and no earlier than people register.
    {
      name: 'people',
      most: 50,
      read: ({ quorum }) => quorum.people,
      put: (settings, typed) => ({ ...settings, quorum: { ...settings.quorum, people: Number(typed) } }),
    },
    {
      name: 'daysBefore',
      most: 28,
      read: ({ quorum }) => quorum.daysBefore,
      put: (settings, typed) => ({ ...settings, quorum: { ...settings.quorum, daysBefore: Number(typed) } }),
    },
  ],
  times: [
    {
      name: 'quietFrom',
      read: ({ quietHours }) => quietHours.from,
      put: (settings, from) => ({ ...settings, quietHours: { ...settings.quietHours, from } }),
    },
    {
      name: 'quietTo',
      read: ({ quietHours }) => quietHours.to,
      put: (settings, to) => ({ ...settings, quietHours: { ...settings.quietHours, to } }),
    },
    {
      name: 'dayBeforeAt',
      read: ({ reminders }) => reminders.dayBeforeAt,
      put: (settings, dayBeforeAt) => ({ ...settings, reminders: { ...settings.reminders, dayBeforeAt } }),
    },
    {
      name: 'hoursBefore',
      most: 12,
      read: ({ reminders }) => reminders.hoursBefore,
      put: (settings, typed) => ({ ...settings, reminders: { ...settings.reminders, hoursBefore: Number(typed) } }),
    },
    {
      name: 'offerMinutes',
      most: 1440,
      read: ({ offerMinutes }) => offerMinutes,
      put: (settings, typed) => ({ ...settings, offerMinutes: Number(typed) }),
    },
    {
      name: 'secondPersonAbove',
      least: 0,
      most: 1000,
      read: ({ secondPersonAbove }) => secondPersonAbove,
      put: (settings, typed) => ({ ...settings, secondPersonAbove: Number(typed) }),
    },
  ],
};

interface LimitsStepDeps {
  desk: DeskWords;
  read(): Promise<OrganisingSettings>;
  save(asked: Asked, change: (settings: OrganisingSettings) => OrganisingSettings): Promise<FeatureTurn>;
}

/**
 * Sets the numbers and times of organising: from how many speakers on an interpreter is booked; or when nothing is sent, when people are
 * reminded, how long a free place is kept, and above how many people a broadcast needs a second person.
 */
export function createLimitsStep(which: keyof typeof parts, { desk, read, save }: LimitsStepDeps): Step {
  const say = (key: string, values = {}) => desk.say(`staff.organisers.${key}`, values);
  const hint = ({ least = 1, most }: Part) =>
    most === undefined ? say('timeHint') : say('numberHint', { least, most });

  return async asked => {
    const now = await read();
    const fields = parts[which].map(
      (part): Field => ({
        kind: 'line',
        name: part.name,
        label: say(`${which}.${part.name}`),
        hint: hint(part),
        initial: String(part.read(now)),
        charsMax: 5,
      }),
    );
    const form = { id: `staff:${which}`, title: say(`${which}.title`), submit: desk.say('staff.save') };
    const { values } = asked;
    if (!values) return ask(asked.heard, { ...form, fields });
    const typed = parts[which].map(part => ({ part, value: oneOf(values, part.name) ?? '' }));
    const wrong = typed.flatMap(({ part, value }) =>
      isMeant(part, value) ? [] : [say(`${which}.fault.${part.name}`, { most: part.most ?? '' })],
    );
    const change = (settings: OrganisingSettings) =>
      typed.reduce((all, { part, value }) => part.put(all, value), settings);
    const faults = wrong.length > 0 ? wrong : faultsOf(change(now)).map(fault => say(`${which}.fault.${fault}`));
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
function faultsOf({ quietHours, reminders: { dayBeforeAt } }: OrganisingSettings): ('none' | 'reminderInThem')[] {
  if (quietHours.from === quietHours.to) return ['none'];
  return isQuietAt(quietHours, dayBeforeAt) ? ['reminderInThem'] : [];
}
