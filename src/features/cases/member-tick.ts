import type { TimelyTurn } from '../feature.ts';
import type { CaseFile } from './case-file.ts';
import type { MemberDeps } from './member-deps.ts';
import { mayBeWatched } from './member-news.ts';
import { createMemberSay } from './member-say.ts';

/**
 * What time alone brings to members: the question that they agreed to, that our team has not got their words yet, and in another chat what
 * does not reach them where they wrote.
 */
export function createMemberTick(deps: MemberDeps): (nowMs: number) => Promise<TimelyTurn[]> {
  const { cases, writes, delayedCases, reachElsewhere } = deps;
  const say = createMemberSay(deps);

  return async nowMs => {
    const at = new Date(nowMs);
    const agreed = await cases.where({ askAgainAt: { lte: at }, closedAt: { not: null } });
    const delayed = await cases.where({ id: { in: await delayedCases(at) } });
    return [...agreed.map(askAgain), ...delayed.map(file => delay(file, at)), ...(await reachElsewhere(at))];
  };

  /** Once: whatever they answer, they are not asked again. */
  function askAgain(file: CaseFile): TimelyTurn {
    const { id, language, reference, conversationId } = file;
    const choices = [
      say.button(language, 'reopen', `cases:reopen:${id}`),
      say.button(language, 'allWell', `cases:well:${id}`),
    ];
    const reply = say.reply(language, 'case.again', { reference }, choices);
    const posts = mayBeWatched(file) ? [] : [{ to: { conversationId }, reply, caseId: id }];
    return { writes: [writes.askedAgain(file)], posts };
  }

  /** Said to everybody, since they count on it: in danger, too, and in words that tell nobody else what it is about. */
  function delay(file: CaseFile, at: Date): TimelyTurn {
    const { id, language, intake, conversationId } = file;
    const text = [deps.words.say(language, 'case.delayed'), say.calls(language, intake.cardId)].join('\n\n');
    return {
      writes: [writes.told(id, { delaySaidAt: at })],
      posts: [{ to: { conversationId }, reply: { text, language }, caseId: id }],
    };
  }
}
