import type { Feature, Heard } from '../features/feature.ts';
import { log } from '../log.ts';
import type { InboundContent } from '../messages/inbound.ts';
import type { Reply } from '../messages/reply.ts';
import { askQuestion, offeredWith, overQuestion, plainLabel, type Say } from './ask-question.ts';
import { type AskedForm, asksForWords, beginForm, isOwnExample, labelOf } from './asked-form.ts';
import { type Step, takeAct } from './form-rules.ts';
import { isFresh } from './gather.ts';
import type { Ears } from './hear.ts';
import { interruption } from './interruption.ts';
import { offeredIn } from './offered-in.ts';
import { readAct } from './read-act.ts';
import { packState, type SavedState } from './saved-state.ts';
import { type Led, takeIn, takeSteps } from './take-steps.ts';
import type { Thought } from './think.ts';

interface TakeFormDeps {
  features: Map<string, Feature>;
  ears: Ears;
  say: Say;
  editsInPlace(channel: string): boolean;
}

export interface TakeForm {
  /** Leaves the conversation where a turn has led; begins to ask where a reply brought a form and there is no window for it. */
  settle(thought: Thought, led: Led): void;
  /** Takes what was said while a form is being filled in. @returns false when an answer may still go on. */
  take(thought: Thought, saved: SavedState, asked: AskedForm, nowMs: number): Promise<boolean>;
  /** Answers a button of a form that is over. */
  sayOver(thought: Thought): void;
}

/**
 * Asks the questions of a form one at a time, where no window can be opened. In the end the feature hears the same as from a window.
 *
 * @example
 * < *When is your hearing?* … [Skip] [Cancel]
 * > 31/3/2027
 * < *What happened?* … [Back] [Cancel]
 */
export function createTakeForm({ features, ears, say, editsInPlace }: TakeFormDeps): TakeForm {
  function settle(thought: Thought, led: Led): void {
    const asked = openForm(thought);
    if (asked) ask(thought, led, asked);
    else thought.nextState = packState({ ...led, offered: offeredIn(thought.replies) });
  }

  /** @returns the form that a reply brought, if it is to be asked; replies then have none any more. */
  function openForm(thought: Thought): AskedForm | undefined {
    const { inbound } = thought.utterance;
    const form = thought.replies.find(reply => reply.form)?.form;
    if (!form || inbound.windowId !== undefined) return undefined;
    thought.replies = thought.replies.map(({ form: _, ...reply }) => reply);
    if (inbound.place === 'private') {
      const asked = beginForm(form, thought.conversation.turn);
      if (!asked) thought.replies.push({ text: form.fields.map(labelOf).join('\n\n'), language: form.language });
      return asked;
    }
    log.warn(
      { formId: form.id.split(':')[0] },
      'a form found no window, and nobody can be asked where others read along',
    );
    return undefined;
  }

  function ask(thought: Thought, led: Led, asked: AskedForm, step: Partial<Extract<Step, { kind: 'ask' }>> = {}): void {
    const { language } = asked.form;
    const notice = step.wrong && say(language, `form.${step.wrong.key}`, step.wrong.values);
    const question = askQuestion(asked, say, notice);
    const saidAt = (step.replaces && asked.saidAt) || thought.conversation.turn;
    const name = editsInPlace(thought.conversation.channel) && nameOf(saidAt);
    thought.replies.push({ ...question, ...(step.replaces && { replaces: true }), ...(name && { name }) });
    thought.nextState = packState({ ...led, offered: offeredWith(asked, question), form: { ...asked, saidAt } });
  }

  /** Takes the buttons away from a question that waits no more, where a platform can: pressed later, they would only puzzle. */
  function retire(thought: Thought, asked: AskedForm): void {
    const { conversation, heard, replies } = thought;
    if (asked.saidAt === undefined || heard.content.kind === 'left' || !editsInPlace(conversation.channel)) return;
    const name = nameOf(asked.saidAt);
    if (replies.some(reply => reply.name === name)) return;
    const { content } = heard;
    const picked = askQuestion(asked, say).choices?.find(
      ({ id }) => content.kind === 'choice' && id === content.choiceId && id.includes(':pick:'),
    );
    replies.push({ ...overQuestion(asked, picked && plainLabel(picked)), name });
  }

  async function take(thought: Thought, saved: SavedState, asked: AskedForm, nowMs: number): Promise<boolean> {
    const isTaken = await takeAnswer(thought, saved, asked, nowMs);
    if (isTaken) retire(thought, asked);
    return isTaken;
  }

  async function takeAnswer(thought: Thought, saved: SavedState, asked: AskedForm, nowMs: number): Promise<boolean> {
    const { heard, utterance } = thought;
    const { feature: waiting, data, aside } = saved;
    const led: Led = { feature: waiting, data, ...(aside && { aside }) };
    thought.feature = ownerOf(asked).name;
    const { text } = heard;
    const isCrisis = text !== undefined && !isOwnExample(asked, text) && ears.findCrisis(text) !== undefined;
    const other = await interruption(features, heard, asked, isCrisis);
    if (other && !isCrisis) {
      await letInterrupt(thought, other, led, asked);
      return true;
    }
    // Numbers to call come first; what was said is an answer all the same.
    if (other) takeIn(thought, other, await other.think(heard, undefined));
    else if (asksForWords(asked) && isFresh(utterance, nowMs)) return false;
    const step = takeAct(asked, readAct(heard, asked, say, ears.readWord));
    if (step.kind === 'ask') ask(thought, led, step.asked, other ? {} : step);
    else await end(thought, led, asked, step);
    return true;
  }

  /** Lets another feature answer. Whoever only wanted to know something is asked again; who went elsewhere has left the form. */
  async function letInterrupt(thought: Thought, feature: Feature, led: Led, asked: AskedForm): Promise<void> {
    const { heard } = thought;
    const after = await takeSteps(features, thought, feature, heard, led);
    const wentElsewhere = heard.content.kind === 'choice' || heard.content.kind === 'form' || heard.word === 'stop';
    const hasLeft = after.feature !== '' || (wentElsewhere && thought.learnt.language === undefined);
    if (heard.content.kind === 'left') thought.nextState = packState({ ...after, offered: [] });
    else if (!hasLeft) ask(thought, led, asked);
    else {
      thought.replies.unshift(closed(asked.form.language));
      settle(thought, after);
    }
  }

  async function end(
    thought: Thought,
    led: Led,
    asked: AskedForm,
    step: Exclude<Step, { kind: 'ask' }>,
  ): Promise<void> {
    const { id: formId, language } = asked.form;
    const owner = ownerOf(asked);
    const content: InboundContent =
      step.kind === 'finished'
        ? { kind: 'form', formId, values: step.values }
        : { kind: 'choice', choiceId: `${formId}:cancel`, messageId: thought.pressedMessageId ?? '' };
    const repliesBefore = thought.replies.length;
    const after = await takeSteps(features, thought, owner, hearing(thought.heard, content), led);
    if (step.kind === 'cancelled' && thought.replies.length === repliesBefore) thought.replies.push(closed(language));
    settle(thought, after);
  }

  function ownerOf({ form }: AskedForm): Feature {
    const owner = features.get(form.id.split(':')[0] ?? '');
    if (owner) return owner;
    throw new Error(`The form ${form.id} has no owner: begin its id with one of ${[...features.keys()].join(', ')}.`);
  }

  function closed(language: string): Reply {
    return { text: say(language, 'form.closed'), language };
  }

  /** Whether the form was finished or left is not known any more. */
  function sayOver({ heard: { language }, replies }: Thought): void {
    replies.push({ text: say(language, 'form.over'), language });
  }

  return { settle, take, sayOver };
}

/** By which the message of a question is said anew. */
function nameOf(saidAt: number): string {
  return `form:${saidAt}`;
}

/** What the owner of a form hears: its end, and not the last answer's words. */
function hearing({ text: _, word: __, ...heard }: Heard, content: InboundContent): Heard {
  return { ...heard, content };
}
