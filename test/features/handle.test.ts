import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createDrawHandle } from '../../src/features/handle.ts';

const SEED = join(import.meta.dirname, '../../prisma/seed');
const wordsOf = (file: string) => readFileSync(join(SEED, file), 'utf8').trim().split('\n');
const lists = { first: wordsOf('handle-first-words.txt'), second: wordsOf('handle-second-words.txt') };
const nobodyHas = async () => false;

describe('a handle', () => {
  test('is two words and a number', async () => {
    const drawHandle = createDrawHandle(SEED);
    for (let count = 0; count < 200; count++) {
      const [, first = '', second = ''] = /^([a-z]+)-([a-z]+) [1-9]\d$/.exec(await drawHandle(nobodyHas)) ?? [];
      expect(lists.first).toContain(first);
      expect(lists.second).toContain(second);
    }
  });

  test('is drawn from all words and all numbers', async () => {
    const lowest = createDrawHandle(SEED, () => 0);
    const highest = createDrawHandle(SEED, below => below - 1);
    expect(await lowest(nobodyHas)).toBe(`${lists.first[0]}-${lists.second[0]} 10`);
    expect(await highest(nobodyHas)).toBe(`${lists.first.at(-1)}-${lists.second.at(-1)} 99`);
  });

  test('that somebody has is not given to another', async () => {
    const draws = [0, 0, 0, 0, 0, 0, 1, 1, 1];
    const drawHandle = createDrawHandle(SEED, () => draws.shift() ?? 0);
    const taken = await drawHandle(nobodyHas);
    const next = await drawHandle(async handle => handle === taken);
    expect(next).toBe(`${lists.first[1]}-${lists.second[1]} 11`);
  });

  test('is refused, with what to do, when all are taken', async () => {
    await expect(createDrawHandle(SEED)(async () => true)).rejects.toThrow('Add words to');
  });
});

describe.each(Object.entries(lists))('the %s words', (_, words) => {
  test('are enough, each of them once', () => {
    expect(words.length).toBeGreaterThanOrEqual(200);
    expect(new Set(words).size).toBe(words.length);
  });

  test('are short and plain enough to read aloud', () => {
    expect(words.filter(word => !/^[a-z]{3,12}$/.test(word))).toEqual([]);
  });

  test('are in neither list twice, so that no handle repeats a word', () => {
    expect(lists.first.filter(word => lists.second.includes(word))).toEqual([]);
  });

  test.each([
    [
      'a colour of skin',
      ['black', 'white', 'brown', 'yellow', 'red', 'olive', 'tan', 'pale', 'dark', 'ebony', 'ivory', 'bronze'],
    ],
    [
      'an animal',
      ['fox', 'dog', 'cat', 'pig', 'ape', 'rat', 'snake', 'bird', 'lion', 'bear', 'deer', 'kite', 'cricket'],
    ],
    [
      'a body',
      [
        'hand',
        'head',
        'foot',
        'arm',
        'elbow',
        'heart',
        'chest',
        'palm',
        'thin',
        'fat',
        'tall',
        'chubby',
        'blind',
        'lame',
      ],
    ],
    [
      'a faith',
      ['temple', 'chapel', 'church', 'mosque', 'cross', 'crescent', 'angel', 'holy', 'saint', 'spire', 'steeple'],
    ],
    ['war', ['arrow', 'bow', 'shield', 'spear', 'cannon', 'castle', 'tank', 'rocket', 'turret', 'guard', 'drum']],
    [
      'the crossing',
      ['boat', 'raft', 'ship', 'ferry', 'channel', 'sea', 'ocean', 'wave', 'tide', 'tent', 'camp', 'lorry', 'border'],
    ],
    ['being shut in', ['gate', 'fence', 'wall', 'cage', 'cell', 'lock', 'bar', 'key', 'chain', 'court', 'tower']],
    [
      'what is rude in another language',
      [
        'air',
        'airy',
        'bite',
        'bowl',
        'car',
        'chute',
        'curve',
        'gust',
        'lunch',
        'moot',
        'pine',
        'pipe',
        'seal',
        'verge',
        'zip',
      ],
    ],
  ])('name nothing of %s', (_, forbidden) => {
    expect(words.filter(word => forbidden.includes(word))).toEqual([]);
  });
});
