import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { CardLibrary } from './card-library.ts';
import { loadCrisisPatterns } from './crisis.ts';
import {
  type CrisisModel,
  type CrisisReaders,
  type CrisisText,
  loadCrisisExamples,
  trainCrisisModel,
} from './crisis-classifier.ts';
import type { SearchSource } from './search-source.ts';
import { readTypedArrays, writeTypedArrays } from './typed-array-file.ts';
import { loadSteeringForms } from './words.ts';

/** Raised when the features or the shape of the model change, so that older caches are left aside. */
const cacheVersion = '3';
/** More of a language's ordinary questions would teach nothing new, and drown the examples. */
const questionsMax = 2_000;
/** An ordinary question teaches less than an example: there are twenty for each. */
const questionWeight = 0.3;
/** Some who ask for a card that brings a person first are in danger; most are not. */
const urgentQuestionWeight = 0.05;

/** Learns to hear danger from the examples, and from all ordinary questions what is none; or reads what was learnt before. */
export function loadCrisisModel(
  library: CardLibrary,
  source: SearchSource,
  readers: CrisisReaders,
  cacheDirectory?: string,
): CrisisModel {
  const train = () => trainCrisisModel(textsOf(library, source), readers);
  if (cacheDirectory === undefined) return train();
  const path = join(cacheDirectory, `crisis.${fingerprintOf(library, source)}.bin`);
  const kept = readModel(path);
  if (kept) return kept;
  const model = train();
  writeModel(path, model);
  return model;
}

function textsOf(library: CardLibrary, source: SearchSource): CrisisText[] {
  const examples = [...loadCrisisExamples(library.localesDirectory)].flatMap(([language, byKind]) =>
    Object.entries(byKind).flatMap(([kind, texts]) =>
      texts.map(text => ({ kind: kind as CrisisText['kind'], text, language, weight: 1 })),
    ),
  );
  const steering = [...loadSteeringForms(library.localesDirectory)].flatMap(([language, forms]) =>
    Object.values(forms).flatMap(texts => texts.map(text => ({ kind: 'none' as const, text, language, weight: 1 }))),
  );
  const questions = source.languages.flatMap(language => questionsIn(language, library, source));
  return [...examples, ...steering, ...questions];
}

/** What people ask who are in no danger, as far as their card tells. */
function questionsIn(language: string, library: CardLibrary, source: SearchSource): CrisisText[] {
  const asked = source.texts(language).filter(({ weight }) => weight === 1);
  const stride = Math.ceil(asked.length / questionsMax);
  const teach = (text: string, weight: number): CrisisText => ({ kind: 'none', text, language, weight });
  return [
    ...(source.background.get(language) ?? []).map(text => teach(text, questionWeight)),
    ...asked.flatMap(({ cardId, text }, at) => {
      const { crisis, escalation } = library.card(cardId, 'en')?.original ?? {};
      if (at % stride > 0 || crisis || escalation?.level === 'E4') return [];
      return [teach(text, escalation?.level === 'E3' ? urgentQuestionWeight : questionWeight)];
    }),
  ];
}

function writeModel(path: string, { terms, classifier }: CrisisModel): void {
  const { table, idf, textCount, sharedCount } = terms;
  const { classCount, weights, scales } = classifier;
  writeTypedArrays(path, { textCount, sharedCount, classCount }, { ...table, idf, weights, scales });
}

function readModel(path: string): CrisisModel | undefined {
  const kept = readTypedArrays(path);
  if (!kept) return undefined;
  const { textCount, sharedCount, classCount } = kept.meta as Record<
    'textCount' | 'sharedCount' | 'classCount',
    number
  >;
  return {
    terms: {
      table: { slots: kept.array('slots', 'Uint32Array'), rows: kept.array('rows', 'Uint32Array') },
      idf: kept.array('idf', 'Float32Array'),
      textCount,
      sharedCount,
    },
    classifier: {
      classCount,
      weights: kept.array('weights', 'Int8Array'),
      scales: kept.array('scales', 'Float32Array'),
    },
  };
}

function fingerprintOf(library: CardLibrary, source: SearchSource): string {
  const parts = [
    cacheVersion,
    [...loadCrisisExamples(library.localesDirectory)],
    [...loadCrisisPatterns(library.localesDirectory)],
    [...loadSteeringForms(library.localesDirectory)],
    [...source.conceptForms],
    [...source.background],
    source.languages.map(source.fingerprint),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
