import type { Field, Form, FormValues } from '../../messages/form.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import type { Colleague } from '../colleagues.ts';
import type { FeatureTurn, FeatureWrite, Heard } from '../feature.ts';

/** What somebody on the staff asks for: by a command, a button or a form. */
export interface Asked {
  heard: Heard;
  who: Colleague;
  /** What follows in the id of the button or form, e.g. whom it is about. */
  argument: string[];
  /** What was filled in. */
  values?: FormValues;
}

/** What is done for it. */
export type Step = (asked: Asked) => FeatureTurn | Promise<FeatureTurn>;

/** So many words fields stand in a window at most, and so many lines in one: Slack's sections end at 3,000 characters. */
const LINES_PER_FIELD = 12;

/** Shows a form: in the window that waits, or a question at a time. */
export function ask({ hasWindow }: Pick<Heard, 'hasWindow'>, form: Omit<Form, 'language' | 'leadsOn'>): FeatureTurn {
  return done({
    text: hasWindow ? '' : `*${form.title}*`,
    language: 'en',
    form: { ...form, language: 'en', leadsOn: true },
  });
}

/** Says something: in the window that waits, or as a message. What is to be pressed next is in a message, since windows have no buttons. */
export function tell(
  { hasWindow }: Pick<Heard, 'hasWindow'>,
  said: { title: string; lines: string[]; choices?: Choice[]; writes?: FeatureWrite[] },
): FeatureTurn {
  const { title, lines, choices = [], writes = [] } = said;
  const text = lines.join('\n');
  const message: Reply = { text: `*${title}*\n\n${text}`, language: 'en', ...(choices.length > 0 && { choices }) };
  if (!hasWindow) return { ...done(message), writes };
  const fields = wordsFields('said', lines);
  const window: Reply = { text: '', language: 'en', form: { id: 'staff:said', title, language: 'en', fields } };
  return { ...done(window, ...(choices.length > 0 ? [message] : [])), writes };
}

/** Lines that are only read, in as many fields as they need. */
export function wordsFields(name: string, lines: string[]): Field[] {
  const parts = Array.from({ length: Math.ceil(lines.length / LINES_PER_FIELD) }, (_, index) =>
    lines.slice(index * LINES_PER_FIELD, (index + 1) * LINES_PER_FIELD).join('\n'),
  );
  // Names are letters only.
  return parts.map((label, index) => ({ kind: 'words', name: `${name}${'abcdefghijklmnop'[index] ?? 'z'}`, label }));
}

/** The fields as somebody has filled them in, for who has to look at them again. */
export function filledIn(fields: Field[], values: FormValues): Field[] {
  return fields.map(field => {
    if (field.kind === 'choices') return { ...field, initial: allOf(values, field.name) };
    if (field.kind === 'colleague' || field.kind === 'files' || field.kind === 'words') return field;
    const { initial: _, ...empty } = field;
    const value = oneOf(values, field.name);
    return value === undefined ? empty : { ...empty, initial: value };
  });
}

/** The value of a field that holds one thing; undefined when it was left empty. */
export function oneOf(values: FormValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** The values of a field that holds any number. */
export function allOf(values: FormValues, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}

function done(...replies: Reply[]): FeatureTurn {
  return { replies, next: 'start' };
}
