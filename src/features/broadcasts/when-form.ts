import type { Field, FormValues } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { londonInstant, londonTime } from '../london-time.ts';
import type { OrganisingSettings } from '../organising-settings.ts';
import { isQuiet } from '../quiet-hours.ts';
import { lineIn } from './desk-say.ts';

const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** When it goes: now, or on a day at a time, by the clocks of London. */
export function whenFields(at: Date, say: DeskWords['say']): Field[] {
  return [
    {
      kind: 'choice',
      name: 'when',
      label: say('broadcasts.when.label'),
      options: (['now', 'later'] as const).map(id => ({ id, label: say(`broadcasts.when.${id}`) })),
      initial: 'now',
    },
    { kind: 'date', name: 'date', label: say('broadcasts.when.date'), initial: londonTime(at).date, optional: true },
    {
      kind: 'line',
      name: 'time',
      label: say('broadcasts.when.time'),
      hint: say('broadcasts.when.timeHint'),
      charsMax: 5,
      optional: true,
    },
  ];
}

/** @returns the moment, or what is wrong with it. */
export function readWhen(
  values: FormValues,
  at: Date,
  quietHours: OrganisingSettings['quietHours'],
): { at: Date } | { wrong: 'badTime' | 'past' | 'inQuiet' } {
  if (lineIn(values, 'when') !== 'later') return { at };
  const [, hour, minute] = TIME.exec(lineIn(values, 'time') ?? '') ?? [];
  const date = lineIn(values, 'date');
  if (!hour || !minute || !date) return { wrong: 'badTime' };
  const then = londonInstant(date, `${hour.padStart(2, '0')}:${minute}`);
  if (then <= at) return { wrong: 'past' };
  return isQuiet(quietHours, then) ? { wrong: 'inQuiet' } : { at: then };
}
