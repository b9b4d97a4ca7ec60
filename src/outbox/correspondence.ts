import type { Database } from '../database/database.ts';
import { type Seal, SealError } from '../database/seal.ts';
import { writeLaneKey } from './lane.ts';
import { findNamed, type NamedMessages } from './named-messages.ts';
import type { OutboundBody } from './outbound.ts';
import type { ClaimedConversation, ClaimedMessage } from './outbox-store.ts';

/** A claimed message, opened. */
export interface Letter {
  message: ClaimedMessage;
  /** Or why it cannot be opened any more. */
  body: OutboundBody | SealError;
}

/** What is to be sent in one lane of a conversation, opened, and where the messages are that it speaks of by name. */
export interface Correspondence {
  conversation: ClaimedConversation;
  letters: Letter[];
  named: NamedMessages;
}

/** Opens what was claimed. Where nothing has a name it costs no query. @returns it by the lanes' keys. */
export async function openCorrespondences(
  database: Database,
  seal: Seal,
  conversations: ClaimedConversation[],
): Promise<Map<string, Correspondence>> {
  const opened = conversations.map(conversation => ({
    conversation,
    letters: conversation.messages.map(message => ({ message, body: open(seal, message) })),
  }));
  const named = await findNamed(
    database,
    conversations.map(({ conversationId }) => conversationId),
    opened.flatMap(({ letters }) => letters.flatMap(namesIn)),
  );
  return new Map(
    opened.map(({ conversation, letters }) => {
      const { conversationId } = conversation;
      return [writeLaneKey(conversation), { conversation, letters, named: named.get(conversationId) ?? new Map() }];
    }),
  );
}

/** True when a message is there already and will be changed again by a later letter: nobody needs to see what is between. */
export function isSaidAgain(letter: Letter, later: Letter[], named: NamedMessages): boolean {
  const name = replyOf(letter)?.name;
  return name !== undefined && named.has(name) && later.some(other => replyOf(other)?.name === name);
}

/** The names that a letter has, or stands below. */
function namesIn(letter: Letter): string[] {
  const { name, under } = replyOf(letter) ?? {};
  return [name, under].filter(each => each !== undefined);
}

function replyOf({ body }: Letter) {
  return body instanceof SealError ? undefined : body.reply;
}

function open(seal: Seal, { bodySealed }: ClaimedMessage): Letter['body'] {
  try {
    return seal.open(bodySealed) as OutboundBody;
  } catch (error) {
    if (error instanceof SealError) return error;
    throw error;
  }
}
