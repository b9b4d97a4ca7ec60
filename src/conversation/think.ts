import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Feature, FeatureTurn, Heard } from '../features/feature.ts';
import { aboutIds, aboutIdsOfContent, aboutIdsOfReply } from '../messages/about-ids.ts';
import type { Inbound } from '../messages/inbound.ts';
import type { Reply } from '../messages/reply.ts';
import type { Learnt } from '../messages/turn.ts';
import type { Say } from './ask-question.ts';
import { asksForWords } from './asked-form.ts';
import { burstRules } from './burst-rules.ts';
import { gather, isFresh, type Utterance } from './gather.ts';
import { type Ears, hear } from './hear.ts';
import { createOfferedLast } from './offered-last.ts';
import type { Resumed } from './resume.ts';
import { DEFAULT_FEATURE, isAside, route } from './route.ts';
import { openState, type SavedState } from './saved-state.ts';
import { createTakeForm } from './take-form.ts';
import { takeSteps } from './take-steps.ts';

/** A turn that has been thought and waits to be committed. */
export interface Thought extends Required<Pick<FeatureTurn, 'writes' | 'posts' | 'shows' | 'takesBack' | 'feeds'>> {
  conversation: Resumed;
  utterance: Utterance;
  heard: Heard;
  /** The room that had the last word; empty where nobody had one. */
  feature: string;
  replies: Reply[];
  /** The message whose button was pressed: what a reply may replace. */
  pressedMessageId?: string;
  /** Undefined leaves the conversation where it was. */
  nextState: unknown;
  /** By our own ids, what it is about: what was pressed, or the form whose question was answered. What it shows is added in the end. */
  aboutIds: string[];
  learnt: Learnt;
  understood?: FeatureTurn['understood'];
}

/** `hold`: what waits is not understood yet, and may be the beginning of something that is. */
export type Think = (conversation: Resumed, nowMs: number) => Promise<Thought | 'hold'>;

/** Makes the part of the spine that thinks: no transaction is open, nothing is sent, nothing is saved. */
export function createThink(deps: {
  database: Database;
  features: Map<string, Feature>;
  seal: Seal;
  ears: Ears;
  say: Say;
  /** Whether a platform changes what is said again by its name where it stands. */
  editsInPlace(channel: string): boolean;
}): Think {
  const { features, seal, ears } = deps;
  const forms = createTakeForm(deps);
  const offeredLast = createOfferedLast(deps);

  return async (conversation, nowMs) => {
    const [first, ...rest] = conversation.waiting.map(({ bodySealed, ...row }) => ({
      ...row,
      inbound: seal.open(bodySealed) as Inbound,
    }));
    if (!first) throw new Error('A conversation with nothing waiting was resumed: look at resume.ts.');
    const said = [first, ...rest].map(({ inbound }) => inbound);
    const saved = await offeredLast(conversation, openState(conversation, seal), said);
    const utterance = gather(first, rest, burstRules(conversation.sender, waitingFor(saved), ears));
    const heard = hear(utterance, conversation.sender, saved?.offered ?? [], ears);
    const thought: Thought = {
      conversation,
      utterance,
      heard,
      feature: '',
      replies: [],
      ...(heard.content.kind === 'choice' && { pressedMessageId: heard.content.messageId }),
      nextState: undefined,
      aboutIds: [...aboutIdsOfContent(utterance.content), ...aboutIds(saved?.form ? [saved.form.form.id] : [])],
      // The first language that a stranger writes in stays theirs until they choose another: it never changes silently.
      learnt: conversation.sender.language || !heard.writtenIn ? {} : { language: heard.writtenIn.language },
      writes: [],
      posts: [],
      shows: [],
      takesBack: [],
      feeds: [],
    };
    if (!(await answer(thought, saved, nowMs))) return 'hold';
    thought.aboutIds.push(...thought.replies.flatMap(aboutIdsOfReply));
    return thought;
  };

  /** @returns false when the answer should wait for what else is said. */
  async function answer(thought: Thought, saved: SavedState | undefined, nowMs: number): Promise<boolean> {
    const { heard } = thought;
    if (isAside(heard)) await answerAside(thought);
    else if (saved?.form && heard.place === 'private') return forms.take(thought, saved, saved.form, nowMs);
    else if (heard.content.kind === 'choice' && heard.content.choiceId.startsWith('form:')) forms.sayOver(thought);
    else return answerInTurn(thought, saved, nowMs);
    return true;
  }

  /** Leaves the conversation where it was. */
  async function answerAside(thought: Thought): Promise<void> {
    const feature = await route(features, thought.heard, undefined);
    if (feature) await takeSteps(features, thought, feature, thought.heard, undefined);
  }

  async function answerInTurn(thought: Thought, saved: SavedState | undefined, nowMs: number): Promise<boolean> {
    const { conversation, heard } = thought;
    const feature = await route(features, heard, saved);
    if (!feature) throw new Error('A message was left unanswered: look at route.ts.');
    const led = await takeSteps(features, thought, feature, heard, saved);
    forms.settle(thought, led);
    // Somebody in a crisis, or who asks for a person, reads no introduction first.
    const isFirstQuestion = conversation.stateSealed === null && feature.name === DEFAULT_FEATURE;
    if (isFirstQuestion && thought.understood?.band !== 'crisis')
      thought.replies.unshift(...introductions(features, heard));
    return !mayGoOn(thought, feature, nowMs);
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

/** Where a form asks for words, "yes" and "no" may begin a sentence: nothing is asked that they would settle. */
function waitingFor(saved: SavedState | undefined): SavedState | undefined {
  return saved?.form && asksForWords(saved.form) ? { ...saved, feature: '' } : saved;
}
