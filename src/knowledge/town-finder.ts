import type { Area } from './areas.ts';
import { createForgiveTypos } from './forgive-typos.ts';
import type { Gazetteer } from './gazetteer.ts';

/**
 * Makes a finder of towns and councils by their names in any language. A name that is one is never taken for a mistyped other one.
 *
 * @returns a finder that takes a name as `normalise` leaves it, and gives the areas that it may mean.
 */
export function createTownFinder({ names }: Gazetteer): (name: string) => Area[] {
  const forgiveTypos = createForgiveTypos(names.keys());
  return name => {
    const exact = names.get(name);
    if (exact) return exact;
    const meant = forgiveTypos(name).flatMap(known => names.get(known) ?? []);
    return [...new Map(meant.map(area => [area.council?.code, area])).values()];
  };
}
