import { randomUUID } from 'node:crypto';
import type { Database } from '../../database/database.ts';
import type { Reply } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { cardName } from './case-card.ts';
import type { CaseEntry, CaseFile, NewEntry } from './case-file.ts';
import { ROOM_EXPIRES_SECONDS, toRoom } from './desk-post.ts';
import { steadyWords } from './steady-words.ts';

/** The first time that a case is shown in its room. Its entry `opened` follows what becomes of it. */
export function cardPost(roomId: string, card: Reply, opened: NewEntry): Post {
  return {
    to: { channel: 'slack', roomId },
    reply: { ...card, expiresAfterSeconds: ROOM_EXPIRES_SECONDS },
    trackId: opened.id,
  };
}

/**
 * What a member said, in the thread of the case's card. Of files it is only said that they are there: who reads one asks for it
 * (`desk-files.ts`), and that is written down.
 */
export function saidPosts(file: CaseFile, entry: NewEntry, say: DeskWords['say']): Post[] {
  const { roomId, language } = file;
  if (!roomId) return [];
  const { mark, text: words, fileIds = [] } = entry;
  const [first, ...sections] = [
    ...(mark === 'correction' || mark === 'crisis' ? [{ text: say(`member.${mark}`), language: 'en' }] : []),
    ...(words ? [{ text: steadyWords(words), language }] : []),
    ...(fileIds.length > 0 ? [{ text: say('member.files', { count: fileIds.length }), language: 'en' }] : []),
  ];
  if (!first) return [];
  return [
    {
      to: { channel: 'slack', roomId },
      reply: {
        ...first,
        ...(sections.length > 0 && { sections }),
        name: saidName(entry.id),
        under: cardName(file.id),
        expiresAfterSeconds: ROOM_EXPIRES_SECONDS,
      },
      trackId: entry.id,
    },
  ];
}

/** What was sent to a member, in the same thread: whoever has the case next reads both sides of it. */
export function repliedPosts(file: CaseFile, entry: CaseEntry, head: string): Post[] {
  const { text, translation, fileIds } = entry;
  const sections = [
    ...(text ? [{ text, language: translation ? 'en' : file.language }] : []),
    ...(translation ? [{ text: translation, language: file.language }] : []),
  ];
  if (sections.length === 0 && fileIds.length === 0) return [];
  const reply = { text: head, language: 'en', name: repliedName(entry.id), under: cardName(file.id) };
  const posts = toRoom(file, { ...reply, ...(sections.length > 0 && { sections }) });
  return posts.map(post => ({ ...post, trackId: file.id })); // the entry's own is that of the message to the member
}

/** Where a message of a case stands: in its room, or in one that it was handed over from. */
export interface PlacedMessage {
  conversationId: string;
  name: string;
}

/** What a file is called where somebody has asked for it: each time anew, since each is a message of its own. */
export function openedName(fileId: string): string {
  return `file:${fileId}:${randomUUID()}`;
}

/**
 * Finds the card of a case and all that was said below it, each part of what was too long for one message too, and the files that staff
 * have asked for.
 */
export async function findPlaced(
  { prisma }: Pick<Database, 'prisma'>,
  { id }: CaseFile,
  entries: CaseEntry[],
): Promise<PlacedMessage[]> {
  const names = [cardName(id), ...entries.flatMap(entry => [saidName(entry.id), repliedName(entry.id)])];
  const fileIds = entries.flatMap(entry => entry.fileIds);
  return prisma.$queryRaw<PlacedMessage[]>`
    SELECT conversation_id AS "conversationId", name FROM named_message
    WHERE split_part(name, '/', 1) = ANY(${names}) OR (name LIKE 'file:%' AND split_part(name, ':', 2) = ANY(${fileIds}))`;
}

/** What stands in a room once a member has asked that everything of theirs be deleted: the card and all below it lose their words. */
export function forgottenPosts(
  file: CaseFile,
  entries: CaseEntry[],
  placed: PlacedMessage[],
  say: DeskWords['say'],
): Post[] {
  const text = say('member.forgotten');
  const under = (name: string) => (name === cardName(file.id) ? {} : { under: cardName(file.id) });
  const inPlace = placed.map(({ conversationId, name }) => ({
    to: { conversationId },
    reply: { text, language: 'en', name, ...under(name) },
  }));
  const { roomId } = file;
  if (!roomId) return inPlace;
  const saidEntries = entries.filter(
    ({ kind, text: words, fileIds }) => kind === 'memberSaid' && (words || fileIds.length),
  );
  // What is on its way at this moment has no place yet.
  const onTheWay = [cardName(file.id), ...saidEntries.map(({ id }) => saidName(id))]
    .filter(name => placed.every(each => each.name !== name))
    .map((name): Post => ({ to: { channel: 'slack', roomId }, reply: { text, language: 'en', name, ...under(name) } }));
  return [...inPlace, ...onTheWay];
}

function saidName(entryId: string): string {
  return `said:${entryId}`;
}

function repliedName(entryId: string): string {
  return `replied:${entryId}`;
}
