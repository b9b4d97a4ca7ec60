import { randomUUID } from 'node:crypto';
import type { TimelyTurn } from '../feature.ts';
import type { DirectoryDeps } from './directory-deps.ts';
import type { Introduction } from './introduction.ts';
import { underCard } from './introduction-card.ts';

/** What its member's end of an introduction comes to: the organiser sees it, and can write to them no more. */
export function endIntroduction(
  { introductions, say, now }: Pick<DirectoryDeps, 'introductions' | 'say' | 'now'>,
  found: Introduction,
): TimelyTurn {
  return {
    writes: [introductions.close(found, now())],
    posts: [underCard(found, randomUUID(), { text: say('directory.card.ended'), language: 'en' })],
    shows: [`directory:card:${found.id}`],
  };
}
