import { Worker } from 'node:worker_threads';
import { log } from '../log.ts';
import type { FileContent } from '../messages/file.ts';
import type { RefusalCode } from './file-refusal.ts';

/** A file as it may be kept, or why it may not. */
export type CleanFile = { file: FileContent } | { refused: RefusalCode };

/** The largest files take 2 s on a slow machine; one that takes longer was made to. */
const TIMEOUT_MS = 20_000;
const HEAP_MB_MAX = 256;

let last: Promise<unknown> = Promise.resolve();

/**
 * Scans a file for what it really is, and strips it of all that it tells beside: where it was made, by whom. The bytes are a stranger's, so
 * they are read in a thread of their own, one file at a time, that is ended when it takes too long or too much memory.
 *
 * @returns never throws for a file, whatever is in it.
 */
export function cleanFile(bytes: Uint8Array): Promise<CleanFile> {
  const cleaned = last.then(() => cleanInThread(bytes));
  last = cleaned;
  return cleaned;
}

function cleanInThread(bytes: Uint8Array): Promise<CleanFile> {
  return new Promise(resolve => {
    const worker = new Worker(new URL('./clean-file-thread.ts', import.meta.url), {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
      // Libraries grumble about files.
      stdout: true,
      stderr: true,
    });
    const end = (result: CleanFile) => {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    };
    const timer = setTimeout(end, TIMEOUT_MS, { refused: 'tooComplex' });
    worker.on('message', end);
    worker.on('error', error => {
      log.warn({ err: error }, 'a file could not be read within its limits and was refused');
      end({ refused: 'tooComplex' });
    });
  });
}
