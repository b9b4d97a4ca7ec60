import { z } from 'zod';
import { type Classifier, classify, trainClassifier } from './classifier.ts';
import type { Concepts } from './concepts.ts';
import { type CrisisKind, type CrisisSign, type CrisisSigns, crisisKinds } from './crisis.ts';
import { featureHash } from './feature-hash.ts';
import { extractFeatures, type Features } from './features.ts';
import { readLocaleFiles } from './locale-file.ts';
import { words } from './normalise.ts';
import { buildTermsModel, type TermsModel, type TermsVector, termsVector } from './terms-model.ts';

/** What people say in danger, by its kind; `none` is what sounds like it and is not. */
export type CrisisExamples = Partial<Record<CrisisKind | 'none', string[]>>;

/**
 * A regression from words, pairs, concepts, letter groups and patterns to the kinds of danger, for all languages at once. Its last
 * class is none.
 */
export interface CrisisModel {
  terms: TermsModel;
  classifier: Classifier;
}

/** A text that the model learns from. */
export interface CrisisText {
  kind: CrisisKind | 'none';
  text: string;
  language: string;
  /** 1 for an example; less for an ordinary question: there are so many that they would drown the examples. */
  weight: number;
}

/** What a piece of a message is read with. */
export interface CrisisReaders {
  concepts: Concepts;
  signs: CrisisSigns;
}

export interface CrisisOdds {
  /** 0 to 1, of all kinds together. */
  probability: number;
  /** The likelier one. */
  isLikelier(a: CrisisKind, b: CrisisKind): boolean;
  likeliest: CrisisKind;
}

const examplesSchema = z.partialRecord(z.enum([...crisisKinds, 'none']), z.array(z.string()));
const classes = [...crisisKinds, 'none'] as const;
const none = classes.length - 1;
/** Groups of letters are many; together they count about as much as the words. */
const lettersWeight = 0.2;
/** Against the 1.5 of a concept. */
const conceptPairWeight = 0.8;
/** A pattern was written by somebody who thought about danger: it tells more than any word. */
const signWeight = 4;
/** What every message has, so that one of unknown words alone is taken for none. */
const biasValue = 0.3;
/** What a single example says teaches nothing about others. */
const examplesMin = 2;

export function loadCrisisExamples(localesDirectory: string): Map<string, CrisisExamples> {
  return readLocaleFiles(localesDirectory, 'crisis-examples.json', examplesSchema);
}

export function trainCrisisModel(texts: CrisisText[], readers: CrisisReaders): CrisisModel {
  const read = texts.map(({ text, language, kind, weight }) => {
    const message = words(text);
    const features = extractFeatures(message, language, readers.concepts);
    return { kind, weight, features: crisisFeatures(features, readers.signs(message)) };
  });
  const examples = read.filter(({ weight }) => weight === 1).map(({ features }) => features);
  const terms = buildTermsModel(examples, examplesMin);
  const learnt = read.map(({ kind, weight, features }) => ({
    ...withBias(terms, features),
    card: classes.indexOf(kind),
    weight,
  }));
  return { terms, classifier: trainClassifier(learnt, terms.idf.length + 1, classes.length) };
}

/** How likely each danger is. @param features of the message, read as the language that it seems to be in. */
export function crisisOdds({ terms, classifier }: CrisisModel, features: Features, signs: CrisisSign[]): CrisisOdds {
  const odds = classify(classifier, withBias(terms, crisisFeatures(features, signs)));
  const isLikelier = (a: CrisisKind, b: CrisisKind) =>
    (odds[classes.indexOf(a)] ?? 0) > (odds[classes.indexOf(b)] ?? 0);
  return {
    probability: 1 - (odds[none] ?? 1),
    isLikelier,
    likeliest: crisisKinds.reduce((best, kind) => (isLikelier(kind, best) ? kind : best)),
  };
}

/** What a message is heard by, in one list of terms. */
function crisisFeatures(features: Features, signs: CrisisSign[]): Features {
  const names = new Set(signs.flatMap(({ kind, sign }) => [sign, `${sign} ${kind}`]));
  const more: [hashes: Uint32Array, weight: number][] = [
    [features.letters, lettersWeight],
    [conceptPairs(features.conceptIds), conceptPairWeight],
    [Uint32Array.from([...names].map(name => featureHash('sign', name))), signWeight],
  ];
  let filled = features.terms.length;
  const total = more.reduce((sum, [hashes]) => sum + hashes.length, filled);
  const [terms, termWeights] = [new Uint32Array(total), new Float32Array(total)];
  terms.set(features.terms);
  termWeights.set(features.termWeights);
  for (const [hashes, weight] of more) {
    terms.set(hashes, filled);
    termWeights.fill(weight, filled, filled + hashes.length);
    filled += hashes.length;
  }
  return { ...features, terms, termWeights };
}

/** "Child" and "not come home" are each no danger; together they are. */
function conceptPairs(conceptIds: string[]): Uint32Array {
  const sorted = conceptIds.toSorted();
  return Uint32Array.from(
    sorted.flatMap((id, at) => sorted.slice(at + 1).map(other => featureHash('pair', `${id} & ${other}`))),
  );
}

function withBias(terms: TermsModel, features: Features): TermsVector {
  const vector = termsVector(terms, features);
  const rows = new Uint32Array(vector.rows.length + 1);
  const values = new Float32Array(rows.length);
  rows.set(vector.rows);
  values.set(vector.values);
  rows[vector.rows.length] = terms.idf.length;
  values[vector.rows.length] = biasValue;
  return { rows, values };
}
