import type { Inbound, InboundContent } from '../messages/inbound.ts';
import type { BurstRules } from './burst-rules.ts';

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
  /** Something else was said after it. */
  isOver: boolean;
}

/** How long something that was not understood waits for the rest of a burst. */
export const HOLD_SECONDS = 1.5;

/**
 * Takes the first utterance of what waits: texts that came in a row are one utterance, everything else stands alone, a word that steers
 * too. People write "hi", "i have a question" and "can i see a doctor" in three messages, and want one answer. A crisis is heard before
 * what was said first.
 */
export function gather(first: WaitingInbound, rest: WaitingInbound[], rules: BurstRules): Utterance {
  const waiting = [first, ...rest];
  const end = waiting.findIndex(({ inbound }) => inbound.content.kind !== 'text');
  const said = choose(end === 0 ? [first] : waiting.slice(0, end === -1 ? undefined : end), rules);
  const last = said.at(-1) ?? first;
  return {
    ids: said.map(({ id }) => id),
    lastReceivedAtMs: last.receivedAtMs,
    inbound: last.inbound,
    content: said.length > 1 ? { kind: 'text', text: textOf(said) } : last.inbound.content,
    isOver: waiting.at(-1) !== last,
  };
}

/** The part of a burst that is answered first. */
function choose(burst: WaitingInbound[], { standsAlone, isCrisis }: BurstRules): WaitingInbound[] {
  const parts: WaitingInbound[][] = [];
  let isOpen = false;
  for (const message of burst) {
    const isAlone = standsAlone(textOf([message]));
    if (isOpen && !isAlone) parts.at(-1)?.push(message);
    else parts.push([message]);
    isOpen = !isAlone;
  }
  const [part = burst, ...others] = parts;
  if (others.length === 0) return part;
  return parts.find(each => isCrisis(textOf(each))) ?? (isCrisis(textOf(burst)) ? burst : part);
}

function textOf(messages: WaitingInbound[]): string {
  return messages.flatMap(({ inbound }) => (inbound.content.kind === 'text' ? [inbound.content.text] : [])).join('\n');
}

/** True while the rest of what somebody is saying may still be on its way. */
export function isFresh(utterance: Utterance, nowMs: number): boolean {
  if (utterance.content.kind !== 'text' || utterance.isOver) return false;
  return nowMs - utterance.lastReceivedAtMs < HOLD_SECONDS * 1000;
}
