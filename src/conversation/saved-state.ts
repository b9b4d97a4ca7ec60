import { z } from 'zod';

/** Raise it when the shape below changes: state of another version restarts the conversation politely. */
const VERSION = 1;

const savedState = z.object({
  version: z.literal(VERSION),
  /** The feature that waits for the next message. */
  feature: z.string(),
  /** That feature's own state, parsed by it. */
  data: z.unknown(),
  /** The choices of the last reply, in order: so that "2" means the second where there are no buttons. */
  offered: z.array(z.string()),
});

/** Where a conversation is between two turns. */
export type SavedState = Omit<z.infer<typeof savedState>, 'version'>;

export function packState(state: SavedState): z.infer<typeof savedState> {
  return { version: VERSION, ...state };
}

/** @returns undefined for state that this version cannot read. */
export function unpackState(packed: unknown): SavedState | undefined {
  const parsed = savedState.safeParse(packed);
  return parsed.success ? parsed.data : undefined;
}
