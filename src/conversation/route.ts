import type { Feature, Heard } from '../features/feature.ts';

/** Where a question goes when nobody else waits for it. */
export const DEFAULT_FEATURE = 'faq';

/**
 * Finds whose turn it is: the owner of a pressed button, else the first feature that claims the message wherever the conversation
 * is, else the feature that waits for an answer, else the questions. In a group a button has no owner: whoever claims groups answers.
 *
 * @param features in the order of `main.ts`, by name. @param waiting the feature that the last turn left waiting.
 */
export async function route(
  features: Map<string, Feature>,
  heard: Heard,
  waiting: string | undefined,
): Promise<Feature> {
  const owner =
    heard.place === 'private' && heard.content.kind === 'choice' ? heard.content.choiceId.split(':')[0] : undefined;
  const feature =
    (owner !== undefined ? features.get(owner) : undefined) ??
    (await claimant(features, heard)) ??
    (waiting !== undefined ? features.get(waiting) : undefined) ??
    features.get(DEFAULT_FEATURE);
  if (!feature) throw new Error(`No feature is called ${DEFAULT_FEATURE}: give it to createConversation in main.ts.`);
  return feature;
}

async function claimant(features: Map<string, Feature>, heard: Heard): Promise<Feature | undefined> {
  for (const feature of features.values()) if (await feature.claims?.(heard)) return feature;
  return undefined;
}
