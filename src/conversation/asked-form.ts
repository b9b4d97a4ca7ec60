import { z } from 'zod';
import type { Field, Form, FormValues } from '../messages/form.ts';

/** A field that can be asked in a message. A colleague can only be pointed at in a window. */
export type AskedField = Exclude<Field, { kind: 'words' | 'colleague' }>;

/** What is asked at once: a field below the words that lead up to it; or, at the end, whether it is meant. */
export interface Question {
  words: string[];
  field?: AskedField;
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A form between two questions. What the form itself is, its feature has said: only that it is there is checked. */
export const askedForm = z.object({
  form: z.custom<Form>(isObject),
  values: z.custom<FormValues>(isObject),
  /** Which question waits for its answer, from 0. */
  at: z.number(),
  /** The turn that began it: the buttons of an earlier form are known by another. */
  begunAt: z.number(),
  /** The turn in which the question was said that waits: by it the message is found, to take its buttons away once it is over. */
  saidAt: z.number().optional(),
});
export type AskedForm = z.infer<typeof askedForm>;

/** @returns undefined for a form that is only to be read. */
export function beginForm(form: Form, begunAt: number): AskedForm | undefined {
  if (questionsOf(form).length === 0) return undefined;
  const values: FormValues = {};
  for (const field of form.fields)
    if ('initial' in field && field.initial !== undefined) values[field.name] = field.initial;
  return { form, values, at: 0, begunAt };
}

/** The questions of a form, in order. */
export function questionsOf({ fields, submit }: Form): Question[] {
  const questions: Question[] = [];
  let words: string[] = [];
  for (const field of fields) {
    if (field.kind === 'words') words.push(labelOf(field));
    else if (field.kind !== 'colleague') {
      questions.push({ words, field });
      words = [];
    }
  }
  const isLeftToConfirm = words.length > 0 || questions.length === 0;
  return submit !== undefined && isLeftToConfirm ? [...questions, { words }] : questions;
}

/** The question that waits for its answer. */
export function questionOf({ form, at }: AskedForm): Question {
  return questionsOf(form)[at] ?? { words: [] };
}

/** True for the example that a question itself gives: it is an answer, whatever it sounds like. */
export function isOwnExample(asked: AskedForm, text: string): boolean {
  return questionOf(asked).field?.hint?.includes(text.trim()) ?? false;
}

/** True where any words may be the answer, numbers too. */
export function asksForWords(asked: AskedForm): boolean {
  const kind = questionOf(asked).field?.kind;
  return kind === 'line' || kind === 'text' || kind === 'date';
}

/** What stands above a field. */
export function labelOf({ label, hint }: Field): string {
  return hint === undefined ? label : `${label}\n${hint}`;
}
