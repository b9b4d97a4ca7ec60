import { Api, GrammyError } from 'grammy';
import { SendError } from '../send-error.ts';
import type { TelegramConnection } from './telegram-connection.ts';
import { toSendError } from './telegram-error.ts';

/** https://core.telegram.org/bots/api#getfile */
const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024;
/** A line that brings a little now and then is no line. */
const DOWNLOAD_TIMEOUT_SECONDS = 120;

const TOO_LARGE = { code: 'too large', retryable: false };
const NO_ANSWER = { code: 'no answer', retryable: true };

/**
 * Fetches a file from Telegram: at most 20 MB, which is counted while it comes, whatever was announced.
 *
 * @throws SendError. Not retryable: `too large`, or Telegram knows no such file. Its address, which holds the token, is in no error.
 */
export async function fetchTelegramFile(connection: TelegramConnection, fileId: string): Promise<Uint8Array> {
  const path = await findPath(connection, fileId);
  const { token, apiRoot, requestTimeoutSeconds } = connection;
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_SECONDS * 1000)]);
  // Each piece has as long as a request: a large file takes its time, one that stands still does not.
  const timer = setTimeout(() => stopping.abort(), requestTimeoutSeconds * 1000);
  try {
    const address = `${apiRoot}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`;
    const response = await fetch(address, { signal, redirect: 'error' });
    if (!response.ok) throw refusalOf(response);
    return await readAtMost(response, DOWNLOAD_BYTES_MAX, () => timer.refresh());
  } catch (error) {
    throw error instanceof SendError ? error : new SendError(NO_ANSWER);
  } finally {
    clearTimeout(timer);
    stopping.abort();
  }
}

async function findPath(
  { token, apiRoot, requestTimeoutSeconds }: TelegramConnection,
  fileId: string,
): Promise<string> {
  const api = new Api(token, { apiRoot, timeoutSeconds: requestTimeoutSeconds });
  const file = await api.getFile(fileId).catch((error: unknown) => {
    throw errorOfGetFile(error);
  });
  if ((file.file_size ?? 0) > DOWNLOAD_BYTES_MAX) throw new SendError(TOO_LARGE);
  if (file.file_path === undefined) throw new SendError({ code: 'no file', retryable: false });
  return file.file_path;
}

function errorOfGetFile(error: unknown): unknown {
  if (error instanceof GrammyError && error.error_code === 400) {
    if (/too big/i.test(error.description)) return new SendError(TOO_LARGE);
    return new SendError({ code: 'no file', retryable: /temporarily unavailable/i.test(error.description) });
  }
  const sendError = toSendError(error);
  // Nothing was sent: what got no answer did no harm.
  return sendError?.maybeSent ? new SendError(NO_ANSWER) : sendError;
}

/** A path is good for an hour: behind that Telegram knows it no more, and gives another. */
function refusalOf({ status, headers }: Response): SendError {
  const retryAfterSeconds = Number(headers.get('retry-after')) || undefined;
  const retryable = status >= 500 || [401, 404, 429].includes(status);
  return new SendError({ code: String(status), retryable, ...(retryAfterSeconds && { retryAfterSeconds }) });
}

async function readAtMost(response: Response, bytesMax: number, onPiece: () => void): Promise<Uint8Array> {
  if (Number(response.headers.get('content-length')) > bytesMax) throw new SendError(TOO_LARGE);
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const piece of response.body ?? []) {
    onPiece();
    sizeBytes += piece.length;
    if (sizeBytes > bytesMax) throw new SendError(TOO_LARGE);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
