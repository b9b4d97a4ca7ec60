import type { Heard } from '../feature.ts';
import type { CaseFile } from './case-file.ts';
import type { CaseStore } from './case-store.ts';

/** The case that who is heard is speaking in. */
export type CurrentCase = (heard: Heard) => Promise<CaseFile | undefined>;

/** Whose turn it is and what becomes of it ask the same of the same words: it is looked up once. What is thought again is heard anew. */
export function createCurrentCase(cases: Pick<CaseStore, 'currentOf'>): CurrentCase {
  const found = new WeakMap<Heard, Promise<CaseFile | undefined>>();
  return heard => {
    const current = found.get(heard) ?? cases.currentOf(heard.sender.personId);
    found.set(heard, current);
    return current;
  };
}
