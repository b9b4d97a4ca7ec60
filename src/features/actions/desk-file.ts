import type { FileContent } from '../../messages/file.ts';
import type { Post } from '../../messages/turn.ts';
import type { DeskDeps } from './desk-deps.ts';
import type { ActionAct } from './desk-step.ts';

const DAY_MS = 86_400_000;

/** Gives a file to one organiser alone, in their own conversation with the bot; a day later nothing is kept of it. */
export async function fileFor(
  { files, database }: DeskDeps,
  { who: { conversationId }, at }: Pick<ActionAct, 'who' | 'at'>,
  file: FileContent,
  text: string,
): Promise<Post> {
  const deleteAfter = new Date(at.getTime() + DAY_MS);
  const fileId = await database.prisma.$transaction(transaction =>
    files.store(transaction, { conversationId, file, deleteAfter }),
  );
  return { to: { conversationId }, reply: { text, language: 'en', fileId } };
}
