import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { Playground } from '../../src/playground/playground.ts';

/** Serves the playground by itself. */
export async function servePlayground(playground: Playground): Promise<{ address: string; stop(): Promise<void> }> {
  const app = new Hono().route('/playground', playground.routes);
  const { promise: listening, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, resolve);
  const { port } = await listening;
  return {
    address: `http://127.0.0.1:${port}/playground`,
    async stop() {
      await playground.stop();
      await new Promise(closed => server.close(closed));
    },
  };
}
