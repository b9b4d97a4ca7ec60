import type { Feature, FeatureTurn, Heard } from '../features/feature.ts';
import type { Next } from '../messages/turn.ts';
import type { SavedState } from './saved-state.ts';
import { stateOf } from './state-of.ts';
import type { Thought } from './think.ts';

/** A hand-over may be followed by another; more than this is a ring. */
const HOPS_MAX = 3;

/** Where the steps of a turn have led: who waits for an answer, with what; nobody at the start. */
export type Led = Pick<SavedState, 'feature' | 'data' | 'aside'>;

/**
 * Lets a feature think, and those that it hands over to, and gathers in the thought what they want.
 *
 * @param from where the conversation was: who waited, with what.
 */
export async function takeSteps(
  features: Map<string, Feature>,
  thought: Thought,
  first: Feature,
  heard: Heard,
  from: Led | undefined,
): Promise<Led> {
  const waiting = [from, from?.aside].find(each => each?.feature === first.name);
  const aside = asideOf(features, first, from);
  let [feature, hears, state] = [first, heard, stateOf(first, waiting?.data)];
  for (let hop = 0; hop < HOPS_MAX; hop++) {
    const turn = await feature.think(hears, state);
    takeIn(thought, feature, turn);
    if (turn.next === 'start') return { feature: '', data: null, ...(aside && { aside }) };
    if ('wait' in turn.next) {
      const isOwn = aside?.feature === feature.name;
      return { feature: feature.name, data: turn.next.wait, ...(aside && !isOwn && { aside }) };
    }
    hears = { ...withLearnt(hears, thought), handedOver: turn.next.with ?? null };
    feature = targetOf(features, feature, turn.next);
    state = undefined;
  }
  throw new Error(`${first.name} handed over more than ${HOPS_MAX} times: two features hand over to each other.`);
}

/** Adds to a thought what a feature wants. */
export function takeIn(thought: Thought, feature: Feature, turn: FeatureTurn): void {
  thought.feature = feature.name;
  thought.replies.push(...turn.replies);
  thought.writes.push(...(turn.writes ?? []));
  thought.posts.push(...(turn.posts ?? []));
  thought.shows.push(...(turn.shows ?? []));
  thought.takesBack.push(...(turn.takesBack ?? []));
  thought.feeds.push(...(turn.feeds ?? []));
  Object.assign(thought.learnt, turn.learnt);
  thought.understood ??= turn.understood;
}

function targetOf(
  features: Map<string, Feature>,
  { name }: Feature,
  { goTo }: Extract<Next, { goTo: string }>,
): Feature {
  const target = features.get(goTo);
  if (target) return target;
  throw new Error(
    `${name} hands over to ${goTo}, which is not among the features: ${[...features.keys()].join(', ')}.`,
  );
}

/** What a hand-over hears: the sender as the turn has come to know them. */
function withLearnt(heard: Heard, { learnt: { language, nation } }: Thought): Heard {
  return {
    ...heard,
    ...(language && { language }),
    sender: { ...heard.sender, ...(nation && { nation }) },
  };
}

/** What is kept while another feature has the word: what waited and must not be lost, or else what was aside already. */
function asideOf(features: Map<string, Feature>, first: Feature, from: Led | undefined): Led['aside'] {
  if (!from) return undefined;
  const { feature: name, data } = from;
  const feature = features.get(name);
  const state = feature && stateOf(feature, data ?? undefined);
  const isKept = state !== undefined && feature?.keeps?.(state);
  const aside = isKept ? { feature: name, data } : from.aside;
  return aside?.feature === first.name ? undefined : aside;
}
