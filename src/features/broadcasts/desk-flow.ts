import type { Reply } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import type { Colleague } from '../colleagues.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { broadcastCard } from './broadcast-card.ts';
import { isBefore } from './broadcast-file.ts';
import { toRoom } from './broadcast-news.ts';
import { courseSteps } from './course-steps.ts';
import { done, tell } from './desk-say.ts';
import type { DeskAct, DeskDeps, DeskSteps } from './desk-step.ts';
import { createLook, lookSteps } from './look-steps.ts';
import { createSegmentSteps } from './segment-steps.ts';
import { translateStep } from './translate-step.ts';
import { wordsSteps } from './words-steps.ts';

/** What organisers and leads do with broadcasts, in Slack. */
export interface BroadcastDesk {
  think(heard: Heard): Promise<FeatureTurn>;
  /** How a broadcast's card looks now. */
  card(broadcastId: string): Promise<Post[]>;
}

/**
 * The desk for broadcasts. Whoever may not organise gets one polite refusal, in whichever way they ask.
 *
 * @example
 * > /folding-chair broadcast
 * < Who is it for? … [Next] → the words, language by language … [Preview] → as it arrives … [Send]
 */
export function createBroadcastDesk(deps: DeskDeps, has: (key: string) => boolean): BroadcastDesk {
  const { say, words, colleagues, store } = deps;
  const look = createLook(deps);
  const { begin, ...segment } = createSegmentSteps(deps);
  const steps: DeskSteps = {
    ...segment,
    ...wordsSteps(deps, look),
    ...lookSteps(deps, look),
    ...courseSteps(deps),
    translate: translateStep(deps, look),
    begin: { press: doing => begin(doing) },
  };

  return {
    async think(heard) {
      const who = await colleagues.find(heard.sender.personId);
      if (!who || who.role === 'caseworker') return done(refusal(heard, who));
      const turn = await act({ heard, who, at: deps.now(), rest: [] });
      // Where others read along nobody is asked one question at a time.
      const isLost = heard.place === 'room' && !heard.hasWindow && turn.replies.some(({ form }) => form);
      return isLost ? done(tell(heard, say('broadcasts.title'), say('staff.noWindow'))) : turn;
    },

    async card(broadcastId) {
      const file = await store.byId(broadcastId);
      if (!file) return [];
      const staff = await colleagues.all();
      const view = {
        file,
        action: file.actionId ? await store.action(file.actionId) : undefined,
        people: isBefore(file) ? await store.countPeople(file) : [],
        results: isBefore(file) ? [] : await store.countResults(file.id),
        nameOf: (id: string) => staff.find(({ staffId }) => staffId === id)?.name ?? say('desk.former'),
      };
      return [toRoom(file, broadcastCard(view, { say, has }))];
    },
  };

  async function act(doing: DeskAct): Promise<FeatureTurn> {
    const { content, handedOver } = doing.heard;
    if (handedOver !== undefined) return begin(doing, actionIn(handedOver));
    if (content.kind === 'command') return begin(doing);
    if (content.kind === 'choice') {
      const { step, rest } = read(content.choiceId);
      // A form that was asked one question at a time, and left.
      if (rest.at(-1) === 'cancel') return done(tell(doing.heard, say('broadcasts.title'), say('broadcasts.left')));
      return (await step?.press?.({ ...doing, rest })) ?? unknown(doing.heard);
    }
    if (content.kind === 'form') {
      const { step, rest } = read(content.formId);
      return (await step?.submit?.({ ...doing, rest }, content.values)) ?? unknown(doing.heard);
    }
    return unknown(doing.heard);
  }

  /** @param id `broadcasts:desk:<step>:…`. */
  function read(id: string) {
    const [, , name = '', ...rest] = id.split(':');
    return { step: Object.hasOwn(steps, name) ? steps[name] : undefined, rest };
  }

  function unknown(heard: Heard): FeatureTurn {
    return done(tell(heard, say('broadcasts.title'), say('broadcasts.unknown')));
  }

  /** The same to everybody who does not work here, in their own language: it tells nothing of what there is. */
  function refusal(heard: Heard, who: Colleague | undefined): Reply {
    if (who) return tell(heard, say('broadcasts.title'), say('broadcasts.notCaseworkers'));
    const { language } = heard;
    return { ...tell(heard, say('broadcasts.title'), words.say(language, 'desk.onlyStaff')), language };
  }
}

function actionIn(handedOver: unknown): string | undefined {
  const given =
    typeof handedOver === 'object' && handedOver !== null && 'actionId' in handedOver ? handedOver.actionId : undefined;
  return typeof given === 'string' ? given : undefined;
}
