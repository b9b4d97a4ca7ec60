import type { Field, FormValues } from '../../messages/form.ts';

/** A part of what is asked of an organiser: several stand in one window, or lead on to each other. */
export interface FormPart<Answers> {
  fields: Field[];
  /** @returns what is wrong, in sentences that say what to do. */
  read(values: FormValues): { answers: Answers } | { faults: string[] };
}

/** Fields that begin with what was typed before, or with what there is. */
export function filled(fields: Field[], values: FormValues): Field[] {
  return fields.map(field => {
    const value = values[field.name];
    switch (field.kind) {
      case 'line':
      case 'text':
      case 'date':
      case 'choice':
        return typeof value === 'string' ? { ...field, initial: value } : field;
      case 'choices':
        return Array.isArray(value) ? { ...field, initial: value.filter(each => typeof each === 'string') } : field;
      default:
        return field;
    }
  });
}

/** The faults of several parts together; none when all could be read. */
export function faultsOf(...read: ({ answers: unknown } | { faults: string[] })[]): string[] {
  return read.flatMap(each => ('faults' in each ? each.faults : []));
}
