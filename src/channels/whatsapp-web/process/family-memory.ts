import { readdir, readFile } from 'node:fs/promises';

/**
 * How much memory a process and all that it has started hold, in megabytes; shared pages are counted once. Only Linux tells: elsewhere 0.
 *
 * See https://www.kernel.org/doc/html/latest/filesystems/proc.html (`stat` and `smaps_rollup`).
 */
export async function familyMemory(pid: number): Promise<number> {
  const parents = new Map<number, number>();
  for (const entry of await readdir('/proc').catch(() => [])) {
    const stat = /^\d+$/.test(entry) ? await read(`/proc/${entry}/stat`) : '';
    // The name, in brackets, may hold anything: its state and its parent stand behind the last one.
    const parent = /\) \S (\d+)[^)]*$/.exec(stat)?.[1];
    if (parent) parents.set(Number(entry), Number(parent));
  }
  const isFamily = (each: number): boolean => each === pid || (parents.has(each) && isFamily(parents.get(each) ?? 0));
  let kilobytes = 0;
  for (const each of [...parents.keys()].filter(isFamily)) {
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(await read(`/proc/${each}/smaps_rollup`))?.[1] ?? 0);
  }
  return Math.round(kilobytes / 1024);
}

/** A process may have ended a moment ago. */
function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
