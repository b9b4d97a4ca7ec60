import { base64 } from '../database/base64.ts';
import { Prisma } from '../database/client/client.ts';
import type { Seal } from '../database/seal.ts';
import { aboutIdsOfReply } from '../messages/about-ids.ts';
import { laneOf, writeLaneKey } from './lane.ts';
import type { Outbound } from './outbound.ts';
import { writeShows } from './shows.ts';

/** A reply that arrives a day late confuses more than it helps. */
const EXPIRES_AFTER_SECONDS = 24 * 60 * 60;
/** Who has looked at a window for so long without seeing its form has closed it. Words are not lost with it: they go to the chat. */
const FORM_EXPIRES_AFTER_SECONDS = 120;

/**
 * The statement that puts replies into the outbox, without their delivery jobs: by hand, since Prisma's own way to insert many rows takes six
 * times as long.
 *
 * @param nowMs milliseconds since the epoch.
 * @param joins what is stored only where it joins `v.conversation`. @default all is stored
 */
export function storing(seal: Seal, outbound: Outbound[], nowMs: number, joins = Prisma.empty): Prisma.Sql {
  const rows = outbound.map((message, place) => {
    const {
      conversationId,
      isUnasked = false,
      isBulk = false,
      afterSeconds,
      trackId = null,
      caseId = null,
      shows = [],
      aboutIds = [],
      ...body
    } = message;
    return {
      place,
      conversation: conversationId,
      lane: laneOf(body),
      body: base64(seal.seal(body)),
      unasked: isUnasked,
      bulk: isBulk,
      track: trackId,
      case: caseId,
      shows: writeShows(shows),
      about: [...new Set([...aboutIds, ...aboutIdsOfReply(message.reply)])],
      due: afterSeconds ? new Date(dueMs(message, nowMs)) : null,
      expires: new Date(dueMs(message, nowMs) + expiresAfterSecondsOf(message) * 1000),
    };
  });
  return Prisma.sql`
    INSERT INTO outbound_message
      (conversation_id, lane, body_sealed, is_unasked, is_bulk, track_id, case_id, about_ids, shows, send_after, expires_at)
    SELECT v.conversation, v.lane, decode(v.body, 'base64'), v.unasked, v.bulk, v.track, v."case", v.about, v.shows, v.due, v.expires
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS v(place int, conversation uuid, lane text, body text, unasked boolean, bulk boolean, track uuid, "case" uuid, about uuid[],
           shows text, due timestamptz, expires timestamptz) ${joins}
    ORDER BY v.place`;
}

/** From when on it may be sent, in milliseconds since the epoch. */
export function dueMs({ afterSeconds = 0 }: Outbound, nowMs: number): number {
  return nowMs + afterSeconds * 1000;
}

/** Under which keys these are delivered. */
export function keysOf(outbound: Outbound[] = []): string[] {
  return [
    ...new Set(
      outbound.map(message => writeLaneKey({ conversationId: message.conversationId, lane: laneOf(message) })),
    ),
  ];
}

function expiresAfterSecondsOf({ reply, windowId }: Outbound): number {
  const isForm = windowId !== undefined && reply.form !== undefined;
  return reply.expiresAfterSeconds ?? (isForm ? FORM_EXPIRES_AFTER_SECONDS : EXPIRES_AFTER_SECONDS);
}
