import { Api, GrammyError } from 'grammy';
import { download, NO_ANSWER, retryAfterOf, TOO_LARGE } from '../download.ts';
import { SendError } from '../send-error.ts';
import { clientOptions, type TelegramConnection } from './telegram-connection.ts';
import { toSendError } from './telegram-error.ts';

/** https://core.telegram.org/bots/api#getfile */
const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024;

/**
 * Fetches a file from Telegram: at most 20 MB, which is counted while it comes, whatever was announced.
 *
 * @throws SendError. Not retryable: `too large`, or Telegram knows no such file. Its address, which holds the token, is in no error.
 */
export async function fetchTelegramFile(connection: TelegramConnection, fileId: string): Promise<Uint8Array> {
  const path = await findPath(connection, fileId);
  const { token, apiRoot, requestTimeoutSeconds } = connection;
  return download({
    address: `${apiRoot}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`,
    bytesMax: DOWNLOAD_BYTES_MAX,
    pieceTimeoutSeconds: requestTimeoutSeconds,
    refusalOf,
  });
}

async function findPath(connection: TelegramConnection, fileId: string): Promise<string> {
  const api = new Api(connection.token, clientOptions(connection));
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
function refusalOf(response: Response): SendError {
  const { status } = response;
  const retryable = status >= 500 || [401, 404, 429].includes(status);
  return new SendError({ code: String(status), retryable, ...retryAfterOf(response) });
}
