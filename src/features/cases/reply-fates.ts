import type { Prisma } from '../../database/client/client.ts';
import type { Database } from '../../database/database.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { CaseEntry } from './case-file.ts';

type Fate = NonNullable<CaseEntry['fate']>;

/** What was sent as several messages fares as the one of them that fares worst. */
const gravity = ['takenBack', 'read', 'delivered', 'sent', 'sending', 'waitsForThem', 'queued', 'expired', 'failed'];

const known = {
  trackId: true,
  status: true,
  reason: true,
  deliveredAt: true,
  readAt: true,
  meantFor: true,
  conversation: { select: { channel: true } },
} as const;
type Sent = Prisma.OutboundMessageGetPayload<{ select: typeof known }>;

/** What became of each reply, by the entry that it is of. */
export async function findReplyFates(
  { outboundMessage }: Pick<Database['prisma'], 'outboundMessage'>,
  entryIds: string[],
): Promise<Map<string | null, Fate>> {
  const sent = await outboundMessage.findMany({ where: { trackId: { in: entryIds } }, select: known });
  const fates = sent.map(each => ({ trackId: each.trackId, fate: fateOf(each) }));
  const byGravity = fates.toSorted((a, b) => gravity.indexOf(a.fate.status) - gravity.indexOf(b.fate.status));
  return new Map(byGravity.map(({ trackId, fate }) => [trackId, fate]));
}

function fateOf(sent: Sent): Fate {
  const { reason, meantFor, conversation } = sent;
  const [channel, before] = [conversation.channel, meantFor] as (ChannelName | null)[];
  return {
    status: statusOf(sent),
    ...(reason !== null && { reason }),
    ...(channel && before && { elsewhere: { channel, meantFor: before } }),
  };
}

/** How far it has come, as far as the platform tells; `window closed` is the outbox's word for what waits until its person writes. */
function statusOf({ status, reason, readAt, deliveredAt }: Sent): Fate['status'] {
  if (status === 'queued' && reason === 'window closed') return 'waitsForThem';
  if (status !== 'sent') return status;
  if (readAt) return 'read';
  return deliveredAt ? 'delivered' : 'sent';
}
