import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createPageFiles } from '../../src/playground/page-files.ts';

let folder: string;
let pageFile: (path: string) => Promise<Response>;
let written = Date.now() / 1000 - 60;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  write('main.ts', `import { greet } from './greet.ts';\ndocument.title = greet('you' as string);`);
  write('greet.ts', `export const greet = (name: string) => 'hello ' + name;`);
  pageFile = createPageFiles(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Long ago, so that what is read now was written before; what is written again was written later than that. */
function write(name: string, text: string, seconds = written++): void {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), seconds, seconds);
}

async function read(path: string): Promise<string> {
  return (await pageFile(path)).text();
}

test('a script comes with what it imports, and without types', async () => {
  const script = await read('main.ts');
  expect(script).toContain('hello ');
  expect(script.replace(/^\/\/# sourceMappingURL.*/m, '')).not.toMatch(/^import|string/m);
});

test('what a file of it says now is in the next that is asked for', async () => {
  await expect(read('main.ts')).resolves.toContain('hello ');
  write('greet.ts', `export const greet = (name: string) => 'welcome ' + name;`, Date.now() / 1000 + 1);
  await expect(read('main.ts')).resolves.toContain('welcome ');
});

test('a fault in a file is named with its place, and is gone when it is mended', async () => {
  write('greet.ts', 'export const greet = (');
  await expect(pageFile('main.ts')).rejects.toThrow('greet.ts:1:22');
  write('greet.ts', `export const greet = (name: string) => 'mended ' + name;`);
  await expect(read('main.ts')).resolves.toContain('mended ');
});

test('a style sheet comes with what it imports, and its pictures stay where they are', async () => {
  write('style.css', '@import "other.css" layer(page);');
  write('other.css', '.chat { background: url("./wall.svg"); }');
  const sheet = await read('style.css');
  expect(sheet).toContain('@layer page');
  expect(sheet).toContain('url(./wall.svg)');
});

test.each(['none.ts', '../secret.ts', '/etc/passwd', 'main', 'main.ts.map'])('%s is not there', async path => {
  expect((await pageFile(path)).status).toBe(404);
});
