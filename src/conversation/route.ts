import type { Feature, Heard } from '../features/feature.ts';
import { isYesOrNo } from './read-steering.ts';
import type { SavedState } from './saved-state.ts';
import { stateOf } from './state-of.ts';

/** Where a question goes when nobody else waits for it. */
export const DEFAULT_FEATURE = 'faq';

/**
 * Finds whose turn it is: the owner of a pressed button or of a form, else who has just asked what a plain "yes" or "no" answers, else the
 * first feature that claims the message wherever the conversation is, else the feature that waits for an answer, else the questions. In a
 * group a button has no owner: whoever claims groups answers. Where nobody speaks to us (a room of staff, a page that is opened) who does
 * not claim leaves it unanswered.
 *
 * @param features in the order of `main.ts`, by name. @param saved where the last turn left the conversation.
 */
export async function route(
  features: Map<string, Feature>,
  heard: Heard,
  saved: Pick<SavedState, 'feature' | 'data' | 'offered'> | undefined,
): Promise<Feature | undefined> {
  const waiting = saved && features.get(saved.feature);
  const owner = heard.place === 'group' ? undefined : features.get(ownerOf(heard) ?? '');
  if (!owner && waiting && isAnswer(heard, waiting, saved)) return waiting;
  const claimant = owner ?? (await claimantOf(features, heard));
  if (claimant || isAside(heard)) return claimant;
  const feature = waiting ?? features.get(DEFAULT_FEATURE);
  if (!feature) throw new Error(`No feature is called ${DEFAULT_FEATURE}: give it to createConversation in main.ts.`);
  return feature;
}

/** The question is the last that they have seen: behind what a caseworker has written since, a "yes" is for them. */
function isAnswer(
  { place, content, word }: Heard,
  waiting: Feature,
  { data, offered }: Pick<SavedState, 'data' | 'offered'>,
): boolean {
  const isPlain = place === 'private' && content.kind === 'text' && isYesOrNo(word);
  const isSeen = offered.some(choiceId => choiceId.startsWith(`${waiting.name}:`));
  return isPlain && isSeen && waiting.asksYesOrNo === true && stateOf(waiting, data) !== undefined;
}

/** Who claims a message wherever the conversation is. One is asked after the other, since the first that claims it has it. */
export async function claimantOf(features: Map<string, Feature>, heard: Heard): Promise<Feature | undefined> {
  for (const feature of features.values()) if (await feature.claims?.(heard)) return feature;
  return undefined;
}

/** True for what happens beside the private conversation with its person, and leaves that as it was. */
export function isAside({ place, content }: Pick<Heard, 'place' | 'content'>): boolean {
  return place === 'room' || content.kind === 'home' || content.kind === 'shortcut';
}

/** The name in front of the id of what was pressed or filled in. */
function ownerOf({ content }: Heard): string | undefined {
  if (content.kind === 'choice') return content.choiceId.split(':')[0];
  return content.kind === 'form' ? content.formId.split(':')[0] : undefined;
}
