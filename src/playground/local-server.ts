import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * So long a connection may be idle. Node's own 5 seconds end often enough just as a request is on its way, which to a bot looks like an answer that
 * was lost; in front of the platforms stand servers that wait about this long (https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_timeout).
 */
const IDLE_MAX_MS = 75_000;

/** An HTTP server of this machine, for this machine. */
export function createLocalServer(answer: RequestListener): Server {
  return createServer({ keepAliveTimeout: IDLE_MAX_MS }, answer);
}

/**
 * @param port 0 takes any that is free.
 * @returns the origin of its addresses.
 * @throws Error of the system, where the port cannot be had.
 */
export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Stops it, whoever is still connected. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
