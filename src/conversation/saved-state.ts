import { z } from 'zod';
import { type Seal, SealError } from '../database/seal.ts';
import { log } from '../log.ts';
import { askedForm } from './asked-form.ts';
import type { Resumed } from './resume.ts';

/** Raise it when the shape below changes: state of another version restarts the conversation politely. */
const VERSION = 2;

const savedState = z.object({
  version: z.literal(VERSION),
  /** The feature that waits for the next message. */
  feature: z.string(),
  /** That feature's own state, parsed by it. */
  data: z.unknown(),
  /** What a feature waits with behind that, since it must not be lost. */
  aside: z.object({ feature: z.string(), data: z.unknown() }).optional(),
  /** The choices of the last reply, in order: so that "2" means the second where there are no buttons. */
  offered: z.array(z.string()),
  /** The form that is being filled in, question by question. */
  form: askedForm.optional(),
});

/** Where a conversation is between two turns. */
export type SavedState = Omit<z.infer<typeof savedState>, 'version'>;

export function packState(state: SavedState): z.infer<typeof savedState> {
  return { version: VERSION, ...state };
}

/**
 * @returns undefined at the start, for state of another version, and for what cannot be opened any more (its key was dropped, or it was
 * damaged): then the conversation starts anew, politely.
 */
export function openState({ sender, stateSealed }: Resumed, seal: Seal): SavedState | undefined {
  if (!stateSealed) return undefined;
  try {
    return savedState.safeParse(seal.open(stateSealed)).data;
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    log.warn(
      { conversationId: sender.conversationId },
      'the state of a conversation could not be opened: it starts anew',
    );
    return undefined;
  }
}
