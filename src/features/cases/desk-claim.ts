import { audit } from '../audit.ts';
import { toMember } from './desk-post.ts';
import { done, onCase, showsOf, tell } from './desk-say.ts';
import type { DeskDeps, DeskStep } from './desk-step.ts';

/** Takes a case in hand. Of two who press at once one has it, and the other is told who. */
export function claimStep(deps: DeskDeps): DeskStep {
  const { say, writes, seal, colleagues, news } = deps;
  return onCase(deps, {
    async press({ heard, who, at, file }) {
      const { staffId } = who;
      const { handle, ownerId } = file;
      const answer = (key: string, name = who.name) => tell(heard, say('desk.title'), say(key, { handle, name }));
      if (file.closedAt) return done(answer('desk.isClosed'));
      if (ownerId === staffId) return done(answer('desk.claim.yours'));
      if (ownerId) {
        const owner = await colleagues.find(ownerId);
        return done(answer('desk.claim.taken', owner?.name ?? say('desk.former')), {
          shows: showsOf(file.id, staffId),
        });
      }
      return done(answer('desk.claim.done'), {
        writes: [writes.claim(file.id, { staffId, at }), audit({ staffId, what: 'claim', caseId: file.id }, seal)],
        posts: toMember(file, news.claimed(file, who.name)),
        shows: showsOf(file.id, staffId),
      });
    },
  });
}
