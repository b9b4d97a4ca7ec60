import type { Inbound, InboundContent } from '../messages/inbound.ts';

/** An inbound that waits for its turn; `id` gives the order of arrival. */
export interface WaitingInbound {
  id: bigint;
  receivedAtMs: number;
  inbound: Inbound;
}

/** What one turn answers: one or several waiting inbounds, as one thing said. */
export interface Utterance {
  ids: bigint[];
  lastReceivedAtMs: number;
  inbound: Inbound;
  content: InboundContent;
}

/** How long something that was not understood waits for the rest of a burst. */
export const HOLD_SECONDS = 1.5;

/**
 * Takes the first utterance of what waits: texts that came in a row are one utterance, everything else stands alone. People write
 * "hi", "i have a question" and "can i see a doctor" in three messages, and want one answer.
 */
export function gather(first: WaitingInbound, rest: WaitingInbound[]): Utterance {
  const burst = [first];
  for (const next of rest) {
    if (first.inbound.content.kind !== 'text' || next.inbound.content.kind !== 'text') break;
    burst.push(next);
  }
  const last = burst.at(-1) ?? first;
  const texts = burst.flatMap(({ inbound }) => (inbound.content.kind === 'text' ? [inbound.content.text] : []));
  return {
    ids: burst.map(({ id }) => id),
    lastReceivedAtMs: last.receivedAtMs,
    inbound: last.inbound,
    content: texts.length > 1 ? { kind: 'text', text: texts.join('\n') } : last.inbound.content,
  };
}

/** True while the rest of what somebody is saying may still be on its way. */
export function isFresh(utterance: Utterance, nowMs: number): boolean {
  return utterance.content.kind === 'text' && nowMs - utterance.lastReceivedAtMs < HOLD_SECONDS * 1000;
}
