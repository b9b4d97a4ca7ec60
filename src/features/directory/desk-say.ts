import type { FormValues } from '../../messages/form.ts';
import type { Colleague } from '../colleagues.ts';
import { createTell, done } from '../desk-parts.ts';
import type { FeatureTurn, Heard } from '../feature.ts';

export { done };

/** Somebody on the staff who may organise does something. */
export interface DeskAct {
  heard: Heard;
  who: Colleague;
  at: Date;
  /** What follows the step's name in the id of the button or form. */
  rest: string[];
  /** What was filled in. */
  values?: FormValues;
}

/** What a button and its form lead to: `directory:desk:<step>:…` is the id of both. */
export type DeskStep = (act: DeskAct) => FeatureTurn | Promise<FeatureTurn>;
export type DeskSteps = Record<string, DeskStep>;

export function deskId(step: string, ...rest: string[]): string {
  return ['directory', 'desk', step, ...rest].join(':');
}

/** Words for staff, by a form of this desk. */
export const tell = createTell(deskId('read'));

/** What was written into a field; empty when it was left so. */
export function lineIn(values: FormValues | undefined, name: string): string {
  const value = values?.[name];
  return typeof value === 'string' ? value.trim() : '';
}

export function chosenIn(values: FormValues | undefined, name: string): string[] {
  return [values?.[name] ?? []].flat().filter(value => typeof value === 'string');
}

/** Organisers and leads, in their regions; what is in none is everybody's. */
export function mayOrganise({ role, regions }: Colleague, region: string | undefined): boolean {
  if (role === 'caseworker') return false;
  return regions.length === 0 || region === undefined || regions.includes(region);
}
