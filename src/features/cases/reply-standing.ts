import { isId } from '../is-id.ts';
import type { CaseEntry, CaseFile } from './case-file.ts';

/** How a case stood when somebody looked at it for their reply. */
export interface Standing {
  ownerId?: string | undefined;
  /** How many things the member had said. */
  saidCount: number;
}

/** What has happened to a case since then. */
export interface Since {
  /** Whose it has become, where that is another than who writes. */
  ownerId?: string | undefined;
  /** What the member has said, oldest first. */
  said: string[];
}

const NOBODY = 'nobody';

export function standingOf({ ownerId }: CaseFile, entries: CaseEntry[]): Standing {
  return { ownerId, saidCount: saidIn(entries).length };
}

/** As the id of a form carries it. */
export function writeStanding({ ownerId = NOBODY, saidCount }: Standing): string {
  return `${ownerId}.${saidCount}`;
}

/** @returns undefined for what we have not written. */
export function readStanding(text = ''): Standing | undefined {
  const [owner = '', count = ''] = text.split('.');
  if (!/^\d+$/.test(count) || !(isId(owner) || owner === NOBODY)) return undefined;
  return { ownerId: owner === NOBODY ? undefined : owner, saidCount: Number(count) };
}

/** @param staffId of who writes: what came into their own hands is no surprise. */
export function changesSince(before: Standing, file: CaseFile, entries: CaseEntry[], staffId: string): Since {
  const { ownerId } = file;
  const isElsewhere = ownerId !== before.ownerId && ownerId !== staffId;
  return {
    ...(isElsewhere && { ownerId }),
    said: saidIn(entries)
      .slice(before.saidCount)
      .map(({ text = '' }) => text),
  };
}

function saidIn(entries: CaseEntry[]): CaseEntry[] {
  return entries.filter(({ kind }) => kind === 'memberSaid');
}
