import { readFileSync } from 'node:fs';
import { openReferralPage } from './open-referral.ts';

/** What a source holds, as far as it was fetched: a table, or the services of a feed. */
export type LoadedSource = { kind: 'csv'; text: string } | { kind: 'services'; services: unknown[] };

/** Thrown when a source cannot be had as a whole; its message says what to do. */
export class SourceError extends Error {
  override name = 'SourceError';
}

/** A council's whole feed has some thousand services; what is more is no feed of one. */
const PAGES_MAX = 500;
const BYTES_MAX = 20_000_000;
const PAGE_SECONDS = 20;
const LOOPBACK = /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/;

/**
 * Loads a file (`.csv` or `.json`), or a feed by its address, all pages of it.
 *
 * @throws SourceError when it is not there, too large, too slow, or no such thing.
 */
export async function loadSource(place: string): Promise<LoadedSource> {
  if (!/^https?:/i.test(place)) return readAs(place, readFile(place));
  const url = new URL(place);
  if (url.protocol !== 'https:' && !LOOPBACK.test(url.hostname))
    throw new SourceError(`${url.hostname} is asked over an open line: give an address that begins with https://.`);
  const first = await fetchText(url);
  if (url.pathname.endsWith('.csv')) return { kind: 'csv', text: first };
  return { kind: 'services', services: await followPages(url, first) };
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new SourceError(`${path} cannot be read: give the path of a file, or an address that begins with https://.`);
  }
}

function readAs(path: string, text: string): LoadedSource {
  return path.toLowerCase().endsWith('.csv')
    ? { kind: 'csv', text }
    : { kind: 'services', services: pageIn(text).contents };
}

async function followPages(url: URL, first: string): Promise<unknown[]> {
  const page = pageIn(first);
  const services = [...page.contents];
  const start = page.page_number ?? 1;
  const pages = page.total_pages ?? 1;
  if (pages > PAGES_MAX)
    throw new SourceError(`The feed has ${pages} pages: give the address of a part with ${PAGES_MAX} at most.`);
  for (let number = start + 1; number < start + pages; number++) {
    const next = new URL(url);
    next.searchParams.set('page', String(number));
    services.push(...pageIn(await fetchText(next)).contents);
  }
  return services;
}

/** A page of a feed, or a bare list of services. */
function pageIn(text: string): {
  total_pages?: number | undefined;
  page_number?: number | undefined;
  contents: unknown[];
} {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new SourceError(
      'The source is no JSON: give an Open Referral feed (HSDS 3.0), or a table that ends in .csv.',
    );
  }
  if (Array.isArray(json)) return { contents: json };
  const page = openReferralPage.safeParse(json);
  if (!page.success)
    throw new SourceError('The source has no list of services ("contents"): give the address of its /services.');
  return page.data;
}

/** Never led elsewhere: an address that was checked must not turn out to be another. */
async function fetchText(url: URL): Promise<string> {
  const response = await fetch(url, {
    headers: { accept: 'application/json, text/csv' },
    redirect: 'error',
    signal: AbortSignal.timeout(PAGE_SECONDS * 1000),
  }).catch((error: unknown) => {
    const why = error instanceof Error ? error.name : typeof error;
    throw new SourceError(`${url.origin} did not answer (${why}): see that the address is right, and try again.`);
  });
  if (!response.ok) throw new SourceError(`${url.origin} answered ${response.status}: see that the address is right.`);
  return readLimited(url, response);
}

async function readLimited(url: URL, response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > BYTES_MAX)
      throw new SourceError(
        `${url.origin} sends more than ${BYTES_MAX / 1_000_000} MB at once: ask it for smaller pages.`,
      );
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
