import type { FormValues } from '../../messages/form.ts';
import type { MediaRef } from '../../messages/inbound.ts';
import type { Choice } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { chosenIn, createTell, done, lineIn } from '../desk-parts.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { type CaseAct, type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

export { chosenIn, done, lineIn };

/** Words for staff, by a form of this desk. */
export const tell = createTell(deskId('read'));

/** A button of the desk. @param opens a window is opened for what it leads to. */
export function button(say: DeskWords['say'], step: string, rest: string[], opens = true): Choice {
  return { id: deskId(step, ...rest), label: say(`desk.button.${step}`), ...(opens && { opensForm: true }) };
}

/** Finds the case that a button or a form is about, and says when it is gone. */
export function onCase({ cases, say }: DeskDeps, step: DeskStep<CaseAct>): DeskStep {
  const { press, submit } = step;
  return {
    ...(press && {
      async press(act) {
        const file = await cases.byId(act.rest[0] ?? '');
        return file ? press({ ...act, file }) : gone(act.heard);
      },
    }),
    ...(submit && {
      async submit(act, values) {
        const file = await cases.byId(act.rest[0] ?? '');
        return file ? submit({ ...act, file }, values) : gone(act.heard);
      },
    }),
  };

  function gone(heard: Heard): FeatureTurn {
    return done(tell(heard, say('desk.title'), say('desk.gone')));
  }
}

/** What is to be shown anew when a case has changed: its card, and the pages of whoever has or had it. */
export function showsOf(caseId: string, ...staffIds: (string | undefined)[]): string[] {
  const pages = new Set(staffIds.filter(staffId => staffId !== undefined));
  return [`cases:card:${caseId}`, ...[...pages].map(staffId => `cases:home:${staffId}`)];
}

export function filesIn(values: FormValues, name: string): MediaRef[] {
  return [values[name] ?? []].flat().filter(value => typeof value !== 'string');
}
