import type { TurnTrace } from '../messages/trace.ts';

/** A turn as the page gets it: the first since the start has number 1. */
export type NumberedTrace = TurnTrace & { number: number; atMs: number };
