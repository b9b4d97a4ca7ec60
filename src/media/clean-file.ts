import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { log } from '../log.ts';
import type { FileContent } from '../messages/file.ts';
import type { RefusalCode } from './file-refusal.ts';

/** A file as it may be kept, or why it may not. */
export type CleanFile = { file: FileContent } | { refused: RefusalCode };

/** The largest files take 2 s on a slow machine; one that takes longer was made to. */
const TIMEOUT_MS = 20_000;
const HEAP_MB_MAX = 256;
const SCRIPT = fileURLToPath(new URL('./clean-file-process.ts', import.meta.url));

let last: Promise<unknown> = Promise.resolve();

/**
 * Scans a file for what it really is, and strips it of all that it tells beside: where it was made, by whom. The bytes are a stranger's, so
 * they are read in a process of their own, one file at a time, that is ended when it takes too long or too much memory: a thread that has
 * none left may take the whole process with it.
 *
 * @returns never throws for a file, whatever is in it.
 */
export function cleanFile(bytes: Uint8Array): Promise<CleanFile> {
  const cleaned = last.then(() => cleanApart(bytes));
  last = cleaned;
  return cleaned;
}

function cleanApart(bytes: Uint8Array): Promise<CleanFile> {
  return new Promise(resolve => {
    const child = fork(SCRIPT, {
      execArgv: [`--max-old-space-size=${HEAP_MB_MAX}`, '--disable-warning=ExperimentalWarning'],
      // Bytes travel as they are, and nothing of our settings with them.
      serialization: 'advanced',
      env: {},
      // Libraries grumble about files.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let isOver = false;
    const end = (result: CleanFile) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      resolve(result);
      child.kill('SIGKILL');
    };
    const refuse = () => end({ refused: 'tooComplex' });
    const timer = setTimeout(refuse, TIMEOUT_MS);
    child.on('message', message => end(message as CleanFile));
    child.on('error', refuse);
    child.on('exit', (code, signal) => {
      if (!isOver) log.warn({ code, signal }, 'a file could not be read within its limits and was refused');
      refuse();
    });
    child.send(bytes, error => error && refuse());
  });
}
