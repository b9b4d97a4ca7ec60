import { audit } from '../audit.ts';
import { titleLine } from './case-lines.ts';
import { inThread, toMember } from './desk-post.ts';
import { done, lineIn, onCase, showsOf, tell } from './desk-say.ts';
import { type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

const REASON_CHARS_MAX = 1000;

/** Closes a case with a reason for colleagues, and asks the member how it went. What they wrote meanwhile is not closed over. */
export function closeStep(deps: DeskDeps): DeskStep {
  const { say, writes, seal, news } = deps;
  return onCase(deps, {
    press({ heard, file }) {
      if (file.closedAt) return done(tell(heard, say('desk.title'), say('desk.isClosed', { handle: file.handle })));
      return done({
        text: [titleLine(file), file.waitingSince && say('desk.close.waiting')].filter(line => line).join('\n'),
        language: 'en',
        form: {
          id: deskId('close', file.id, readUpTo(file.waitingSince)),
          title: say('desk.close.title'),
          language: 'en',
          submit: say('desk.close.submit'),
          fields: [{ kind: 'text', name: 'reason', label: say('desk.close.reason'), charsMax: REASON_CHARS_MAX }],
        },
      });
    },

    submit({ heard, file, who, at, rest }, values) {
      const { handle } = file;
      const answer = (key: string) => done(tell(heard, say('desk.title'), say(key, { handle })));
      if (file.closedAt) return answer('desk.isClosed');
      if (readUpTo(file.waitingSince) !== rest[1]) return answer('desk.close.wroteSince');
      const { staffId, name } = who;
      const reason = lineIn(values, 'reason') ?? '';
      return done([], {
        writes: [
          writes.close(file, { staffId, at, text: reason }),
          audit({ staffId, what: 'close', caseId: file.id }, seal),
        ],
        posts: [
          ...toMember(file, news.closed(file, name)),
          ...inThread(file, say('desk.close.inThread', { name, reason })),
        ],
        shows: showsOf(file.id, staffId, file.ownerId),
      });
    },
  });
}

/** Opens a closed case again, in the hands that it was in. The member reads of it when somebody writes to them. */
export function reopenStep(deps: DeskDeps): DeskStep {
  const { say, writes, seal } = deps;
  return onCase(deps, {
    press({ heard, file, who: { staffId }, at }) {
      const answer = (key: string) => tell(heard, say('desk.title'), say(key, { handle: file.handle }));
      if (!file.closedAt) return done(answer('desk.reopen.isOpen'), { shows: showsOf(file.id, staffId) });
      return done(answer('desk.reopen.done'), {
        writes: [writes.reopenAtDesk(file, { staffId, at }), audit({ staffId, what: 'reopen', caseId: file.id }, seal)],
        shows: showsOf(file.id, staffId, file.ownerId),
      });
    },
  });
}

/** The last of the member's words that somebody who closes a case can have read. */
function readUpTo(waitingSince: Date | undefined): string {
  return waitingSince ? String(waitingSince.getTime()) : 'all';
}
