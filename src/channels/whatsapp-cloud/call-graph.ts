import type { CloudConnection } from './cloud-connection.ts';
import { GraphFailure, NoAnswer } from './graph-failure.ts';

/** The request cannot have left: nobody was there to take it. */
const NEVER_LEFT = /^(EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|UND_ERR_CONNECT_TIMEOUT)$/;

interface Call {
  /** Below the root, without a slash at its beginning. */
  path: string;
  /** Sent as JSON, or as a form. Without it, the call only asks. */
  body?: object | FormData;
  /** What it may take beyond the usual, e.g. a large file. @default 0 */
  moreSeconds?: number;
}

/**
 * Makes one call of the Graph API.
 *
 * @throws GraphFailure when it is refused, NoAnswer when nothing came back.
 */
export async function callGraph(connection: CloudConnection, { path, body, moreSeconds = 0 }: Call): Promise<unknown> {
  const { apiRoot, token, requestTimeoutSeconds } = connection;
  const stopping = new AbortController();
  const timer = setTimeout(() => stopping.abort(), (requestTimeoutSeconds + moreSeconds) * 1000);
  try {
    const response = await fetch(`${apiRoot}/${path}`, {
      signal: stopping.signal,
      redirect: 'manual',
      ...(body ? written(body) : {}),
      headers: { authorization: `Bearer ${token}`, ...(isJson(body) && { 'content-type': 'application/json' }) },
    });
    if (!response.ok) throw await GraphFailure.of(response);
    return await response.json();
  } catch (error) {
    if (error instanceof GraphFailure) throw error;
    throw new NoAnswer(NEVER_LEFT.test(codeOf(error)));
  } finally {
    clearTimeout(timer);
  }
}

function isJson(body: Call['body']): boolean {
  return body !== undefined && !(body instanceof FormData);
}

function written(body: object | FormData): RequestInit {
  return { method: 'POST', body: body instanceof FormData ? body : JSON.stringify(body) };
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}
