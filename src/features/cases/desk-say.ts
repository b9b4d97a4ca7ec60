import type { FormValues } from '../../messages/form.ts';
import type { MediaRef } from '../../messages/inbound.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { type CaseAct, type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

const LANGUAGE = 'en';

/** A turn that says this to whoever acted, and leads nowhere. */
export function done(replies: Reply | Reply[] = [], more: Partial<FeatureTurn> = {}): FeatureTurn {
  return { replies: [replies].flat(), next: 'start', ...more };
}

/** Words for staff: in the window that waits for them, where one does. */
export function tell(heard: Heard, title: string, text: string, more: Partial<Reply> = {}): Reply {
  const reply = { text, language: LANGUAGE, ...more };
  if (!heard.hasWindow) return reply;
  return { ...reply, form: { id: deskId('read'), title, language: LANGUAGE, fields: [] } };
}

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

/** What was written into a field; undefined when it is empty. */
export function lineIn(values: FormValues, name: string): string | undefined {
  const value = values[name];
  const line = typeof value === 'string' ? value.trim() : '';
  return line === '' ? undefined : line;
}

export function chosenIn(values: FormValues, name: string): string[] {
  return [values[name] ?? []].flat().filter(value => typeof value === 'string');
}

export function filesIn(values: FormValues, name: string): MediaRef[] {
  return [values[name] ?? []].flat().filter(value => typeof value !== 'string');
}
