import type { LearntText } from './centroids.ts';
import type { TermsVector } from './terms-model.ts';

/** A multinomial logistic regression from terms to cards. */
export interface Classifier {
  classCount: number;
  /** For each term and class, in steps of the term's `scales`. */
  weights: Int8Array;
  scales: Float32Array;
}

// Inside a test's own realm every look-up of a global is slow, and these are made some hundred million times.
const { abs, exp, sqrt } = Math;

const epochs = 8;
const rate = 0.5;
/** Errors smaller than this no longer teach anything, and skipping them halves the time. */
const errorMin = 1e-3;

/**
 * Learns from the terms of the first `termCount` rows; what a single text says teaches nothing about others.
 * Stochastic gradient descent with AdaGrad steps; the order of the texts is shuffled, but always in the same way.
 */
export function trainClassifier(texts: LearntText[], termCount: number, classCount: number): Classifier {
  const weights = new Float32Array(termCount * classCount);
  const squares = new Float32Array(termCount * classCount).fill(1e-3);
  const odds = new Float32Array(classCount);
  /** The classes that a text is wrong about, and by how much. */
  const wrong = new Uint32Array(classCount);
  const errors = new Float64Array(classCount);
  const order = texts.map(text => withinRows(text, termCount));
  const random = seededRandom();
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const { rows, values, card, weight } of order) {
      odds.fill(0);
      for (let at = 0; at < rows.length; at++) addRow(odds, weights, (rows[at] ?? 0) * classCount, values[at] ?? 0);
      softmax(odds);
      let wrongCount = 0;
      for (let index = 0; index < classCount; index++) {
        const error = (odds[index] ?? 0) - (index === card ? 1 : 0);
        if (abs(error) < errorMin) continue;
        wrong[wrongCount] = index;
        errors[wrongCount] = error;
        wrongCount += 1;
      }
      // Row by row, as the weights lie in memory.
      for (let at = 0; at < rows.length; at++) {
        const start = (rows[at] ?? 0) * classCount;
        const value = values[at] ?? 0;
        for (let nth = 0; nth < wrongCount; nth++) {
          const cell = start + (wrong[nth] ?? 0);
          const gradient = (errors[nth] ?? 0) * value * weight;
          const square = (squares[cell] ?? 0) + gradient * gradient;
          squares[cell] = square;
          weights[cell] = (weights[cell] ?? 0) - (rate * gradient) / sqrt(square);
        }
      }
    }
  }
  return quantise(weights, termCount, classCount);
}

/** The probability of each class; they add up to 1. */
export function classify({ classCount, weights, scales }: Classifier, { rows, values }: TermsVector): Float32Array {
  const odds = new Float32Array(classCount);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    if (row < scales.length) addRow(odds, weights, row * classCount, (values[at] ?? 0) * (scales[row] ?? 0));
  }
  softmax(odds);
  return odds;
}

function withinRows(text: LearntText, rowCount: number): LearntText {
  const isKept = (_: number, at: number) => (text.rows[at] ?? 0) < rowCount;
  return { ...text, rows: text.rows.filter(isKept), values: text.values.filter(isKept) };
}

function addRow(sums: Float32Array, weights: Float32Array | Int8Array, start: number, factor: number): void {
  for (let index = 0; index < sums.length; index++)
    sums[index] = (sums[index] ?? 0) + factor * (weights[start + index] ?? 0);
}

function softmax(odds: Float32Array): void {
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of odds) if (value > highest) highest = value;
  let total = 0;
  for (let index = 0; index < odds.length; index++) {
    const value = exp((odds[index] ?? 0) - highest);
    odds[index] = value;
    total += value;
  }
  for (let index = 0; index < odds.length; index++) odds[index] = (odds[index] ?? 0) / total;
}

function quantise(weights: Float32Array, termCount: number, classCount: number): Classifier {
  const steps = new Int8Array(weights.length);
  const scales = new Float32Array(termCount);
  for (let row = 0; row < termCount; row++) {
    let largest = 0;
    for (let cell = row * classCount; cell < (row + 1) * classCount; cell++)
      largest = Math.max(largest, Math.abs(weights[cell] ?? 0));
    const scale = largest / 127 || 1;
    scales[row] = scale;
    for (let cell = row * classCount; cell < (row + 1) * classCount; cell++)
      steps[cell] = Math.round((weights[cell] ?? 0) / scale);
  }
  return { classCount, weights: steps, scales };
}

function shuffle<T>(items: T[], random: () => number): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other] as T, items[last] as T];
  }
}

function seededRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}
