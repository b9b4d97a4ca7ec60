import type { InboundContent } from '../messages/inbound.ts';

const COMMAND = /^\/([a-z0-9_-]{1,32})(?:\s+([\s\S]*))?$/i;

/** What somebody typed on a platform that knows no commands itself: `/events` is one all the same, as people know it from other places. */
export function readTyped(text: string): InboundContent {
  const [, name, argument = ''] = COMMAND.exec(text.trim()) ?? [];
  return name ? { kind: 'command', name: name.toLowerCase(), argument } : { kind: 'text', text };
}
