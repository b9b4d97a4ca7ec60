import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Inbound } from '../../src/messages/inbound.ts';

/** What a platform sends, as it comes over the wire, and what it must become. */
export interface Captured {
  name: string;
  payload: unknown;
  /** Null for what is none of our business. */
  inbound: Partial<Inbound> | null;
}

/** Reads `test/fixtures/<folder>`: cases by the names of their files, in order, and what is malformed. */
export function readCaptured(folder: string): { captured: Captured[]; malformed: unknown[] } {
  const directory = join(import.meta.dirname, '../fixtures', folder);
  return {
    captured: readJson(directory).map(([name, content]) => ({ name, ...(content as Omit<Captured, 'name'>) })),
    malformed: readJson(join(directory, 'malformed')).map(([, payload]) => payload),
  };
}

function readJson(directory: string): [name: string, content: unknown][] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).flatMap(file => (file.endsWith('.json') ? basename(file, '.json') : []));
  return names
    .sort()
    .map(name => [name.replaceAll('-', ' '), JSON.parse(readFileSync(join(directory, `${name}.json`), 'utf8'))]);
}
