import { SendError } from './send-error.ts';

/** A line that brings a little now and then is no line. */
const DOWNLOAD_TIMEOUT_SECONDS = 120;

export const TOO_LARGE = { code: 'too large', retryable: false };
export const NO_ANSWER = { code: 'no answer', retryable: true };

export interface Download {
  /** May hold a secret: it is in no error. */
  address: string;
  headers?: Record<string, string>;
  /** Counted while it comes, whatever was announced. */
  bytesMax: number;
  /** Each piece has so long: a large file takes its time, one that stands still does not. */
  pieceTimeoutSeconds: number;
  /** What it means when the platform does not give it, or sends us to another address, where nothing is fetched. */
  refusalOf(response: Response): SendError;
}

/** Fetches a file from a platform. @throws SendError. Not retryable: `too large`. */
export async function download({
  address,
  headers = {},
  bytesMax,
  pieceTimeoutSeconds,
  refusalOf,
}: Download): Promise<Uint8Array> {
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_SECONDS * 1000)]);
  const timer = setTimeout(() => stopping.abort(), pieceTimeoutSeconds * 1000);
  try {
    const response = await fetch(address, { headers, signal, redirect: 'manual' });
    if (!response.ok) throw refusalOf(response);
    return await readAtMost(response, bytesMax, () => timer.refresh());
  } catch (error) {
    throw error instanceof SendError ? error : new SendError(NO_ANSWER);
  } finally {
    clearTimeout(timer);
    stopping.abort();
  }
}

/** @returns the seconds that the platform asked to wait, where it did. */
export function retryAfterOf({ headers }: Response): { retryAfterSeconds?: number } {
  const retryAfterSeconds = Number(headers.get('retry-after'));
  return retryAfterSeconds > 0 ? { retryAfterSeconds } : {};
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
