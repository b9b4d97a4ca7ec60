import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Prisma } from '../database/client/client.ts';
import type { Transaction } from '../database/transaction.ts';
import { Overtaken } from '../messages/turn.ts';

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

/** What staff call somebody: theirs, or a free one that is theirs once it is kept. */
export async function handleOf(
  prisma: Pick<Prisma.TransactionClient, 'person'>,
  drawHandle: DrawHandle,
  personId: string,
): Promise<string> {
  const { handle } = await prisma.person.findUniqueOrThrow({ where: { id: personId }, select: { handle: true } });
  return handle ?? drawHandle(async drawn => (await prisma.person.count({ where: { handle: drawn } })) > 0);
}

/** Draws handles for those who have none. Of some four million a draw is hardly ever taken: then its person has to wait for the next. */
export async function giveHandles(
  transaction: Transaction,
  drawHandle: DrawHandle,
  personIds: string[],
): Promise<void> {
  const draws = personIds.map(async id => ({ id, handle: await drawHandle(async () => false) }));
  const rows = await Promise.all(draws);
  const once = rows.filter(({ handle }, at) => rows.findIndex(row => row.handle === handle) === at);
  await transaction.$executeRaw`
    UPDATE person p SET handle = v.handle
    FROM jsonb_to_recordset(${JSON.stringify(once)}::jsonb) AS v(id uuid, handle text)
    WHERE p.id = v.id AND p.handle IS NULL AND NOT EXISTS (SELECT FROM person o WHERE o.handle = v.handle)`;
}

/** Keeps the handle that was drawn. @throws Overtaken when the person has got another meanwhile. */
export async function keepHandle(
  transaction: Transaction,
  { personId, handle }: { personId: string; handle: string },
): Promise<void> {
  await transaction.person.updateMany({ where: { id: personId, handle: null }, data: { handle } });
  if ((await transaction.person.count({ where: { id: personId, handle } })) === 0)
    throw new Overtaken('The person has got another handle meanwhile: the turn is thought again with that.');
}
