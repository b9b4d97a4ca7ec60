import { Prisma } from '../../database/client/client.ts';
import type { Database } from '../../database/database.ts';
import { hasNotBegun } from '../../database/not-begun.ts';
import type { ChannelName } from '../../messages/address.ts';
import { RECIPIENT_GONE } from '../../messages/recipient-gone.ts';
import { Overtaken, type Redirect } from '../../messages/turn.ts';
import type { Words } from '../../words/words.ts';
import type { FeatureWrite, TimelyTurn } from '../feature.ts';
import { platformName } from '../linked-chats.ts';
import type { CaseStore } from './case-store.ts';
import { mayBeWatched } from './member-news.ts';

/** A platform that is configured. */
export interface ReachableChannel {
  name: ChannelName;
  /** Only so long after somebody's last message may anything be sent. */
  windowSeconds?: number | undefined;
}

/** Where somebody can be reached when nothing reaches them where they wrote. */
export interface WaysElsewhere {
  channels: ReachableChannel[];
  /** So long it is waited for the chat where they wrote. */
  afterMinutes: number;
}

interface Waiting {
  outboundId: string;
  caseId: string;
  /** A reply has a message for each of its files. */
  groupId: string;
  channel: ChannelName;
  conversationId: string;
}

/** What is to go to another chat of its member now: what was said to them of their case, and waits where it cannot be delivered. */
export type ReachElsewhere = (at: Date) => Promise<TimelyTurn[]>;

/**
 * Finds what waits for members whose platform has been away, or who have left their chat, for long enough, and who have another chat and agreed
 * to be reached there. Nothing is moved by itself where somebody may be reading along (`mayBeWatched`).
 */
export function createReachElsewhere(
  { prisma }: Pick<Database, 'prisma'>,
  cases: Pick<CaseStore, 'where'>,
  words: Words,
  ways: WaysElsewhere,
): ReachElsewhere {
  return async at => {
    const waiting = await prisma.$queryRaw<Waiting[]>(whatWaits(ways, at));
    if (waiting.length === 0) return [];
    const files = await cases.where({ id: { in: waiting.map(({ caseId }) => caseId) } });
    return [...Map.groupBy(waiting, ({ groupId }) => groupId).values()].flatMap(group => {
      const file = files.find(({ id }) => id === group[0]?.caseId);
      if (!file || mayBeWatched(file)) return [];
      const redirects = group.map(({ outboundId, conversationId, channel }): Redirect => {
        const platform = platformName(words, file.language, channel);
        return { outboundId, conversationId, why: words.say(file.language, 'linking.elsewhere', { platform }) };
      });
      return [{ writes: [mustAgreeStill(file.personId)], redirects }];
    });
  };
}

/** True when somebody whose chat is gone can be answered all the same. */
export async function canBeReachedElsewhere(
  { prisma }: Pick<Database, 'prisma'>,
  ways: WaysElsewhere,
  { personId, conversationId }: { personId: string; conversationId: string },
  at: Date,
): Promise<boolean> {
  const found = await prisma.$queryRaw<object[]>`
    SELECT other.id FROM conversation c CROSS JOIN LATERAL (${otherChat(ways, at)}) other
    WHERE c.id = ${conversationId}::uuid AND c.person_id = ${personId}::uuid AND ${hasAgreed}`;
  return found.length > 0;
}

function whatWaits(ways: WaysElsewhere, at: Date): Prisma.Sql {
  const before = new Date(at.getTime() - ways.afterMinutes * 60_000);
  return Prisma.sql`
    SELECT o.id::text AS "outboundId", o.case_id AS "caseId", coalesce(o.track_id::text, o.id::text) AS "groupId", c.channel,
           other.id AS "conversationId"
    FROM outbound_message o
    JOIN conversation c ON c.id = o.conversation_id
    CROSS JOIN LATERAL (${otherChat(ways, at)}) other
    WHERE o.case_id IS NOT NULL AND ${hasNotBegun}
      AND o.expires_at > ${at}::timestamptz AND (o.send_after IS NULL OR o.send_after <= ${at}::timestamptz)
      AND (
        o.status = 'queued' AND EXISTS (SELECT FROM outage WHERE channel = c.channel AND since <= ${before}::timestamptz)
        OR o.status = 'failed' AND o.reason = ${RECIPIENT_GONE} AND c.address_gone_at <= ${before}::timestamptz
      )
      AND ${hasAgreed}
    ORDER BY o.id`;
}

const hasAgreed = Prisma.sql`
  EXISTS (SELECT FROM consent k WHERE k.person_id = c.person_id AND k.kind = 'reachElsewhere' AND k.withdrawn_at IS NULL)`;

/** Of their other chats in which they can be reached now, the one where they wrote last. */
function otherChat({ channels }: WaysElsewhere, at: Date): Prisma.Sql {
  const windows = channels.map(({ name, windowSeconds = null }) => ({ name, windowSeconds }));
  return Prisma.sql`
    SELECT chat.id
    FROM conversation chat
    JOIN jsonb_to_recordset(${JSON.stringify(windows)}::jsonb) AS way(name text, "windowSeconds" int) ON way.name = chat.channel
    WHERE chat.person_id = c.person_id AND chat.id <> c.id AND chat.address_gone_at IS NULL AND chat.held_since IS NULL
      AND NOT EXISTS (SELECT FROM outage WHERE channel = chat.channel)
      AND (way."windowSeconds" IS NULL OR chat.heard_at > ${at}::timestamptz - make_interval(secs => way."windowSeconds"))
    ORDER BY chat.heard_at DESC NULLS LAST, chat.id
    LIMIT 1`;
}

/** @throws Overtaken, in the turn, when they have thought better of it. */
function mustAgreeStill(personId: string): FeatureWrite {
  return {
    label: 'consent (still given)',
    async apply(transaction) {
      const given = await transaction.$queryRaw<object[]>`
        SELECT id FROM consent
        WHERE person_id = ${personId}::uuid AND kind = 'reachElsewhere' AND withdrawn_at IS NULL FOR SHARE`;
      if (given.length === 0) throw new Overtaken('They do not agree any more to be reached elsewhere.');
    },
  };
}
