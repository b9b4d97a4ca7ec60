import { z } from 'zod';
import { download, NO_ANSWER, retryAfterOf, TOO_LARGE } from '../download.ts';
import { SendError } from '../send-error.ts';
import { callGraph } from './call-graph.ts';
import type { CloudConnection } from './cloud-connection.ts';
import { toSendErrorBefore } from './cloud-error.ts';
import { GraphFailure, NoAnswer } from './graph-failure.ts';
import { UNSUPPORTED_FILE } from './read-cloud-message.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#supported-media-types: of a document. */
const DOWNLOAD_BYTES_MAX = 100 * 1024 * 1024;
const NO_FILE = { code: 'no file', retryable: false };

const found = z.object({ url: z.url(), file_size: z.coerce.number().optional() });

/**
 * Fetches a file from WhatsApp: its address first, which is good for five minutes, then the bytes.
 *
 * @throws SendError. Not retryable: `too large`, or WhatsApp knows no such file: it keeps them for a week.
 */
export async function fetchCloudFile(connection: CloudConnection, fileId: string): Promise<Uint8Array> {
  if (fileId === UNSUPPORTED_FILE) throw new SendError(NO_FILE);
  const { token, phoneNumberId, requestTimeoutSeconds } = connection;
  const path = `${encodeURIComponent(fileId)}?phone_number_id=${encodeURIComponent(phoneNumberId)}`;
  const answer = await callGraph(connection, { path }).catch((error: unknown) => {
    throw errorOfFinding(error);
  });
  const { url, file_size: sizeBytes = 0 } = found.parse(answer);
  if (sizeBytes > DOWNLOAD_BYTES_MAX) throw new SendError(TOO_LARGE);
  return download({
    address: safeAddress(url, connection),
    headers: { authorization: `Bearer ${token}` },
    bytesMax: DOWNLOAD_BYTES_MAX,
    pieceTimeoutSeconds: requestTimeoutSeconds,
    refusalOf,
  });
}

/** The token goes along: to where it came from, or to another house over TLS. */
function safeAddress(url: string, { apiRoot }: CloudConnection): string {
  const { origin, protocol } = new URL(url);
  if (protocol !== 'https:' && origin !== new URL(apiRoot).origin) throw new SendError(NO_FILE);
  return url;
}

function errorOfFinding(error: unknown): unknown {
  if (error instanceof NoAnswer) return new SendError(NO_ANSWER);
  if (error instanceof GraphFailure && (error.code === 100 || error.code === 131052)) return new SendError(NO_FILE);
  return toSendErrorBefore(error);
}

/** An address that has expired is asked for again. */
function refusalOf(response: Response): SendError {
  const { status } = response;
  const retryable = status >= 500 || [401, 404, 429].includes(status);
  return new SendError({ code: String(status), retryable, ...retryAfterOf(response) });
}
