import type { webApi } from '@slack/bolt';
import type { FileContent } from '../../messages/file.ts';
import type { Chunk, Placement } from '../channel.ts';
import { NO_ANSWER, retryAfterOf } from '../download.ts';
import { SendError } from '../send-error.ts';
import { writeFileName } from './file-name.ts';
import { toSendErrorBefore } from './slack-error.ts';
import { toSlackMessage } from './slack-message.ts';
import type { SlackSay } from './slack-say.ts';
import type { SlackTransfer } from './slack-transfer.ts';

/** As slowly as a line may take a file: a request has this much more time. */
const UPLOAD_BYTES_PER_SECOND = 256 * 1024;

/**
 * Sends a file with a chunk as its message, in the three steps of https://docs.slack.dev/messaging/working-with-files. Its name is of
 * ours, since a file's own may hold a person's. A file is never before one person alone in a room: it goes to the chat.
 *
 * @returns what the file is called from then on (`file-name.ts`): said again in its place, words take it away.
 * @throws SendError, or what Slack's client throws in the last step, before which nobody sees anything.
 */
export async function sendSlackFile(
  { client, requestTimeoutSeconds }: SlackTransfer,
  say: SlackSay,
  room: string,
  file: FileContent,
  chunk: Chunk,
  { under, inRoom }: Placement,
): Promise<string> {
  const { bytes, kind, extension } = file;
  const name = `${kind}.${extension}`;
  const ticket = await client.files
    .getUploadURLExternal({ filename: name, length: bytes.length })
    .catch((error: unknown) => {
      throw toSendErrorBefore(error);
    });
  const { upload_url: address, file_id: fileId } = ticket;
  if (!address || !fileId) throw new SendError(NO_ANSWER);
  await upload(address, bytes, requestTimeoutSeconds);
  const { blocks } = toSlackMessage(chunk, say);
  const where =
    under !== undefined && inRoom === undefined ? { channel_id: room, thread_ts: under } : { channel_id: room };
  await client.files.completeUploadExternal({
    ...where,
    files: [{ id: fileId, title: name }],
    ...(blocks.length > 0 && { blocks }),
  });
  return writeFileName({ fileId, ts: await findMessage(client, fileId, room) });
}

async function upload(address: string, bytes: FileContent['bytes'], requestTimeoutSeconds: number): Promise<void> {
  const timeoutMs = (requestTimeoutSeconds + bytes.length / UPLOAD_BYTES_PER_SECOND) * 1000;
  const response = await fetch(address, {
    method: 'POST',
    body: bytes,
    redirect: 'error',
    signal: AbortSignal.timeout(Math.ceil(timeoutMs)),
  }).catch(() => {
    throw new SendError(NO_ANSWER);
  });
  if (response.ok) return;
  const { status } = response;
  throw new SendError({ code: String(status), retryable: status >= 500 || status === 429, ...retryAfterOf(response) });
}

/** Slack shares a file some time after it has said yes: then nobody needs to know. */
async function findMessage(client: webApi.WebClient, file: string, room: string): Promise<string | undefined> {
  const found = await client.files.info({ file }).catch(() => undefined);
  const { public: open, private: closed } = found?.file?.shares ?? {};
  return (open?.[room] ?? closed?.[room])?.at(-1)?.ts;
}
