import type { Seal } from '../database/seal.ts';
import type { Feature, FeatureTurn, Heard } from '../features/feature.ts';
import type { Inbound } from '../messages/inbound.ts';
import type { Reply } from '../messages/reply.ts';
import type { Learnt } from '../messages/turn.ts';
import { burstRules } from './burst-rules.ts';
import { gather, isFresh, type Utterance } from './gather.ts';
import { type Ears, hear } from './hear.ts';
import type { Resumed } from './resume.ts';
import { DEFAULT_FEATURE, route } from './route.ts';
import { openState, packState, type SavedState } from './saved-state.ts';

/** A turn that has been thought and waits to be committed. */
export interface Thought {
  conversation: Resumed;
  utterance: Utterance;
  heard: Heard;
  /** The room that had the last word. */
  feature: string;
  replies: Reply[];
  /** The message whose button was pressed: what a reply may replace. */
  pressedMessageId?: string;
  nextState: unknown;
  learnt: Learnt;
  writes: NonNullable<FeatureTurn['writes']>;
  understood?: FeatureTurn['understood'];
}

/** `hold`: what waits is not understood yet, and may be the beginning of something that is. */
export type Think = (conversation: Resumed, nowMs: number) => Promise<Thought | 'hold'>;

/** A hand-over may be followed by another; more than this is a ring. */
const HOPS_MAX = 3;

/** Makes the part of the spine that thinks: no transaction is open, nothing is sent, nothing is saved. */
export function createThink(deps: { features: Map<string, Feature>; seal: Seal; ears: Ears }): Think {
  const { features, seal, ears } = deps;

  return async (conversation, nowMs) => {
    const [first, ...rest] = conversation.waiting.map(({ bodySealed, ...row }) => ({
      ...row,
      inbound: seal.open(bodySealed) as Inbound,
    }));
    if (!first) throw new Error('A conversation with nothing waiting was resumed: look at resume.ts.');
    const saved = openState(conversation, seal);
    const utterance = gather(first, rest, burstRules(conversation.sender, saved, ears));
    const heard = hear(utterance, conversation.sender, saved?.offered ?? [], ears);
    const feature = await route(features, heard, saved?.feature);

    const thought: Thought = {
      conversation,
      utterance,
      heard,
      feature: feature.name,
      replies: [],
      ...(heard.content.kind === 'choice' && { pressedMessageId: heard.content.messageId }),
      nextState: null,
      // The first language that a stranger writes in stays theirs until they choose another: it never changes silently.
      learnt: conversation.sender.language || !heard.writtenIn ? {} : { language: heard.writtenIn.language },
      writes: [],
    };
    await takeSteps(thought, feature, saved);
    // Somebody in a crisis, or who asks for a person, reads no introduction first.
    const isFirstQuestion = conversation.turn === 0 && feature.name === DEFAULT_FEATURE;
    if (isFirstQuestion && thought.understood?.band !== 'crisis')
      thought.replies.unshift(...introductions(features, heard));
    return mayGoOn(thought, feature, nowMs) ? 'hold' : thought;
  };

  /** Lets the feature think, and those that it hands over to. */
  async function takeSteps(thought: Thought, first: Feature, saved: SavedState | undefined): Promise<void> {
    let feature = first;
    let heard = thought.heard;
    for (let hop = 0; hop < HOPS_MAX; hop++) {
      const turn = await feature.think(heard, hop === 0 ? stateOf(feature, saved) : undefined);
      thought.feature = feature.name;
      thought.replies.push(...turn.replies);
      thought.writes.push(...(turn.writes ?? []));
      Object.assign(thought.learnt, turn.learnt);
      thought.understood ??= turn.understood;
      if (turn.next === 'start' || 'wait' in turn.next) {
        const offered = thought.replies.at(-1)?.choices?.map(({ id }) => id) ?? [];
        const next =
          turn.next === 'start' ? { feature: '', data: null } : { feature: feature.name, data: turn.next.wait };
        thought.nextState = packState({ ...next, offered });
        return;
      }
      const target = features.get(turn.next.goTo);
      if (!target)
        throw new Error(
          `${feature.name} hands over to ${turn.next.goTo}, which is not among the features: ${[...features.keys()].join(', ')}.`,
        );
      heard = { ...withLearnt(heard, thought.learnt), handedOver: turn.next.with ?? null };
      feature = target;
    }
    throw new Error(`${first.name} handed over more than ${HOPS_MAX} times: two features hand over to each other.`);
  }
}

/** A question that was not plainly understood, asked a moment ago: "hi" is answered with what comes after it. */
function mayGoOn({ heard, utterance, understood }: Thought, feature: Feature, nowMs: number): boolean {
  const isQuestion = feature.name === DEFAULT_FEATURE && heard.content.kind === 'text';
  const isUnderstood = understood?.band === 'answer' || understood?.band === 'crisis';
  return isQuestion && !isUnderstood && isFresh(utterance, nowMs);
}

function introductions(features: Map<string, Feature>, heard: Heard): Reply[] {
  return [...features.values()].flatMap(feature => feature.introduce?.(heard) ?? []);
}

/** What a hand-over hears: the sender as the turn has come to know them. */
function withLearnt(heard: Heard, learnt: Learnt): Heard {
  const { language, nation } = learnt;
  return {
    ...heard,
    ...(language && { language }),
    sender: { ...heard.sender, ...(nation && { nation }) },
  };
}

/** @returns undefined at the start, for a feature that did not wait, and for state of an older shape. */
function stateOf(feature: Feature, saved: SavedState | undefined): unknown {
  if (saved?.feature !== feature.name) return undefined;
  const parsed = feature.state.safeParse(saved.data);
  return parsed.success ? parsed.data : undefined;
}
