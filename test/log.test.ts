import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { errorForLog } from '../src/log.ts';

const HERE = join(import.meta.dirname, 'log.test.ts');
/** What somebody might write, and a fault might quote: lines that look like a stack's, of our own files too. */
const WORDS = [
  'call 07700 900123',
  '    at 07700 900123 (x:1:1)',
  `    at amina (${join(import.meta.dirname, '../src/amina-kassem.ts')}:1:1)`,
  '    at src/amina-kassem.ts:1:1',
  '    at node:amina:1:1',
].join('\n');

/** Everything in it that is somebody's. */
const leaks = (logged: unknown) => JSON.stringify(logged).match(/07700|900123|amina|kassem|call/gi);

describe('an error in the log', () => {
  test('says where it was thrown, and nothing of what its message quotes', () => {
    const logged = errorForLog(new TypeError(WORDS));
    expect(logged.name).toBe('TypeError');
    expect(logged.at?.[0]).toMatch(/^test\/log\.test\.ts:\d+:\d+$/);
    expect(leaks(logged)).toBeNull();
  });

  test('says nothing of a message that was changed after the stack was made', () => {
    const error = new Error(WORDS);
    error.message = 'something else';
    expect(leaks(errorForLog(error))).toBeNull();
    const other = new Error('short');
    other.message = WORDS;
    expect(leaks(errorForLog(other))).toBeNull();
  });

  test('names files of this project, of libraries and of Node, without the path of the machine', async () => {
    const error = new Error('x');
    error.stack = [
      'Error: x',
      `    at think (file://${HERE}:10:20)`,
      `    at async ${join(import.meta.dirname, '../node_modules/@prisma/client/index.js')}:1:2`,
      '    at node:internal/process/task_queues:103:5',
      '    at elsewhere (/home/amina/other.ts:1:1)',
      '    at async Promise.all (index 0)',
      '    at node:internal/process/task_queues:103:5',
      `    at async take (${HERE}:30:40)`,
    ].join('\n');
    expect(errorForLog(error).at).toEqual([
      'test/log.test.ts:10:20',
      'node_modules/@prisma/client/index.js:1:2',
      'node:internal/process/task_queues:103:5',
      'test/log.test.ts:30:40',
    ]);
    const missing = await readFile('/nowhere/amina').catch(error => error);
    expect(errorForLog(missing)).toMatchObject({ name: 'Error', code: 'ENOENT' });
    expect(leaks(errorForLog(missing))).toBeNull();
  });

  test('of something that is no error says only what kind of thing it is', () => {
    expect(errorForLog(WORDS)).toEqual({ name: 'string' });
  });
});
