/** A logistic regression from evidence to the probability that a card is the right one. */
export interface Calibration {
  bias: number;
  weights: number[];
}

/** One observation: evidence, whether the card was right, and how much the observation counts. */
export interface Observation {
  values: number[];
  right: boolean;
  weight: number;
}

const steps = 400;
const rate = 0.5;
const decay = 1e-3;

/** Gradient descent on standardised values: small, and the same every time. */
export function fitLogistic(observations: Observation[]): Calibration {
  const width = observations[0]?.values.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => observations.map(o => o.values[column] ?? 0));
  const means = columns.map(mean);
  const spreads = columns.map(
    (column, at) => Math.sqrt(mean(column.map(value => (value - (means[at] ?? 0)) ** 2))) || 1,
  );
  // One after the other in one array, since they are gone through some hundred times.
  const rows = Float64Array.from(
    observations.flatMap(o => o.values.map((value, at) => (value - (means[at] ?? 0)) / (spreads[at] ?? 1))),
  );
  const total = observations.reduce((sum, o) => sum + o.weight, 0) || 1;

  const weights = new Float64Array(width);
  let bias = 0;
  for (let step = 0; step < steps; step++) {
    const slopes = new Float64Array(width);
    let biasSlope = 0;
    for (const [at, { right, weight }] of observations.entries()) {
      const start = at * width;
      let sum = 0;
      for (let column = 0; column < width; column++) sum += (weights[column] ?? 0) * (rows[start + column] ?? 0);
      const error = (logistic(bias + sum) - Number(right)) * weight;
      biasSlope += error;
      for (let column = 0; column < width; column++)
        slopes[column] = (slopes[column] ?? 0) + error * (rows[start + column] ?? 0);
    }
    bias -= (rate * biasSlope) / total;
    for (let column = 0; column < width; column++)
      weights[column] =
        (weights[column] ?? 0) - rate * ((slopes[column] ?? 0) / total + decay * (weights[column] ?? 0));
  }
  const plain = Array.from(weights, (weight, at) => weight / (spreads[at] ?? 1));
  return { weights: plain, bias: bias - dot(plain, means) };
}

export function probability({ bias, weights }: Calibration, values: number[]): number {
  return logistic(bias + dot(weights, values));
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}
