import type { Feature } from '../features/feature.ts';

/** @returns what a feature waits with; undefined when it waits with nothing, or for state of an older shape. */
export function stateOf<State>(feature: Feature<State>, data: unknown): State | undefined {
  if (data === undefined) return undefined;
  const parsed = feature.state.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}
