import type { Reply } from '../../messages/reply.ts';
import type { Post } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { cardName } from './case-card.ts';
import type { CaseEntry, CaseFile, NewEntry } from './case-file.ts';

/** A room that Slack kept from us for a weekend still gets what was said: 7 days. */
const EXPIRES_AFTER_SECONDS = 7 * 86_400;

/** The first time that a case is shown in its room. Its entry `opened` follows what becomes of it. */
export function cardPost(roomId: string, card: Reply, opened: NewEntry): Post {
  return {
    to: { channel: 'slack', roomId },
    reply: { ...card, expiresAfterSeconds: EXPIRES_AFTER_SECONDS },
    trackId: opened.id,
  };
}

/** What a member said, in the thread of the case's card; each file is a message of its own. */
export function saidPosts(file: CaseFile, entry: NewEntry, say: DeskWords['say']): Post[] {
  const { roomId, language } = file;
  if (!roomId) return [];
  const [firstFile, ...otherFiles] = entry.fileIds ?? [];
  const label = entry.mark === 'correction' || entry.mark === 'crisis' ? say(`member.${entry.mark}`) : undefined;
  const text = [label, entry.text].filter(part => part).join('\n');
  if (text === '' && firstFile === undefined) return [];
  const post = (name: string, words: string, fileId: string | undefined): Post => ({
    to: { channel: 'slack', roomId },
    reply: {
      text: words,
      language,
      name,
      under: cardName(file.id),
      expiresAfterSeconds: EXPIRES_AFTER_SECONDS,
      ...(fileId !== undefined && { fileId }),
    },
    trackId: entry.id,
  });
  return [
    post(saidName(entry.id), text, firstFile),
    ...otherFiles.map((fileId, index) => post(saidName(entry.id, index + 1), '', fileId)),
  ];
}

/** What stands in a room once a member has asked that everything of theirs be deleted: the card and all below it lose their words. */
export function forgottenPosts(file: CaseFile, entries: CaseEntry[], say: DeskWords['say']): Post[] {
  const { roomId } = file;
  if (!roomId) return [];
  const text = say('member.forgotten');
  const saidEntries = entries.filter(
    ({ kind, text: words, fileIds }) => kind === 'memberSaid' && (words || fileIds.length),
  );
  return [cardName(file.id), ...saidEntries.map(({ id }) => saidName(id))].map(name => ({
    to: { channel: 'slack', roomId },
    reply: { text, language: 'en', name, ...(name !== cardName(file.id) && { under: cardName(file.id) }) },
  }));
}

function saidName(entryId: string, index = 0): string {
  return index === 0 ? `said:${entryId}` : `said:${entryId}:${index}`;
}
