import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { build } from 'esbuild';

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
 * Makes the answers to what a page asks for. A script or a style sheet brings with it all that it imports: a page of a hundred requests is
 * slow to come.
 *
 * @param folder where the page is.
 * @returns of a path below it the file; the path has words, dashes and slashes, so that it cannot climb out.
 */
export function createPageFiles(folder: string): (path: string) => Promise<Response> {
  const bundles = new Map<string, Bundle>();

  return async path => {
    const type = types[extname(path)];
    const file = join(folder, path);
    if (type === undefined || !/^[\w-]+(\/[\w-]+)*\.\w+$/.test(path) || !existsSync(file)) {
      return new Response('There is no such file here: start from /playground.', { status: 404 });
    }
    return new Response(/\.(ts|css)$/.test(path) ? await bundled(path) : readFileSync(file, 'utf8'), {
      headers: {
        'content-type': type,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache',
      },
    });
  };

  /** Whoever works on the page only reloads it. */
  async function bundled(path: string): Promise<string> {
    const kept = bundles.get(path);
    const bundle = kept && !isOutdated(kept) ? kept : await bundleFrom(folder, path);
    bundles.set(path, bundle);
    return bundle.text;
  }
}

interface Bundle {
  text: string;
  files: string[];
  madeMs: number;
}

/** @throws Error that names the place, when a file has a fault. */
async function bundleFrom(folder: string, path: string): Promise<Bundle> {
  const madeMs = Date.now();
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder,
    entryPoints: [path],
    bundle: true,
    format: 'esm',
    target: 'es2024',
    external: ['*.svg'],
    sourcemap: 'inline',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const text = outputFiles.map(file => file.text).join('');
  return { text, files: Object.keys(metafile.inputs).map(file => join(folder, file)), madeMs };
}

function isOutdated({ files, madeMs }: Bundle): boolean {
  return files.some(file => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) >= madeMs);
}
