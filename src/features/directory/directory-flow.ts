import type { Post } from '../../messages/turn.ts';
import type { Feature, FeatureTurn, Heard } from '../feature.ts';
import { londonTime } from '../london-time.ts';
import { createDeskEntries } from './desk-entries.ts';
import { createDeskMeeting } from './desk-meeting.ts';
import { type DeskSteps, done, tell } from './desk-say.ts';
import type { DirectoryDeps } from './directory-deps.ts';
import { createDueEntries } from './due-entries.ts';
import { entryCard, entryName } from './entry-card.ts';
import { introductionCard, toRoom, underCard } from './introduction-card.ts';
import { createMemberFlow, type DirectoryState, directoryState } from './member-flow.ts';

/**
 * Who can help near a member, and the organiser of their region, to whom they can be introduced. What staff do goes to the desk: entries
 * and introductions.
 *
 * @example
 * > who can help near me
 * < In which town do you live? … > لیدز < *Near Leeds* … [Introduce me] [What I need]
 */
export function createDirectory(deps: DirectoryDeps): Feature<DirectoryState> {
  const { organisations, introductions, colleagues, words, say, areaOf, now } = deps;
  const member = createMemberFlow(deps);
  const dueEntries = createDueEntries(deps);
  const steps: DeskSteps = { ...createDeskEntries(deps, words.languages), ...createDeskMeeting(deps) };

  return {
    name: 'directory',
    state: directoryState,
    claims: heard => isForDesk(heard) || member.claims(heard),
    think: (heard, state) => (isForDesk(heard) ? desk(heard) : member.think(heard, state)),
    async show(key) {
      const [kind, id = ''] = key.split(':');
      if (kind === 'card') return card(id);
      if (kind === 'entry') return entry(id);
      if (kind === 'reply') return replyFate(id);
      throw new Error(`Nothing of the directory is called ${kind}: show card:<id>, entry:<id> or reply:<id>.`);
    },
    tick: dueEntries,
  };

  /** Whether they are staff is looked at each time, in whichever way they ask. */
  async function desk(heard: Heard): Promise<FeatureTurn> {
    const who = await colleagues.find(heard.sender.personId);
    const title = say('directory.title');
    if (!who)
      return done({ ...tell(heard, title, words.say(heard.language, 'desk.onlyStaff')), language: heard.language });
    if (who.role === 'caseworker') return done(tell(heard, title, say('directory.onlyOrganisers')));
    const { content } = heard;
    const id = content.kind === 'choice' ? content.choiceId : content.kind === 'form' ? content.formId : '';
    const [, , name = 'find', ...rest] = id.split(':');
    if (rest.at(-1) === 'cancel') return done(tell(heard, title, say('directory.cancelled')));
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    const act = { heard, who, at: now(), rest, ...(content.kind === 'form' && { values: content.values }) };
    const turn = (await step?.(act)) ?? done(tell(heard, title, say('directory.unknown')));
    // Where others read along nobody is asked one question at a time.
    const isLost = heard.place === 'room' && !heard.hasWindow && turn.replies.some(({ form }) => form);
    return isLost ? done(tell(heard, title, say('directory.noWindow'))) : turn;
  }

  async function card(id: string): Promise<Post[]> {
    const found = await introductions.byId(id);
    if (!found) return [];
    const owner = found.ownerId === undefined ? undefined : await colleagues.find(found.ownerId);
    return [toRoom(found, introductionCard(found, { say, areaOf, ownerName: owner?.name }))];
  }

  /** Shown anew only where it was shown before. */
  async function entry(id: string): Promise<Post[]> {
    const found = await organisations.byId(id);
    const placed = found ? await deps.prisma.namedMessage.findMany({ where: { name: entryName(id) } }) : [];
    return placed.flatMap(({ conversationId }) =>
      found ? { to: { conversationId }, reply: entryCard(found, say, londonTime(now()).date) } : [],
    );
  }

  /** What became of an organiser's words, where that is not what they hope. */
  async function replyFate(replyId: string): Promise<Post[]> {
    const sent = await introductions.ofReply(replyId);
    if (!sent) return [];
    const { introduction, status, reason } = sent;
    if (status === 'takenBack')
      return [underCard(introduction, replyId, { text: say('directory.reply.wasTakenBack'), language: 'en' })];
    const isLost = status === 'failed' || status === 'expired';
    const text = () => say('directory.reply.lost', { reason: reason ?? status });
    return isLost ? [underCard(introduction, `${replyId}-lost`, { text: text(), language: 'en' })] : [];
  }
}

/** What only staff can do: the desk refuses it to everybody else. Elsewhere than in Slack the command is a slip of the thumb. */
function isForDesk({ content, channel }: Heard): boolean {
  switch (content.kind) {
    case 'choice':
      return content.choiceId.startsWith('directory:desk:');
    case 'form':
      return content.formId.startsWith('directory:desk:');
    case 'command':
      return channel === 'slack' && content.name === 'directory';
    default:
      return false;
  }
}
