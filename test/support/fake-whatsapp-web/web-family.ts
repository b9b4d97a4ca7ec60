import { readdirSync, readFileSync } from 'node:fs';

/** The processes that have a house's page open, by their ids. */
export interface WebFamily {
  /** Has the library. */
  node: number;
  browser: number;
  /** Has the page. */
  page: number | undefined;
}

/** @param folder of the house: its browser keeps its profile there. @returns undefined while there is none. */
export function webFamily(folder: string): WebFamily | undefined {
  const all = readdirSync('/proc').flatMap(entry => (/^\d+$/.test(entry) ? [Number(entry)] : []));
  const browser = all.find(pid => {
    const words = commandOf(pid);
    return words.some(word => word.startsWith(`--user-data-dir=${folder}`)) && !words.some(isType);
  });
  if (browser === undefined) return undefined;
  const page = all.find(pid => commandOf(pid).includes('--type=renderer') && ancestorsOf(pid).includes(browser));
  return { node: parentOf(browser), browser, page };
}

const isType = (word: string) => word.startsWith('--type=');

function commandOf(pid: number): string[] {
  return read(`/proc/${pid}/cmdline`).split(/[\0 ]/);
}

function parentOf(pid: number): number {
  return Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0);
}

function ancestorsOf(pid: number): number[] {
  const parent = parentOf(pid);
  return parent <= 1 ? [] : [parent, ...ancestorsOf(parent)];
}

/** A process may have ended a moment ago. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
