import { afterEach, describe, expect, test } from '@jest/globals';
import { Hono } from 'hono';
import { createMetrics } from '../../src/web/metrics.ts';
import { type Health, startWebServer, type WebServer } from '../../src/web/web-server.ts';

const running: WebServer[] = [];
afterEach(async () => {
  for (const web of running.splice(0)) await web.stop();
});

async function start(settings: { health?: () => Promise<Health>; mounts?: Record<string, Hono>; port?: number } = {}) {
  const web = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics(async () => new Map([['turns', 3]])),
    health: async () => ({}),
    mounts: {},
    ...settings,
  });
  running.push(web);
  return { web, get: (path: string) => fetch(`http://127.0.0.1:${web.port}${path}`, { redirect: 'manual' }) };
}

describe('/healthz', () => {
  test('is 200 when all is up', async () => {
    const { get } = await start({ health: async () => ({ database: true, queue: true, telegram: true }) });
    const answer = await get('/healthz');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ready: true, database: true, queue: true, telegram: true });
  });

  test.each(['database', 'queue', 'telegram'])('is 503 and names what is down: %s', async down => {
    const health = { database: true, queue: true, telegram: true, [down]: false };
    const { get } = await start({ health: async () => health });
    const answer = await get('/healthz');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ ready: false, ...health });
  });
});

test('/healthz says that something hangs instead of hanging with it', async () => {
  const { get } = await start({ health: () => new Promise(() => {}) });
  const answer = await get('/healthz');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ ready: false, answersInTime: false });
});

test('/metrics asks for the depth of the queues at each scrape', async () => {
  const { get } = await start();
  const answer = await get('/metrics');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await answer.text()).toContain('queue_depth{queue="turns"} 3');
});

test('a port that is taken is named, with what to change', async () => {
  const { web } = await start();
  await expect(start({ port: web.port })).rejects.toThrow(
    `Port ${web.port} is taken: stop what uses it, or set PORT to another.`,
  );
});

test('a request that fails gets 500 without a word of why', async () => {
  const broken = new Hono().get('/', () => {
    throw new Error('words of somebody');
  });
  const { get } = await start({ mounts: { '/broken': broken } });
  const answer = await get('/broken');
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('words of somebody');
});

test('a proxy, which keeps a connection for a minute, is the one to close it', async () => {
  const { get } = await start();
  const seconds = Number(/timeout=(\d+)/.exec((await get('/healthz')).headers.get('keep-alive') ?? '')?.[1]);
  expect(seconds).toBeGreaterThan(60);
});

test('the front page leads to the playground only where there is one', async () => {
  const playground = new Hono().get('/', context => context.text('play'));
  const withOne = await (await start({ mounts: { '/playground': playground } })).get('/');
  expect([withOne.status, withOne.headers.get('location')]).toEqual([302, '/playground/']);
  expect((await (await start()).get('/')).status).toBe(404);
});

test('a stream to a page does not keep the server from stopping', async () => {
  const stream = new Hono().get('/', context =>
    context.body(new ReadableStream({ pull: () => new Promise(() => {}) })),
  );
  const { web, get } = await start({ mounts: { '/stream': stream } });
  const answer = await get('/stream');
  await web.stop();
  await expect(answer.text()).rejects.toThrow();
});

test('a request that never ends does not keep the server from stopping', async () => {
  let began = () => {};
  const hasBegun = new Promise<void>(resolve => {
    began = resolve;
  });
  const endless = new Hono().get('/', () => {
    began();
    return new Promise<Response>(() => {});
  });
  const { web, get } = await start({ mounts: { '/endless': endless } });
  const answer = get('/endless').catch(() => 'cut off');
  await hasBegun;
  await web.stop();
  expect(await answer).toBe('cut off');
});
