import type { FormValues } from '../messages/form.ts';
import type { MediaRef } from '../messages/inbound.ts';
import { type AskedField, type AskedForm, questionOf, questionsOf } from './asked-form.ts';
import { readDate } from './read-date.ts';

/** What somebody does with a question: a button by what it is for, or an answer in words or files. */
export type Act =
  | { kind: 'pick'; index: number }
  | { kind: 'done' | 'skip' | 'back' | 'cancel' }
  | { kind: 'words'; text: string }
  | { kind: 'file'; media: MediaRef }
  /** Nothing that answers it. */
  | { kind: 'other' };

/** Where that leads: a question is asked, the same or another, or all is over. `wrong` is the key of what to say about the answer. */
export type Step =
  | { kind: 'ask'; asked: AskedForm; wrong?: Wrong; replaces?: true }
  | { kind: 'finished'; values: FormValues }
  | { kind: 'cancelled' };

interface Wrong {
  key: 'badDate' | 'pickOne' | 'needWords' | 'needFile' | 'tooLong';
  values?: Record<string, number>;
}

/** Takes what somebody does with the question that waits. */
export function takeAct(asked: AskedForm, act: Act): Step {
  const { field } = questionOf(asked);
  if (act.kind === 'cancel') return { kind: 'cancelled' };
  if (act.kind === 'back') return { kind: 'ask', asked: { ...asked, at: Math.max(asked.at - 1, 0) } };
  if (act.kind === 'other') return { kind: 'ask', asked };
  if (field === undefined) return act.kind === 'done' ? goOn(asked) : again(asked, 'pickOne');
  const value = asked.values[field.name];
  const mayGoOn = field.optional || (value !== undefined && value.length > 0);
  if (act.kind === 'words') return takeWords(asked, field, act.text.trim());
  if (act.kind === 'pick') return pick(asked, field, act.index);
  if (act.kind === 'file') return takeFile(asked, field, act.media);
  return mayGoOn ? goOn(asked) : again(asked, field.kind === 'files' ? 'needFile' : 'pickOne');
}

function pick(asked: AskedForm, field: AskedField, index: number): Step {
  const option = field.kind === 'choice' || field.kind === 'choices' ? field.options[index] : undefined;
  if (!option) return { kind: 'ask', asked };
  if (field.kind === 'choice') return goOn(withValue(asked, field, option.id));
  const picked = stringsIn(asked.values[field.name]);
  const others = picked.filter(id => id !== option.id);
  const toggled = others.length < picked.length ? others : [...picked, option.id];
  return { kind: 'ask', asked: withValue(asked, field, toggled), replaces: true };
}

function takeFile(asked: AskedForm, field: AskedField, media: MediaRef): Step {
  if (field.kind !== 'files') return { kind: 'ask', asked };
  if (media.kind === 'sticker') return again(asked, 'needFile');
  const files = [...filesIn(asked.values[field.name]), media];
  const taken = withValue(asked, field, files);
  return files.length >= field.filesMax ? goOn(taken) : { kind: 'ask', asked: taken };
}

function takeWords(asked: AskedForm, field: AskedField, text: string): Step {
  if (field.kind === 'files') return again(asked, 'needFile');
  if (field.kind === 'choice' || field.kind === 'choices') return again(asked, 'pickOne');
  if (text === '') return again(asked, 'needWords');
  if (field.kind === 'date') {
    const date = readDate(text);
    return date === undefined ? again(asked, 'badDate') : goOn(withValue(asked, field, date));
  }
  const max = field.charsMax ?? Number.POSITIVE_INFINITY;
  if (text.length > max) return again(asked, 'tooLong', { max });
  return goOn(withValue(asked, field, field.kind === 'line' ? text.replace(/\s*\n\s*/g, ' ') : text));
}

function goOn(asked: AskedForm): Step {
  const at = asked.at + 1;
  if (at < questionsOf(asked.form).length) return { kind: 'ask', asked: { ...asked, at } };
  const values = Object.fromEntries(Object.entries(asked.values).filter(([, value]) => value.length > 0));
  return { kind: 'finished', values };
}

function again(asked: AskedForm, key: Wrong['key'], values: Record<string, number> = {}): Step {
  return { kind: 'ask', asked, wrong: { key, values } };
}

function withValue(asked: AskedForm, { name }: AskedField, value: FormValues[string]): AskedForm {
  return { ...asked, values: { ...asked.values, [name]: value } };
}

function stringsIn(value: FormValues[string] | undefined): string[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}

function filesIn(value: FormValues[string] | undefined): MediaRef[] {
  return Array.isArray(value) ? value.filter(each => typeof each !== 'string') : [];
}
