import type { Reply } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import type { CaseEntry, CaseFile } from './case-file.ts';
import { fateInWords, UNDO_SECONDS } from './case-lines.ts';
import { repliedPosts } from './case-posts.ts';
import { toColleague } from './desk-post.ts';
import { button, tell } from './desk-say.ts';
import type { CaseAct, DeskDeps } from './desk-step.ts';

/** What is shown anew once it is known what became of a reply. */
export function sentKey(entryId: string): string {
  return `cases:sent:${entryId}`;
}

/**
 * What who has sent a reply is told: that it goes in ten seconds, and can be taken back until then. In the window, and as a message to
 * them for when they close it: one that can be changed, which what is before them alone in a room cannot.
 */
export function sentNotices(
  { say }: Pick<DeskDeps, 'say'>,
  { file, who, heard }: CaseAct,
  entryId: string,
): { replies: Reply[]; posts: Post[] } {
  const text = say('desk.reply.sent', { handle: file.handle, seconds: UNDO_SECONDS });
  const choices = [button(say, 'undo', [entryId], false)];
  const message = { text, choices, name: messageName(entryId) };
  if (!heard.hasWindow) return { replies: [{ ...message, language: 'en' }], posts: [] };
  const inWindow = tell(heard, say('desk.title'), text, { choices, name: windowName(entryId) });
  return { replies: [inWindow], posts: [toColleague(who, message)] };
}

/**
 * The same notices once there is nothing to take back any more: they say what became of the reply, which then stands in the thread of
 * the case. A window in which it was taken back may hold what is being written in its place by now, and is left alone.
 */
export function createShowSent({
  prisma,
  cases,
  colleagues,
  say,
  now,
}: DeskDeps): (entryId: string) => Promise<Post[]> {
  return async entryId => {
    const row = await prisma.caseEntry.findUnique({ where: { id: entryId }, select: { caseId: true } });
    const file = row && (await cases.byId(row.caseId));
    const entry = file && (await cases.entries(file.id)).find(({ id }) => id === entryId);
    if (!file || !entry?.fate || ['queued', 'sending'].includes(entry.fate.status)) return [];
    const isTakenBack = entry.fate.status === 'takenBack';
    const names = [messageName(entryId), ...(isTakenBack ? [] : [windowName(entryId)])];
    const standing = await prisma.namedMessage.findMany({ where: { name: { in: names } } });
    const notices = standing.map(({ conversationId, name }) => ({
      to: { conversationId },
      reply: { ...became(file, entry), name },
    }));
    return [...notices, ...(isTakenBack ? [] : await inItsThread(file, entry))];
  };

  async function inItsThread(file: CaseFile, entry: CaseEntry): Promise<Post[]> {
    const sender = entry.staffId && (await colleagues.find(entry.staffId));
    const name = sender ? sender.name : say('desk.former');
    return repliedPosts(file, entry, say('desk.reply.inThread', { name, fate: fateInWords(entry, now(), say) }));
  }

  function became(file: CaseFile, entry: CaseEntry): Reply {
    const text = say('desk.reply.became', { handle: file.handle, fate: fateInWords(entry, now(), say) });
    return { text, language: 'en', choices: entry.fate?.status === 'sent' ? [] : [button(say, 'again', [entry.id])] };
  }
}

function messageName(entryId: string): string {
  return `sent:${entryId}`;
}

function windowName(entryId: string): string {
  return `sentInWindow:${entryId}`;
}
