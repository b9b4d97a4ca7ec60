import type { FormValues } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { londonInstant, londonTime } from '../london-time.ts';
import type { ActionFile } from './action-file.ts';
import { lineIn } from './desk-say.ts';
import type { FormPart } from './form-part.ts';
import { readClock } from './read-clock.ts';

/** When an action is. */
export interface TimesAnswers {
  startsAt: Date;
  endsAt: Date;
  /** On London's clocks, as in 2027-01-14T18:30. */
  startsOn: string;
  minutes: number;
}

/** @param now what begins before is past. */
export function timesPart(say: DeskWords['say'], now: Date): FormPart<TimesAnswers> {
  const field = (name: string) => ({ name, label: say(`actions.form.${name}.label`) });
  return {
    fields: [
      { ...field('date'), kind: 'date' },
      { ...field('from'), kind: 'line', hint: say('actions.form.from.hint'), charsMax: 10 },
      { ...field('until'), kind: 'line', hint: say('actions.form.until.hint'), charsMax: 10 },
    ],
    read(values) {
      const date = lineIn(values, 'date');
      const from = readClock(lineIn(values, 'from') ?? '');
      const until = readClock(lineIn(values, 'until') ?? '');
      if (!date || !isDate(date)) return { faults: [say('actions.fault.date')] };
      if (!from || !until) return { faults: [say('actions.fault.time')] };
      const startsAt = londonInstant(date, from);
      const endsAt = londonInstant(date, until);
      const faults = [
        ...(endsAt <= startsAt ? [say('actions.fault.endBeforeStart', { from, until })] : []),
        ...(startsAt <= now ? [say('actions.fault.past')] : []),
      ];
      if (faults.length > 0) return { faults };
      const minutes = (endsAt.getTime() - startsAt.getTime()) / 60_000;
      return { answers: { startsAt, endsAt, startsOn: `${date}T${from}`, minutes } };
    },
  };
}

export function timesValues({ startsAt, endsAt }: Pick<ActionFile, 'startsAt' | 'endsAt'>): FormValues {
  const { date, time } = londonTime(startsAt);
  return { date, from: time, until: londonTime(endsAt).time };
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.slice(0, 10) === text;
}
