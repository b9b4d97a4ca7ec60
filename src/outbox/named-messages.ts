import type { Database } from '../database/database.ts';

/** Where the messages are that a conversation knows by name: the platform's ids of them. */
export type NamedMessages = Map<string, string>;

/** Finds those of these names, in several conversations: one query, and none where nothing is named. */
export async function findNamed(
  database: Database,
  conversationIds: string[],
  names: string[],
): Promise<Map<string, NamedMessages>> {
  const named = new Map<string, NamedMessages>();
  if (names.length === 0) return named;
  const found = await database.prisma.namedMessage.findMany({
    where: { conversationId: { in: conversationIds }, name: { in: names } },
  });
  for (const { conversationId, name, messageId } of found)
    named.set(conversationId, (named.get(conversationId) ?? new Map()).set(name, messageId));
  return named;
}

/** Keeps where a message is now. */
export async function rememberNamed(
  database: Database,
  conversationId: string,
  name: string,
  messageId: string,
): Promise<void> {
  await database.prisma.namedMessage.upsert({
    where: { conversationId_name: { conversationId, name } },
    create: { conversationId, name, messageId },
    update: { messageId },
  });
}
