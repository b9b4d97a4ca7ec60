import type { Reply } from '../messages/reply.ts';

/** What is sealed of a message on its way. */
export interface OutboundBody {
  reply: Reply;
  /** The platform's id of the message it takes the place of. */
  replacesMessageId?: string;
  /** The platform's id of the message that it answers. */
  answers?: string;
  /** The window that it fills. */
  windowId?: string;
  /** The room in which the person of the conversation sees it, alone. */
  inRoom?: string;
}

/** A reply on its way to one conversation. */
export interface Outbound extends OutboundBody {
  conversationId: string;
  /** True for what no inbound asked for, e.g. a reminder: only that is guarded against loops. @default false */
  isUnasked?: boolean;
  /** One of very many that somebody on the staff has decided on, so that it is no loop: whatever else is to be said goes first. @default false */
  isBulk?: boolean;
  /** So long it can be taken back. @default 0 */
  afterSeconds?: number;
  /** By our own ids, what it is about beside what can be done with it. */
  aboutIds?: string[];
  /** By which a feature finds it again. */
  trackId?: string;
  /** The case that it tells its member of. */
  caseId?: string;
  /** What is shown anew when its fate is known. */
  shows?: string | string[];
}
