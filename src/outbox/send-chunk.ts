import type { Channel, Chunk, Placement } from '../channels/channel.ts';
import { SendError } from '../channels/send-error.ts';
import type { FileContent } from '../messages/file.ts';
import { booked } from './booked.ts';
import { CHAT } from './lane.ts';
import type { Pacer } from './pace.ts';

/** A platform, and how fast it may be spoken to. */
export interface Edge {
  channel: Channel;
  pacer: Pacer;
}

/** @returns undefined when the file has been deleted. */
export type ReadFile = (fileId: string) => Promise<FileContent | undefined>;

/**
 * Sends one chunk, with its file, when it is its turn: platforms count what stands in a chat, and what fills windows and pages, apart. Nobody else sends.
 *
 * @param begin is waited for between its turn and the platform.
 * @returns the platform's id of the message, where there is one.
 * @throws SendError as the channel does; `file gone` for good, and `paced` when its turn is too far off to be waited for.
 */
export async function sendChunk(
  { channel, pacer }: Edge,
  readFile: ReadFile,
  { chatId, lane, isBulk }: { chatId: string; lane: string; isBulk: boolean },
  chunk: Chunk,
  placement: Placement,
  begin: () => Promise<void> = async () => {},
): Promise<string | undefined> {
  const file = chunk.fileId !== undefined && channel.sendFile ? await booked(readFile(chunk.fileId)) : undefined;
  if (chunk.fileId !== undefined && channel.sendFile && !file)
    throw new SendError({ code: 'file gone', retryable: false });
  const paced = lane === CHAT ? chatId : `${chatId} ${lane}`;
  if (!(await pacer.turn(paced, isBulk))) throw new SendError({ code: 'paced', retryable: true });
  await begin();
  try {
    if (file && channel.sendFile) return await channel.sendFile(chatId, file, chunk, placement);
    return await channel.send(chatId, chunk, placement);
  } catch (error) {
    if (error instanceof SendError && error.retryAfterSeconds) pacer.spare(paced, error.retryAfterSeconds);
    throw error;
  }
}
