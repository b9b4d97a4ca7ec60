import type { CrisisKind } from '../src/knowledge/crisis.ts';
import type { Found } from '../src/knowledge/search.ts';

/** A message and what it should lead to. */
export interface EvalQuery {
  text: string;
  language: string;
  /** Ids of the cards that would be right. */
  cards: string[];
  /** `crisis`: numbers to call must come first. `none`: no card is right, and none may be given as the answer. */
  wants: 'card' | 'crisis' | 'none';
  /** A crisis reply would be right too. */
  mayBeCrisis: boolean;
}

export interface Answered {
  query: EvalQuery;
  crisis: CrisisKind | undefined;
  found: Found;
  tookMs: number;
}

/** Shares are from 0 to 1, and NaN (null in JSON) where there was nothing to count. */
export interface Measures {
  /** Messages that a card answers. */
  count: number;
  r1: number;
  r3: number;
  /** The share of `count` for which a card was given as the answer, and how many of these were right. */
  answerShare: number;
  answerPrecision: number;
  /** Messages that no card answers. */
  oosCount: number;
  /** The share of `oosCount` that was not given an answer. */
  oosRecall: number;
  /** The share of `oosCount` that was offered a person straight away, without asking "did you mean". */
  oosUnknown: number;
  crisisCount: number;
  crisisRecall: number;
  /** The share of messages without danger that were taken for a crisis. */
  crisisFalseAlarms: number;
  p50Ms: number;
  p95Ms: number;
}

export function measure(answered: Answered[]): Measures {
  const cards = answered.filter(one => one.query.wants === 'card');
  const given = cards.filter(one => one.found.band === 'answer');
  const none = answered.filter(one => one.query.wants === 'none');
  const crises = answered.filter(one => one.query.wants === 'crisis');
  const calm = answered.filter(one => !one.query.mayBeCrisis);
  const times = answered.map(one => one.tookMs).sort((a, b) => a - b);
  return {
    count: cards.length,
    r1: share(cards, one => isHit(one, 1)),
    r3: share(cards, one => isHit(one, 3)),
    answerShare: share(cards, one => one.found.band === 'answer'),
    answerPrecision: share(given, one => isHit(one, 1)),
    oosCount: none.length,
    oosRecall: share(none, one => one.found.band !== 'answer'),
    oosUnknown: share(none, one => one.found.band === 'unknown'),
    crisisCount: crises.length,
    crisisRecall: share(crises, one => one.crisis !== undefined),
    crisisFalseAlarms: share(calm, one => one.crisis !== undefined),
    p50Ms: times[Math.floor(times.length * 0.5)] ?? Number.NaN,
    p95Ms: times[Math.floor(times.length * 0.95)] ?? Number.NaN,
  };
}

export function isHit({ query, found }: Answered, among: number): boolean {
  return found.candidates.slice(0, among).some(candidate => query.cards.includes(candidate.cardId));
}

function share<T>(all: T[], counts: (one: T) => boolean): number {
  return all.length === 0 ? Number.NaN : all.filter(counts).length / all.length;
}
