import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Gives a handle that nobody has. @param isTaken tells whether somebody has it. */
export type DrawHandle = (isTaken: (handle: string) => Promise<boolean>) => Promise<string>;

const NUMBER_MIN = 10;
const NUMBER_MAX = 99;
/** Of some four million handles so many in a row are taken only when nearly all are. */
const DRAWS_MAX = 50;

/**
 * Names people by two words and a number that are drawn, and say nothing of them: colleagues can speak of a person without
 * a name, a phone number or a platform's id.
 *
 * @example amber-river 27
 * @param seedDirectory holds `handle-first-words.txt` and `handle-second-words.txt`, a word a line.
 * @param random gives a whole number from 0 up to, and not with, the one that it is given.
 */
export function createDrawHandle(seedDirectory: string, random: (below: number) => number = randomInt): DrawHandle {
  const readWords = (file: string) => readFileSync(join(seedDirectory, file), 'utf8').trim().split('\n');
  const firstWords = readWords('handle-first-words.txt');
  const secondWords = readWords('handle-second-words.txt');
  const oneOf = (words: string[]) => words[random(words.length)];

  return async isTaken => {
    for (let draw = 0; draw < DRAWS_MAX; draw++) {
      const number = NUMBER_MIN + random(NUMBER_MAX - NUMBER_MIN + 1);
      const handle = `${oneOf(firstWords)}-${oneOf(secondWords)} ${number}`;
      if (!(await isTaken(handle))) return handle;
    }
    throw new Error(`No free handle was drawn in ${DRAWS_MAX}. Add words to prisma/seed/handle-first-words.txt.`);
  };
}
