import type { Calibration } from './calibration.ts';
import type { Shard } from './shard.ts';
import { readTypedArrays, writeTypedArrays } from './typed-array-file.ts';

/** A shard with what its scores are worth. */
export interface CalibratedShard {
  shard: Shard;
  calibration: Calibration;
}

interface Meta {
  cardCount: number;
  textCount: number;
  sharedCount: number;
  classCount?: number | undefined;
  calibration: Calibration;
}

export function writeShard(path: string, { shard, calibration }: CalibratedShard): void {
  const { letters, terms, centroids, classifier } = shard;
  const meta: Meta = {
    cardCount: shard.cardCount,
    textCount: terms.textCount,
    sharedCount: terms.sharedCount,
    classCount: classifier?.classCount,
    calibration,
  };
  writeTypedArrays(path, meta, {
    cardOfText: shard.cardOfText,
    letterSlots: letters.table.slots,
    letterRows: letters.table.rows,
    letterStarts: letters.starts,
    letterTexts: letters.texts,
    letterWeights: letters.weights,
    letterScales: letters.scales,
    termSlots: terms.table.slots,
    termRows: terms.table.rows,
    termIdf: terms.idf,
    centroidStarts: centroids.starts,
    centroidCards: centroids.cards,
    centroidValues: centroids.values,
    centroidLengths: centroids.lengths,
    ...(classifier && { classWeights: classifier.weights, classScales: classifier.scales }),
  });
}

/** `undefined` when the shard has not been written. */
export function readShard(path: string): CalibratedShard | undefined {
  const file = readTypedArrays(path);
  if (!file) return undefined;
  const meta = file.meta as Meta;
  const shard: Shard = {
    cardCount: meta.cardCount,
    cardOfText: file.array('cardOfText', 'Uint32Array'),
    letters: {
      table: { slots: file.array('letterSlots', 'Uint32Array'), rows: file.array('letterRows', 'Uint32Array') },
      starts: file.array('letterStarts', 'Uint32Array'),
      texts: file.array('letterTexts', 'Uint32Array'),
      weights: file.array('letterWeights', 'Float32Array'),
      scales: file.array('letterScales', 'Float32Array'),
    },
    terms: {
      table: { slots: file.array('termSlots', 'Uint32Array'), rows: file.array('termRows', 'Uint32Array') },
      idf: file.array('termIdf', 'Float32Array'),
      textCount: meta.textCount,
      sharedCount: meta.sharedCount,
    },
    centroids: {
      starts: file.array('centroidStarts', 'Uint32Array'),
      cards: file.array('centroidCards', 'Uint32Array'),
      values: file.array('centroidValues', 'Float32Array'),
      lengths: file.array('centroidLengths', 'Float32Array'),
    },
    ...(meta.classCount !== undefined && {
      classifier: {
        classCount: meta.classCount,
        weights: file.array('classWeights', 'Int8Array'),
        scales: file.array('classScales', 'Float32Array'),
      },
    }),
  };
  return { shard, calibration: meta.calibration };
}
