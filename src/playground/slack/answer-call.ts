import { CallArguments } from './call-arguments.ts';
import type { CallFault } from './fault-plan.ts';
import type { MessageDesk } from './message-desk.ts';
import type { Method } from './methods/method.ts';
import { methodNamed } from './methods/method-named.ts';
import { SlackError } from './slack-error.ts';
import type { SlackWorld } from './slack-world.ts';

export interface Tokens {
  botToken: string;
  appToken: string;
}

/** The connection is to end without an answer. */
export class DroppedConnection extends Error {}

/**
 * Answers one call of the Web API the way slack.com/api does.
 * @throws {DroppedConnection} when a fault wants that
 */
export async function answerCall(
  world: SlackWorld,
  desk: MessageDesk,
  tokens: Tokens,
  name: string,
  request: Request,
): Promise<Response> {
  try {
    const fault = world.faults.takeForCall(name);
    const given = await CallArguments.read(request);
    await strikeBefore(fault, world);
    const method = methodNamed(name);
    authorise(world, method, tokens, given.text('token') ?? bearer(request));
    world.limits.takeCall(name, method.tier);
    const body = { ok: true, ...method.run({ world, desk, given }) };
    if (fault?.kind === 'drop-after') throw new DroppedConnection();
    world.events.emit('call', { method: name, status: 200, error: undefined });
    return Response.json(body, { headers: headersFor(world, method) });
  } catch (error) {
    return refuse(world, name, error);
  }
}

export function bearer(request: Request): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
}

export class StatusFault extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

/** Lets a fault strike before anything has happened. */
export async function strikeBefore(fault: CallFault | undefined, { clock }: SlackWorld): Promise<void> {
  switch (fault?.kind) {
    case 'delay':
      return new Promise(resolve => clock.after(fault.delayMs, resolve));
    case 'drop-before':
      throw new DroppedConnection();
    case 'status':
      throw new StatusFault(fault.status);
    case 'error':
      throw new SlackError(fault.code);
    case 'ratelimited':
      throw new SlackError('ratelimited', { retryAfterSeconds: fault.retryAfterSeconds });
    default:
  }
}

function authorise({ app }: SlackWorld, method: Method, { botToken, appToken }: Tokens, token: string | undefined) {
  if (token === undefined) throw new SlackError('not_authed');
  if (token !== botToken && token !== appToken) throw new SlackError('invalid_auth');
  if (token !== (method.token === 'app' ? appToken : botToken)) throw new SlackError('not_allowed_token_type');
  const { scopes } = app.manifest;
  if (method.scopes.length > 0 && !method.scopes.some(scope => scopes.includes(scope))) {
    const needed = method.scopes.join(',');
    throw new SlackError('missing_scope', { extra: { needed, provided: scopes.join(',') } });
  }
}

function headersFor({ app }: SlackWorld, { scopes }: Method): Record<string, string> {
  return { 'x-oauth-scopes': app.manifest.scopes.join(','), 'x-accepted-oauth-scopes': scopes.join(',') };
}

function refuse(world: SlackWorld, method: string, error: unknown): Response {
  const tell = (status: number, code: string) => world.events.emit('call', { method, status, error: code });
  if (error instanceof StatusFault) {
    tell(error.status, 'status');
    return new Response('', { status: error.status });
  }
  if (error instanceof SlackError) {
    const { retryAfterSeconds } = error;
    tell(retryAfterSeconds === undefined ? 200 : 429, error.code);
    if (retryAfterSeconds === undefined) return Response.json(error.body());
    return Response.json(error.body(), { status: 429, headers: { 'retry-after': String(retryAfterSeconds) } });
  }
  if (error instanceof DroppedConnection) tell(0, 'dropped');
  throw error;
}
