import type { FormValues } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { lineIn } from './desk-say.ts';
import type { FormPart } from './form-part.ts';
import { daysOf, faultOfRule, nthWeekdayOf, type Recurrence } from './series-rules.ts';
import { isDate } from './times-part.ts';

const choices = ['once', 'weekly', 'fortnightly', 'monthly', 'monthlyByDate', 'rule'] as const;
/** So far is looked for days that are left out. */
const LATEST = '2999-12-31';

/** How often an action comes again; undefined for once. */
export interface RepeatAnswers {
  recurrence: Recurrence | undefined;
}

/** @param first the first day and time, as in 2027-01-14T18:30, and how long it lasts. */
export function repeatPart(
  say: DeskWords['say'],
  first: Pick<Recurrence, 'startsOn' | 'minutes'>,
): FormPart<RepeatAnswers> {
  const firstDay = first.startsOn.slice(0, 10);
  const field = (name: string) => ({ name, label: say(`actions.form.${name}.label`) });
  const hint = (name: string) => ({ hint: say(`actions.form.${name}.hint`) });
  return {
    fields: [
      {
        ...field('repeats'),
        kind: 'choice',
        options: choices.map(id => ({ id, label: say(`actions.repeats.${id}`) })),
        initial: 'once',
      },
      { ...field('last'), ...hint('last'), kind: 'date', optional: true },
      { ...field('leftOut'), ...hint('leftOut'), kind: 'line', charsMax: 500, optional: true },
      { ...field('rule'), ...hint('rule'), kind: 'line', charsMax: 200, optional: true },
    ],
    read(values) {
      const repeats = choices.find(each => each === lineIn(values, 'repeats')) ?? 'once';
      if (repeats === 'once') return { answers: { recurrence: undefined } };
      const last = lineIn(values, 'last');
      const leftOut = (lineIn(values, 'leftOut') ?? '').split(/[\s,;]+/).filter(day => day !== '');
      const rule = ruleFor(repeats, lineIn(values, 'rule') ?? '', last);
      const fault = faultOfRule(rule, firstDay);
      const recurrence: Recurrence = { ...first, rule, leftOut };
      const wrongDays = fault ? [] : leftOut.filter(day => !isDate(day) || !isOwnDay(recurrence, day));
      const faults = [
        ...(last && last < firstDay ? [say('actions.fault.lastBeforeFirst')] : []),
        ...(fault && !(last && last < firstDay) ? [say(`actions.fault.rule.${fault}`)] : []),
        ...(wrongDays.length > 0 ? [say('actions.fault.leftOut', { days: wrongDays.join(', ') })] : []),
      ];
      return faults.length > 0 ? { faults } : { answers: { recurrence } };
    },
  };

  function ruleFor(repeats: (typeof choices)[number], typed: string, last: string | undefined): string {
    const until = last ? `;UNTIL=${last.replaceAll('-', '')}` : '';
    switch (repeats) {
      case 'fortnightly':
        return `FREQ=WEEKLY;INTERVAL=2${until}`;
      case 'monthly':
        return `FREQ=MONTHLY;BYDAY=${nthWeekdayOf(firstDay)}${until}`;
      case 'monthlyByDate':
        return `FREQ=MONTHLY${until}`;
      case 'rule':
        return `${typed.replace(/^RRULE:/i, '').replace(/\s/g, '')}${/UNTIL|COUNT/i.test(typed) ? '' : until}`;
      default:
        return `FREQ=WEEKLY${until}`;
    }
  }
}

/** The first is the action itself: to leave it out is not to make it. */
function isOwnDay(recurrence: Recurrence, day: string): boolean {
  const isFirst = day === recurrence.startsOn.slice(0, 10);
  return !isFirst && day <= LATEST && daysOf({ ...recurrence, leftOut: [] }, day, day).length > 0;
}

export function repeatValues(recurrence: Recurrence | undefined): FormValues {
  if (!recurrence) return { repeats: 'once' };
  return { repeats: 'rule', rule: recurrence.rule, leftOut: recurrence.leftOut.join(', ') };
}
