import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { randomId } from '../random-id.ts';
import type { Delivery, Outcome, Retry, Route } from './route.ts';

/** https://docs.slack.dev/apis/events-api/using-socket-mode */
export const connectionsMax = 10;
/** How long before its end a connection is warned. */
const warningMs = 10_000;
const pingEveryMs = 10_000;
const closeMaxMs = 1000;
const host = 'applink-playground';

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

const acknowledgement = z.looseObject({ envelope_id: z.string(), payload: z.unknown() });

/** Socket Mode: the app's own connections, each used in turn. */
export class SocketRoute implements Route {
  readonly timeoutReason = 'timeout';
  readonly #clock: Clock;
  readonly #appId: string;
  readonly #changed: (connections: number) => void;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #connections: WebSocket[] = [];
  readonly #waiting = new Map<string, (response: unknown) => void>();

  constructor(clock: Clock, appId: string, changed: (connections: number) => void) {
    this.#clock = clock;
    this.#appId = appId;
    this.#changed = changed;
  }

  get connections(): number {
    return this.#connections.length;
  }

  /** Lets one connection in. */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return ticket;
  }

  /** Answers a request for a connection; its ticket is good once. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname !== '/link/' || !this.#tickets.delete(searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, connection => this.#welcome(connection));
  }

  send(delivery: Delivery, retry: Retry | undefined, givenUp: AbortSignal): Promise<Outcome> {
    const connection = this.#connections.shift();
    if (connection === undefined) return Promise.resolve({ acknowledged: false, reason: 'connection_failed' });
    this.#connections.push(connection);
    const envelopeId = randomUUID();
    return new Promise(resolve => {
      const settle = (outcome: Outcome) => {
        this.#waiting.delete(envelopeId);
        resolve(outcome);
      };
      this.#waiting.set(envelopeId, response =>
        settle({ acknowledged: true, response: delivery.acceptsResponse ? response : undefined }),
      );
      givenUp.addEventListener('abort', () => settle({ acknowledged: false, reason: 'timeout' }));
      tell(connection, {
        envelope_id: envelopeId,
        payload: delivery.payload,
        type: delivery.type,
        accepts_response_payload: delivery.acceptsResponse,
        ...(retry && { retry_attempt: retry.attempt, retry_reason: retry.reason }),
      });
    });
  }

  /** Asks the oldest connection to make room for a new one, and closes it when it has had the time. */
  disconnectOldest(reason: DisconnectReason): void {
    const connection = this.#connections[0];
    if (connection === undefined) return;
    tell(connection, { type: 'disconnect', reason, debug_info: { host } });
    const cancel = this.#clock.after(warningMs, () => connection.close());
    connection.once('close', cancel);
  }

  /** Ends every connection without a word. */
  cut(): void {
    for (const connection of [...this.#connections]) connection.terminate();
  }

  /** Closes every connection properly, and gives up on those that do not answer. */
  async stop(): Promise<void> {
    await Promise.all(
      [...this.#connections].map(connection => {
        const closed = once(connection, 'close');
        connection.close(1001);
        const giveUp = setTimeout(() => connection.terminate(), closeMaxMs);
        return closed.then(() => clearTimeout(giveUp));
      }),
    );
  }

  #welcome(connection: WebSocket): void {
    this.#connections.push(connection);
    tell(connection, {
      type: 'hello',
      num_connections: this.#connections.length,
      debug_info: { host, build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: this.#appId },
    });
    const stopPings = this.#keepAlive(connection);
    connection.on('message', data => this.#hear(String(data)));
    connection.on('error', () => connection.terminate());
    connection.on('close', () => {
      stopPings();
      const place = this.#connections.indexOf(connection);
      if (place >= 0) this.#connections.splice(place, 1);
      this.#changed(this.#connections.length);
    });
    this.#changed(this.#connections.length);
  }

  #hear(text: string): void {
    const read = acknowledgement.safeParse(parsed(text));
    if (read.success) this.#waiting.get(read.data.envelope_id)?.(read.data.payload);
  }

  /** Clients hang up on a server that does not ping. */
  #keepAlive(connection: WebSocket): () => void {
    let cancel = () => {};
    const ping = () => {
      connection.ping(randomId());
      cancel = this.#clock.after(pingEveryMs, ping);
    };
    cancel = this.#clock.after(pingEveryMs, ping);
    return () => cancel();
  }
}

function tell(connection: WebSocket, message: unknown): void {
  connection.send(JSON.stringify(message));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
