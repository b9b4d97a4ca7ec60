import type { Post } from '../../messages/turn.ts';
import type { Colleague } from '../colleagues.ts';
import type { TimelyTurn } from '../feature.ts';
import type { Climb } from './case-clocks.ts';
import type { CaseFile } from './case-file.ts';
import { factsLine, levelLine, titleLine } from './case-lines.ts';
import { timesOf } from './case-view.ts';
import { toColleague, toRoom } from './desk-post.ts';
import { button } from './desk-say.ts';
import type { DeskDeps } from './desk-step.ts';

/**
 * Brings a case that nobody claims to more people, each once: a reminder in its room, then the leads, then whoever is on call. Where
 * there is nobody of a kind, the leads are told in their place.
 */
export async function climb(deps: DeskDeps, nowMs: number): Promise<TimelyTurn[]> {
  const { cases, office, colleagues } = deps;
  const unclaimed = await cases.where({ closedAt: null, ownerId: null });
  if (unclaimed.length === 0) return [];
  const [{ clocks }, staff] = await Promise.all([office(), colleagues.all()]);
  return unclaimed.flatMap(file => {
    const due = clocks.climbs(timesOf(file)).filter(({ at }) => at.getTime() <= nowMs);
    const steps = due.slice(file.climbed);
    if (steps.length === 0) return [];
    return {
      writes: [deps.writes.climb(file, due.length)],
      posts: steps.flatMap(({ step }) => postsFor(deps, file, step, staff)),
      shows: [`cases:card:${file.id}`],
    };
  });
}

function postsFor({ say }: DeskDeps, file: CaseFile, step: Climb['step'], staff: Colleague[]): Post[] {
  const text = say(`desk.climb.${step}`, {
    title: titleLine(file),
    facts: factsLine(file, say),
    level: levelLine(file, say),
  });
  const choices = [button(say, 'claim', [file.id], false), button(say, 'timeline', [file.id])];
  if (step === 'reminder' && file.roomId) return toRoom(file, { text, language: 'en', choices });
  return toBeTold(step, staff).map(colleague => toColleague(colleague, { text, choices }));
}

/** Those who are away are told only when everybody is. */
function toBeTold(step: Climb['step'], staff: Colleague[]): Colleague[] {
  const leads = staff.filter(({ role }) => role === 'lead');
  const onCall = staff.filter(colleague => colleague.onCall && colleague.role !== 'organiser');
  const meant = step === 'onCall' && onCall.length > 0 ? onCall : leads;
  const present = meant.filter(({ away }) => !away);
  return present.length > 0 ? present : meant;
}
