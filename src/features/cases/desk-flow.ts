import type { DeadlineFinder } from '../../knowledge/deadline-radar.ts';
import type { Reply } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import type { Colleague } from '../colleagues.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { createCardAgeing } from './card-ageing.ts';
import { caseCard } from './case-card.ts';
import type { CaseDesk } from './case-desk.ts';
import { createCaseViews } from './case-view.ts';
import { climb } from './climb.ts';
import { claimStep } from './desk-claim.ts';
import { closeStep, reopenStep } from './desk-close.ts';
import { deadlineStep } from './desk-deadline.ts';
import { filesStep } from './desk-files.ts';
import { handOverStep } from './desk-hand-over.ts';
import { matterStep } from './desk-matter.ts';
import { noteStep } from './desk-note.ts';
import { toRoom } from './desk-post.ts';
import { reassignStep } from './desk-reassign.ts';
import { done, tell } from './desk-say.ts';
import type { DeskAct, DeskDeps, DeskSteps } from './desk-step.ts';
import { timelineStep } from './desk-timeline.ts';
import { deskHome, guestHome } from './home-show.ts';
import { createShowSent } from './reply-sent.ts';
import { createSendFromThread, SEND_SHORTCUT } from './reply-shortcut.ts';
import { createReplySteps } from './reply-steps.ts';
import { undoSteps } from './reply-undo.ts';
import { revealStep } from './reveal-address.ts';
import { createSearchSteps } from './search-steps.ts';

/** What the desk is made of. */
export type DeskParts = Omit<DeskDeps, 'views'> & { findDeadlines: DeadlineFinder };

/**
 * The desk: what caseworkers and leads do with cases, by buttons, windows, a shortcut, a command and their own page. Whoever is not
 * on the staff gets one polite refusal, in whichever way they ask.
 *
 * @example
 * [Claim] → "amber-river 27 is yours"; [Reply] → a window, its preview, [Send] → "goes in 10 seconds" [Undo]
 */
export function createDesk(given: DeskParts): CaseDesk {
  const views = createCaseViews(given);
  const deps: DeskDeps = { ...given, views };
  const { say, words, colleagues, cases } = deps;
  const reply = createReplySteps(deps);
  const search = createSearchSteps(deps);
  const sendFromThread = createSendFromThread(deps, reply);
  const agedCards = createCardAgeing(deps);
  const showSent = createShowSent(deps);
  const steps: DeskSteps = {
    claim: claimStep(deps),
    handOver: handOverStep(deps),
    reassign: reassignStep(deps),
    note: noteStep(deps),
    close: closeStep(deps),
    reopen: reopenStep(deps),
    deadline: deadlineStep(deps),
    matter: matterStep(deps),
    timeline: timelineStep(deps),
    files: filesStep(deps),
    reveal: revealStep(deps),
    find: search.find,
    reply: reply.reply,
    send: reply.send,
    ...undoSteps(deps),
  };

  return {
    async think(heard) {
      const who = await colleagues.find(heard.sender.personId);
      if (heard.content.kind === 'home') return done(await homeFor(who, heard.language));
      if (!who || who.role === 'organiser') return done(refusal(heard, who));
      return act({ heard, who, at: deps.now(), rest: [] });
    },

    async show(key) {
      const [kind, id = ''] = key.split(':');
      if (kind === 'card') return card(id);
      if (kind === 'home') return page(id);
      if (kind === 'sent') return showSent(id);
      throw new Error(`Nothing of cases is called ${kind}: show card:<caseId>, home:<staffId> or sent:<entryId>.`);
    },

    tick: async nowMs => [...(await climb(deps, nowMs)), ...(await agedCards(nowMs))],
  };

  async function act(doing: DeskAct): Promise<FeatureTurn> {
    const { content } = doing.heard;
    switch (content.kind) {
      case 'choice': {
        const { step, rest } = read(content.choiceId);
        // A form that was asked one question at a time, and left.
        if (rest.at(-1) === 'cancel') return done(tell(doing.heard, say('desk.title'), say('desk.cancelled')));
        return (await step?.press?.({ ...doing, rest })) ?? unknown(doing.heard);
      }
      case 'form': {
        const { step, rest } = read(content.formId);
        return (await step?.submit?.({ ...doing, rest }, content.values)) ?? unknown(doing.heard);
      }
      case 'shortcut':
        return content.name === SEND_SHORTCUT ? sendFromThread(doing, content.message) : unknown(doing.heard);
      case 'command':
        return content.name === 'case'
          ? search.openByReference(doing, content.argument)
          : search.findByWords(doing, content.argument);
      default:
        return unknown(doing.heard);
    }
  }

  /** @param id `cases:desk:<step>:…`. */
  function read(id: string) {
    const [, , name = '', ...rest] = id.split(':');
    return { step: Object.hasOwn(steps, name) ? steps[name] : undefined, rest };
  }

  function unknown(heard: Heard): FeatureTurn {
    return done(tell(heard, say('desk.title'), say('desk.unknown')));
  }

  /** The same to everybody, in their own language: it tells nothing of what there is. */
  function refusal(heard: Heard, who: Colleague | undefined): Reply {
    if (who) return tell(heard, say('desk.title'), say('desk.notOrganisers'));
    const { language } = heard;
    return { ...tell(heard, say('desk.title'), words.say(language, 'desk.onlyStaff')), language };
  }

  async function homeFor(who: Colleague | undefined, language: string): Promise<Reply> {
    if (!who) return guestHome(words, language);
    return who.role === 'organiser' ? deps.organiserPage(who) : deskHome(deps, who);
  }

  async function card(caseId: string): Promise<Post[]> {
    const file = await cases.byId(caseId);
    return file?.roomId ? toRoom(file, caseCard(await views.of(file), say)) : [];
  }

  async function page(staffId: string): Promise<Post[]> {
    const who = await colleagues.find(staffId);
    if (!who) return [];
    return [{ to: { conversationId: who.conversationId }, reply: await homeFor(who, 'en') }];
  }
}
