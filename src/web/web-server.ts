import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { log } from '../log.ts';
import type { Metrics } from './metrics.ts';

/**
 * A proxy keeps an idle connection for 60 seconds (https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive_timeout): closed here
 * first, just as a request comes, it would answer 502.
 */
const IDLE_MAX_MS = 75_000;
/** What stores a webhook's update is let finish; a stream to a page never would. */
const FINISH_MS_MAX = 2000;
/** What hangs is not ready, and whoever asks must hear of it. */
const HEALTH_MS_MAX = 2000;

/** What must be up before anybody is sent here. */
export type Health = Record<string, boolean>;

export interface WebServer {
  /** Where it listens: the port is known only now when 0 was asked for. */
  port: number;
  /** Takes no new requests, and lets those that have begun finish. */
  stop(): Promise<void>;
}

/**
 * The one HTTP server: `/healthz`, `/metrics`, and what is mounted by the rooms that have pages or webhooks.
 *
 * @param mounts routes by the path they begin with.
 * @throws Error that says what to change when the port is taken.
 */
export async function startWebServer(deps: {
  host: string;
  port: number;
  metrics: Metrics;
  health: () => Promise<Health>;
  mounts: Record<string, Hono>;
}): Promise<WebServer> {
  const app = new Hono();
  const running = new Set<Promise<void>>();
  app.use(async (_, next) => {
    const answered = next();
    running.add(answered);
    await answered.finally(() => running.delete(answered));
  });
  app.get('/healthz', async context => {
    const health = await Promise.race([deps.health(), pause(HEALTH_MS_MAX, { answersInTime: false }, { ref: false })]);
    const isReady = Object.values(health).every(up => up);
    return context.json({ ready: isReady, ...health }, isReady ? 200 : 503);
  });
  app.get('/metrics', async context => {
    context.header('Content-Type', deps.metrics.registry.contentType);
    return context.body(await deps.metrics.registry.metrics());
  });
  for (const [path, routes] of Object.entries(deps.mounts)) app.route(path, routes);
  if (deps.mounts['/playground']) app.get('/', context => context.redirect('/playground/'));
  app.onError((error, context) => {
    log.error({ err: error, path: context.req.routePath }, 'a request failed');
    return context.json({ error: 'Something went wrong on our side. Try again.' }, 500);
  });

  const server = createServer({ keepAliveTimeout: IDLE_MAX_MS }, getRequestListener(app.fetch));
  await listen(server, deps.host, deps.port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : deps.port,
    async stop() {
      const closed = new Promise(resolve => server.close(resolve));
      await Promise.race([Promise.allSettled(running), pause(FINISH_MS_MAX, undefined, { ref: false })]);
      await new Promise(setImmediate); // what has just been answered is being written
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken: stop what uses it, or set PORT to another.`)
          : error,
      );
    });
    server.listen(port, host, resolve);
  });
}
