import { existsSync, readFileSync, statSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { extname, join } from 'node:path';

const folder = join(import.meta.dirname, 'page');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing from elsewhere, nothing inline. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * One file of the page, as it is written: TypeScript loses its types on the way, and there is no build.
 * @param path below `page/`: words, dashes and slashes, so that it cannot climb out
 */
export function pageFile(path: string): Response {
  const type = types[extname(path)];
  const file = join(folder, path);
  if (type === undefined || !/^[\w-]+(\/[\w-]+)*\.\w+$/.test(path) || !existsSync(file)) {
    return new Response('There is no such file here: start from /playground.', { status: 404 });
  }
  return new Response(path.endsWith('.ts') ? script(file) : readFileSync(file, 'utf8'), {
    headers: {
      'content-type': type,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    },
  });
}

/** What scripts are without their types, until they are written anew. */
const scripts = new Map<string, { writtenMs: number; text: string }>();

function script(file: string): string {
  const { mtimeMs: writtenMs } = statSync(file);
  let kept = scripts.get(file);
  if (kept?.writtenMs !== writtenMs) {
    kept = { writtenMs, text: stripTypeScriptTypes(readFileSync(file, 'utf8')) };
    scripts.set(file, kept);
  }
  return kept.text;
}
