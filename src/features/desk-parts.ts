import type { FormValues } from '../messages/form.ts';
import type { Reply } from '../messages/reply.ts';
import type { FeatureTurn, Heard } from './feature.ts';

// What the desks of staff share, whatever they are for; and one thing, `done`, that members' rooms say with as well.

const LANGUAGE = 'en';

/** A turn that says this to whoever acted, and leads nowhere. */
export function done(replies: Reply | Reply[] = [], more: Partial<FeatureTurn> = {}): FeatureTurn {
  return { replies: [replies].flat(), next: 'start', ...more };
}

/** Words for staff: in the window that waits for them, where one does. */
export type Tell = (heard: Heard, title: string, text: string, more?: Partial<Reply>) => Reply;

/** @param id of the form that is only read. */
export function createTell(id: string): Tell {
  return ({ hasWindow }, title, text, more = {}) => {
    const reply = { text, language: LANGUAGE, ...more };
    return hasWindow ? { ...reply, form: { id, title, language: LANGUAGE, fields: [] } } : reply;
  };
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
