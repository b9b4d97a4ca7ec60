import type { Database } from '../../database/database.ts';

/** How much is kept of one person's words. */
export interface Kept {
  /** Theirs and ours. */
  messages: number;
  files: number;
}

export type CountKept = (personId: string) => Promise<Kept>;

export function createCountKept({ prisma }: Database): CountKept {
  return async personId => {
    const conversations = await prisma.conversation.findMany({ where: { personId }, select: { id: true } });
    const where = { conversationId: { in: conversations.map(({ id }) => id) } };
    const [inbound, outbound, files] = await Promise.all([
      prisma.inboundMessage.count({ where }),
      prisma.outboundMessage.count({ where }),
      prisma.attachment.count({ where }),
    ]);
    return { messages: inbound + outbound, files };
  };
}
