import type { Outcome } from './record.ts';

const ORDER: Outcome['what'][] = ['taken', 'changed', 'hidden', 'left', 'refused', 'gone', 'unchanged'];

/** What came of an import, a line for each record that is worth one, and a line with all the counts. */
export function reportLines(outcomes: Outcome[]): string[] {
  const byWhat = Map.groupBy(outcomes, ({ what }) => what);
  const told = ORDER.filter(what => what !== 'unchanged').flatMap(what => byWhat.get(what) ?? []);
  const lines = told.map(({ what, name, why }) => `${what}: ${name}${why ? ` (${why})` : ''}`);
  const counts = ORDER.map(what => `${byWhat.get(what)?.length ?? 0} ${what}`).join(', ');
  return [...lines, counts];
}
