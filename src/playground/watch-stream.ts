import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** Sends one event to a page. */
export type Tell = (name: string, event: unknown) => void;

const keepAliveMs = 20_000;

/**
 * Keeps a stream of server-sent events open until the page goes or `stopped` aborts.
 * @param subscribe starts telling, and returns what ends it
 */
export function watchStream(context: Context, stopped: AbortSignal, subscribe: (tell: Tell) => () => void): Response {
  return streamSSE(context, async stream => {
    const tell: Tell = (event, data) => void stream.writeSSE({ event, data: JSON.stringify(data) });
    const unsubscribe = subscribe(tell);
    const keepAlive = setInterval(() => tell('alive', {}), keepAliveMs); // a proxy closes a silent connection
    await new Promise<void>(resolve => {
      stream.onAbort(resolve);
      stopped.addEventListener('abort', () => resolve(), { once: true });
    });
    clearInterval(keepAlive);
    unsubscribe();
  });
}
