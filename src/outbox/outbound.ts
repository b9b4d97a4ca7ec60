import type { Reply } from '../messages/reply.ts';

/** A reply on its way to one conversation. */
export interface Outbound {
  conversationId: string;
  reply: Reply;
  /** The platform's id of the message it takes the place of. */
  replacesMessageId?: string;
  /** True for what no inbound asked for, e.g. a reminder: only that is guarded against loops. @default false */
  isUnasked?: boolean;
}
