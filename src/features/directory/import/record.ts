import { createHash } from 'node:crypto';
import type { Organisation, PublicEntry } from '../organisation.ts';

/** A record of a source that is an entry. */
export interface ReadEntry {
  /** What the report calls it by. */
  name: string;
  sourceId: string;
  entry: PublicEntry;
  isActive: boolean;
}

/** One record of a source, read: an entry, or why it is none. */
export type ReadRecord = ReadEntry | { name: string; sourceId?: string; refused: string };

/** What becomes of a record, and why. */
export interface Outcome {
  what: 'taken' | 'changed' | 'hidden' | 'unchanged' | 'left' | 'refused' | 'gone';
  name: string;
  /** Which fields changed, why it was left or refused. */
  why?: string;
}

/** Stands for all that a source says of an entry. */
export function hashOf(entry: PublicEntry): string {
  const sorted = Object.entries(entry).toSorted(([a], [b]) => a.localeCompare(b));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url');
}

/** The names of what differs, as in `url, needs`. */
export function differences(before: Organisation, after: PublicEntry): string {
  const fields = Object.keys({ ...before, ...after }) as (keyof PublicEntry)[];
  const ours: (keyof Organisation)[] = ['id', 'source', 'isEdited', 'isHidden'];
  return fields
    .filter(field => !ours.includes(field) && JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .join(', ');
}
