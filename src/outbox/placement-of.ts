import type { Placement } from '../channels/channel.ts';
import type { NamedMessages } from './named-messages.ts';
import type { OutboundBody } from './outbound.ts';

/** Where a chunk of a message goes: only the first takes the place of another, or fills a window or a page. */
export function placementOf(
  { reply, replacesMessageId, answers, windowId, inRoom }: OutboundBody,
  index: number,
  named: NamedMessages,
): Placement {
  const replacing = (reply.name !== undefined && named.get(reply.name)) || replacesMessageId;
  const under = reply.under !== undefined && named.get(reply.under);
  return {
    ...(under && { under }),
    ...(inRoom && { inRoom }),
    ...(index === 0 && {
      ...(replacing && { replacing }),
      ...(answers && { quoting: answers }),
      ...(windowId && { windowId }),
      ...(reply.onHomePage && { onHomePage: true }),
    }),
  };
}
