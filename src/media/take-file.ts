import type { Database } from '../database/database.ts';
import type { ChannelName } from '../messages/address.ts';
import type { MediaRef } from '../messages/inbound.ts';
import type { CleanFile } from './clean-file.ts';
import type { RefusalCode } from './file-refusal.ts';
import type { FileStore } from './file-store.ts';

/** A file that is kept for a day, until a turn says for how long; or why it is not: `gone` when the platform does not give it. */
export type TakenFile = { fileId: string } | { refused: RefusalCode | 'gone' };

/** Takes a file that somebody sent: fetched, cleaned, sealed. Needs seconds for a large one: it belongs in thinking. */
export type TakeFile = (from: { channel: ChannelName; conversationId: string }, media: MediaRef) => Promise<TakenFile>;

interface TakeFileDeps {
  database: Database;
  files: FileStore;
  clean(bytes: Uint8Array): Promise<CleanFile>;
  /** The bytes as the platform has them, or why it will never give them. */
  fetch(channel: ChannelName, fileId: string): Promise<Uint8Array | { refused: 'gone' | 'tooLarge' }>;
  now(): number;
}

const DAY_MS = 86_400_000;
/** Half a second for each of the 20 MB that Telegram gives, and as much again. */
const STORE_TIMEOUT_MS = 20_000;

export function createTakeFile({ database, files, clean, fetch, now }: TakeFileDeps): TakeFile {
  return async ({ channel, conversationId }, media) => {
    const fetched = await fetch(channel, media.fileId);
    if ('refused' in fetched) return fetched;
    const cleaned = await clean(fetched);
    if ('refused' in cleaned) return cleaned;
    // A turn that fails leaves nothing behind for longer than a day.
    const deleteAfter = new Date(now() + DAY_MS);
    const fileId = await database.prisma.$transaction(
      transaction => files.store(transaction, { conversationId, file: cleaned.file, deleteAfter }),
      { timeout: STORE_TIMEOUT_MS },
    );
    return { fileId };
  };
}
