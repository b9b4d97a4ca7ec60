import type { Reply } from '../../messages/reply.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { newEntry } from './case-change.ts';
import type { CaseFile, NewEntry } from './case-file.ts';
import { saidPosts } from './case-posts.ts';
import { foundDeadline } from './found-deadline.ts';
import type { MemberDeps } from './member-deps.ts';
import { inLanguageOf, type MemberSay, said } from './member-say.ts';
import type { Said } from './member-writes.ts';
import { noticePosts } from './notice-posts.ts';

/** What a member gives to a case: words, files, or words of danger. */
export interface Given {
  text?: string | undefined;
  fileIds?: string[];
  mark?: 'correction' | 'crisis' | undefined;
  crisis?: CaseFile['intake']['crisis'];
}

export interface PassOn {
  /** Passes it on to a case, which is opened again by it where it is closed. @param says where the case stands, too. */
  given(heard: Heard, file: CaseFile, given: Given, says: boolean): Promise<FeatureTurn>;
  /** Opens it again by the member's wish alone. */
  reopened(heard: Heard, file: CaseFile): Promise<FeatureTurn>;
}

export function createPassOn(deps: MemberDeps, say: MemberSay): PassOn {
  const { writes, now } = deps;

  /** The same for all that is given: the write, the thread below the card, the card. */
  async function turnOf(heard: Heard, found: CaseFile, entry: NewEntry, given: Given, says: boolean) {
    const { at } = entry;
    const deadline = foundDeadline(deps, heard, given.text, found.deadline);
    const change: Said = {
      entry,
      conversationId: heard.sender.conversationId,
      ...(deadline && { deadline }),
      ...(given.mark === 'crisis' && {
        level: 'E4',
        intake: { ...found.intake, ...(given.crisis && { crisis: given.crisis }) },
      }),
    };
    const file = inLanguageOf(found, heard);
    // After the numbers to call whoever hands this on has one line to say, and no more.
    const answer = given.mark === 'crisis' ? { replies: [] } : await answers(file, at, says);
    return said(answer.replies, {
      writes: [
        found.closedAt ? writes.reopen(found, change) : writes.said(found, change),
        ...('told' in answer && answer.told ? [writes.told(found.id, answer.told)] : []),
      ],
      posts: [...saidPosts(found, entry, deps.say), ...(await noticePosts(deps, found, given.mark === 'crisis'))],
      shows: [`cases:card:${found.id}`],
    });
  }

  /** What is said in answer: nothing, where the case stands, that it is open again; and that nobody is there now, where that is to be said. */
  async function answers(file: CaseFile, at: Date, says: boolean) {
    const { closedAt, firstRepliedAt: _, ...rest } = file;
    const open = closedAt
      ? { ...rest, openedAt: at, waitingSince: at }
      : { ...file, waitingSince: file.waitingSince ?? at };
    const reply = closedAt ? await reopenedReply(open, at) : says ? await say.standing(open, at) : undefined;
    const closedNow = await say.outOfHours(file, at);
    const told = { ...(reply && { lastSaidAt: at }), ...closedNow?.told };
    const replies = [reply, closedNow && { text: closedNow.text, language: file.language }].filter(
      (each): each is Reply => each !== undefined,
    );
    return { replies, ...(Object.keys(told).length > 0 && { told }) };
  }

  async function reopenedReply(file: CaseFile, at: Date): Promise<Reply> {
    const { language, reference } = file;
    const by = await say.promise(file, at);
    const choices = [say.button(language, 'newMatter', 'cases:new'), say.button(language, 'bot', 'cases:bot')];
    return say.reply(language, 'case.reopened', { reference, by }, choices);
  }

  return {
    given(heard, file, given, says) {
      const entry: NewEntry = {
        ...newEntry('memberSaid', { at: now(), ...(given.text !== undefined && { text: given.text }) }),
        fileIds: given.fileIds ?? [],
        ...(given.mark && { mark: given.mark }),
      };
      return turnOf(heard, file, entry, given, says);
    },
    reopened: (heard, file) => turnOf(heard, file, newEntry('reopened', { at: now() }), {}, true),
  };
}
