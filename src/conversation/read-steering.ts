import type { Heard } from '../features/feature.ts';
import type { ReadWord } from '../knowledge/words.ts';

export type WordReader = (text: string, language: string) => ReadWord | undefined;

/** Keys that work everywhere, in the digits of every script. */
const UNIVERSAL_KEYS: Record<string, Heard['word']> = { '0': 'help', '00': 'language', '9': 'person' };

/**
 * Reads a whole message that steers: a digit stands for the choice it was offered for, a key or a word leads where it always leads.
 *
 * @param offered ids of the choices under the last reply, in order.
 */
export function readSteering(
  text: string,
  language: string,
  offered: string[],
  readWord: WordReader,
): { choiceId?: string; word?: NonNullable<Heard['word']> } {
  const read = readWord(text, language);
  if (read?.kind === 'word') return { word: read.word };
  const choiceId = offered[Number(read?.digits) - 1];
  if (choiceId !== undefined) return { choiceId };
  const word = UNIVERSAL_KEYS[read?.digits ?? ''];
  return word ? { word } : {};
}

export function isYesOrNo(word: Heard['word']): boolean {
  return word === 'yes' || word === 'no';
}
