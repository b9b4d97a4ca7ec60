import type { Heard } from '../features/feature.ts';
import type { Sender } from '../messages/sender.ts';
import type { Ears } from './hear.ts';
import { isYesOrNo, readSteering } from './read-steering.ts';
import { DEFAULT_FEATURE } from './route.ts';
import type { SavedState } from './saved-state.ts';

/** What a burst of messages is cut and ordered by. */
export interface BurstRules {
  /** True for a message that, as a whole, steers: nothing is read together with it. */
  standsAlone(text: string): boolean;
  isCrisis(text: string): boolean;
}

/** These begin or end what somebody says, and steer nothing. */
const COURTESIES: Heard['word'][] = ['hello', 'thanks'];

/** @param saved where the conversation waits: what was offered there, and whether something was asked. */
export function burstRules(sender: Sender, saved: SavedState | undefined, ears: Ears): BurstRules {
  const language = sender.language ?? ears.languages[0] ?? 'en';
  const isAsked = saved !== undefined && saved.feature !== '' && saved.feature !== DEFAULT_FEATURE;
  return {
    standsAlone(text) {
      const { choiceId, word } = readSteering(text, language, saved?.offered ?? [], ears.readWord);
      if (choiceId !== undefined) return true;
      // An answer steers only where something was asked: elsewhere "ok" begins a sentence.
      return word !== undefined && !COURTESIES.includes(word) && (isAsked || !isYesOrNo(word));
    },
    isCrisis: text => ears.findCrisis(text) !== undefined,
  };
}
