import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadSource } from '../../../src/features/directory/import/load-source.ts';

let server: Server;
let origin: string;
const asked: string[] = [];

/** A feed of three pages, and other things that a server may answer. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    asked.push(`${url.pathname}${url.search}`);
    const page = Number(url.searchParams.get('page') ?? 1);
    if (url.pathname === '/services')
      response.end(JSON.stringify({ total_pages: 3, page_number: page, contents: [{ id: page }] }));
    else if (url.pathname === '/away') response.writeHead(302, { location: '/services' }).end();
    else if (url.pathname === '/endless') response.end(JSON.stringify({ total_pages: 10_000, contents: [] }));
    else if (url.pathname === '/huge') response.end(`["${'a'.repeat(21_000_000)}"]`);
    else if (url.pathname === '/page') response.end('<html></html>');
    else response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

test('a feed is followed through all its pages, each asked for once', async () => {
  expect(await loadSource(`${origin}/services`)).toEqual({
    kind: 'services',
    services: [{ id: 1 }, { id: 2 }, { id: 3 }],
  });
  expect(asked.filter(path => path.startsWith('/services'))).toEqual([
    '/services',
    '/services?page=2',
    '/services?page=3',
  ]);
});

test('a file is read by its ending', async () => {
  const seed = join(import.meta.dirname, '../../../prisma/seed/groups.csv');
  expect((await loadSource(seed)).kind).toBe('csv');
  const json = join(import.meta.dirname, '../../fixtures/directory/open-referral.json');
  expect(await loadSource(json)).toMatchObject({ kind: 'services', services: [{}, {}] });
});

test.each([
  ['that is on an open line', () => 'http://example.org/services', 'begins with https://'],
  ['that leads elsewhere', () => `${origin}/away`, 'did not answer'],
  ['that never ends', () => `${origin}/endless`, '500 at most'],
  ['that sends too much at once', () => `${origin}/huge`, 'more than 20 MB'],
  ['that is a web page', () => `${origin}/page`, 'is no JSON'],
  ['that is not there', () => `${origin}/nothing`, 'answered 404'],
  ['that nobody listens at', () => 'http://127.0.0.1:1/services', 'did not answer'],
  ['that is a file which is not there', () => '/nowhere/groups.csv', 'cannot be read'],
])('a source %s is refused as a whole, with what to do', async (_, place, message) => {
  await expect(loadSource(place())).rejects.toThrow(message);
});
