import type { Choice, Reply } from '../messages/reply.ts';
import { type AskedField, type AskedForm, asksForWords, questionOf } from './asked-form.ts';

/** Says a sentence of `locales/`; given by `bot.ts`. */
export type Say = (language: string, key: string, values?: Record<string, string | number>) => string;

const PICKED = '✓ ';

/**
 * The question of a form that waits for its answer, with buttons for what can be done. Their ids begin with `form:` and the question that
 * they belong to, so that one that is pressed late answers no other: `form:12.0:pick:3`.
 *
 * @param notice what was wrong with the last answer.
 */
export function askQuestion(asked: AskedForm, say: Say, notice?: string): Reply {
  const { form, values } = asked;
  const { field } = questionOf(asked);
  const value = field && values[field.name];
  const sayIt = (key: string, more = {}) => say(form.language, `form.${key}`, more);
  const now = field && whatIsThere(field, value, sayIt);
  return {
    text: [notice, ...questionLines(asked), now].filter(part => part).join('\n\n'),
    language: form.language,
    choices: choicesOf(asked, sayIt),
  };
}

/** The same question once it is over: its buttons would do nothing any more. @param picked what was pressed. */
export function overQuestion(asked: AskedForm, picked: string | undefined): Reply {
  const text = [...questionLines(asked), picked && PICKED + picked].filter(part => part).join('\n\n');
  return { text, language: asked.form.language };
}

function questionLines(asked: AskedForm): string[] {
  const { words, field } = questionOf(asked);
  if (!field) return words;
  return [...words, field.hint === undefined ? `*${field.label}*` : `*${field.label}*\n${field.hint}`];
}

/** The ids by whose number a question is answered: none where a number may be the answer itself. */
export function offeredWith(asked: AskedForm, { choices = [] }: Reply): string[] {
  return asksForWords(asked) ? [] : choices.map(({ id }) => id);
}

/** What a button of a question is called, without the sign that it was picked. */
export function plainLabel({ label }: Choice): string {
  return label.startsWith(PICKED) ? label.slice(PICKED.length) : label;
}

/** In front of what is done with a question: `form:12.0`. */
export function questionKey({ begunAt, at }: AskedForm): string {
  return `form:${begunAt}.${at}`;
}

function choicesOf(asked: AskedForm, say: (key: string) => string): Choice[] {
  const { form, values, at } = asked;
  const { field } = questionOf(asked);
  const value = field && values[field.name];
  const isAnswered = value !== undefined && value.length > 0;
  const takesSeveral = field?.kind === 'choices' || field?.kind === 'files';
  const button = (act: string, label: string): Choice => ({ id: `${questionKey(asked)}:${act}`, label });
  const options = field?.kind === 'choice' || field?.kind === 'choices' ? field.options : [];
  const isPicked = (id: string) => field?.kind === 'choices' && Array.isArray(value) && value.some(each => each === id);
  return [
    ...options.map(({ id, label }, index) => button(`pick:${index}`, isPicked(id) ? PICKED + label : label)),
    ...(field === undefined ? [button('done', form.submit ?? say('done'))] : []),
    ...(takesSeveral && isAnswered ? [button('done', say('done'))] : []),
    ...(!takesSeveral && isAnswered ? [button('skip', say('keep'))] : []),
    ...(field?.optional && !isAnswered ? [button('skip', say('skip'))] : []),
    ...(at > 0 ? [button('back', say('back'))] : []),
    button('cancel', say('cancel')),
  ];
}

/** What was answered before, or stands there from the beginning. */
function whatIsThere(
  field: AskedField,
  value: AskedForm['values'][string] | undefined,
  say: (key: string, values?: Record<string, string | number>) => string,
): string | undefined {
  if (value === undefined || value.length === 0 || field.kind === 'choices') return undefined;
  if (field.kind === 'files') return say('files', { files: value.length, done: say('done') });
  const label = field.kind === 'choice' ? field.options.find(({ id }) => id === value)?.label : value;
  return typeof label === 'string' ? say('now', { value: label }) : undefined;
}
