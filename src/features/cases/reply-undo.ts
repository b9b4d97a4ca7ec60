import { audit } from '../audit.ts';
import { isId } from '../is-id.ts';
import { button, done, showsOf, tell } from './desk-say.ts';
import type { DeskDeps, DeskStep, DeskSteps } from './desk-step.ts';
import { writeReply } from './reply-form.ts';
import { canTranslate } from './reply-translate.ts';

/** Takes back what was just sent, while it has not gone; and writes it again. */
export function undoSteps(deps: DeskDeps): DeskSteps {
  const { say, cases, writes, seal, prisma } = deps;

  async function find(entryId = '') {
    const row = isId(entryId)
      ? await prisma.caseEntry.findUnique({ where: { id: entryId }, select: { caseId: true } })
      : undefined;
    const file = row && (await cases.byId(row.caseId));
    if (!row || !file) return undefined;
    const entries = await cases.entries(row.caseId);
    const entry = entries.find(({ id, kind }) => id === entryId && kind === 'reply');
    return entry && { file, entries, entry };
  }

  const undo: DeskStep = {
    async press({ heard, who: { staffId }, at, rest }) {
      const found = await find(rest[0]);
      const answer = (key: string, more = {}) => tell(heard, say('desk.title'), say(key), more);
      if (!found) return done(answer('desk.gone'));
      const { file, entries, entry } = found;
      if (entry.staffId !== staffId) return done(answer('desk.undo.notYours'));
      if (entry.fate?.status === 'takenBack') return done(answer('desk.undo.already'));
      if (entry.fate?.status !== 'queued') return done(answer('desk.undo.tooLate'));
      // It was closed as answered: without the answer it is not, unless the member has closed it themselves.
      const isByMember = entries.findLast(({ kind }) => kind === 'closed')?.mark === 'withdrawn';
      const opensAgain = file.closedAt !== undefined && !isByMember;
      return done(answer('desk.undo.done', { choices: [button(say, 'again', [entry.id])] }), {
        writes: [
          writes.takeReplyBack(file.id, entry.id),
          ...(opensAgain ? [writes.reopenAtDesk(file, { staffId, at })] : []),
          audit({ staffId, what: 'takeBack', caseId: file.id }, seal),
        ],
        takesBack: [entry.id],
        shows: showsOf(file.id, staffId, file.ownerId),
      });
    },
  };

  const again: DeskStep = {
    async press({ heard, rest }) {
      const found = await find(rest[0]);
      if (!found) return done(tell(heard, say('desk.title'), say('desk.gone')));
      const { file, entries, entry } = found;
      const mark = entry.mark === 'advice' ? 'advice' : 'information';
      const draft = { words: entry.text ?? '', mark } as const;
      return done(writeReply(file, { entries, draft, canTranslate: canTranslate(deps, file) }, say));
    },
  };
  return { undo, again };
}
