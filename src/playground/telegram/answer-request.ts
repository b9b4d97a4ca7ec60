import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from './api-error.ts';
import type { BotAccount } from './bot-account.ts';
import type { Fault } from './fault-plan.ts';
import { methodNamed } from './methods/method-named.ts';
import { runReply } from './methods/run-reply.ts';
import { Parameters } from './parameters.ts';
import type { TelegramWorld } from './telegram-world.ts';

/** Answers one HTTP request the way api.telegram.org does. */
export async function answerRequest(world: TelegramWorld, request: IncomingMessage, response: ServerResponse) {
  const startedAtMs = world.clock.nowMs();
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, area = '', token = '', rest = ''] = /^\/(bot|file\/bot)([^/]*)\/(.+)$/.exec(url.pathname) ?? [];
  const hungUp = new AbortController();
  response.on('close', () => hungUp.abort());
  let status = 200;
  try {
    const bot = botWith(world, token);
    const isDownload = area === 'file/bot';
    const fault = world.faults.take(isDownload ? 'download' : rest.toLowerCase());
    const parameters = await Parameters.read(request, url);
    if (fault) {
      world.events.emit('fault', fault);
      await strike(fault, world, hungUp.signal);
    }
    if (isDownload) return sendFile(world, rest, response);
    const result = await methodNamed(rest)({
      world,
      bot,
      parameters,
      hungUp: hungUp.signal,
      runReply: body => runReply(world, bot, body),
    });
    if (fault?.kind === 'drop-after') throw new DroppedConnection();
    send(response, 200, { ok: true, result });
  } catch (error) {
    status = refuse(response, error);
  } finally {
    world.events.emit('call', { method: rest, status, tookMs: world.clock.nowMs() - startedAtMs });
  }
}

class DroppedConnection extends Error {}

function botWith(world: TelegramWorld, token: string): BotAccount {
  if (!/^\d+:.+$/.test(token)) throw new ApiError(404, 'Not Found');
  const bot = world.bots.find(account => account.token === decodeURIComponent(token));
  if (bot === undefined) throw new ApiError(401, 'Unauthorized');
  return bot;
}

async function strike(fault: Fault, { clock }: TelegramWorld, hungUp: AbortSignal): Promise<void> {
  if (fault.kind === 'delay') await new Promise<void>(resolve => clock.after(fault.delayMs, resolve));
  if (fault.kind === 'hang') await new Promise(resolve => hungUp.addEventListener('abort', resolve));
  if (fault.kind === 'drop-before' || fault.kind === 'hang') throw new DroppedConnection();
  if (fault.kind === 'status') {
    throw new ApiError(fault.status, fault.description ?? 'Internal Server Error', fault.retryAfterSeconds);
  }
}

function refuse(response: ServerResponse, error: unknown): number {
  if (error instanceof DroppedConnection) {
    response.destroy();
    return 0;
  }
  if (!(error instanceof ApiError)) {
    send(response, 500, { ok: false, error_code: 500, description: `Internal Server Error: ${error}` });
    return 500;
  }
  const { status, message, retryAfterSeconds } = error;
  const parameters = retryAfterSeconds === undefined ? {} : { parameters: { retry_after: retryAfterSeconds } };
  send(response, status, { ok: false, error_code: status, description: message, ...parameters });
  return status;
}

function sendFile(world: TelegramWorld, path: string, response: ServerResponse): void {
  const file = world.files.byPath(path);
  if (file === undefined) throw new ApiError(404, 'Not Found');
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.file_size });
  response.end(file.bytes);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
