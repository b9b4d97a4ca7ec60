import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { answerCall, bearer, DroppedConnection, StatusFault, strikeBefore, type Tokens } from './answer-call.ts';
import { respond } from './interaction/respond.ts';
import type { MessageDesk } from './message-desk.ts';
import { SlackError } from './slack-error.ts';
import type { SlackWorld } from './slack-world.ts';

type Bound = { Bindings: HttpBindings };
const answer = z.record(z.string(), z.unknown());

/** Slack's side of HTTP: the Web API, uploads and downloads, and the addresses of `response_url`. */
export function slackRoutes(world: SlackWorld, desk: MessageDesk, tokens: Tokens): Hono<Bound> {
  return new Hono<Bound>()
    .use(async (context, next) => {
      const { outage } = world.faults;
      if (outage?.kind === 'cut') return hangUp(context);
      if (outage?.kind === 'status') return context.body(null, outage.status as 500);
      return next();
    })
    .all('/api/:method', ({ req }) => answerCall(world, desk, tokens, req.param('method'), req.raw))
    .use('/upload/*', (_, next) => strikeBefore(world.faults.takeForTransfer('upload'), world).then(next))
    .use('/files-pri/*', (_, next) => strikeBefore(world.faults.takeForTransfer('download'), world).then(next))
    .on(['POST', 'PUT'], '/upload/v1/:ticket', async context => {
      const file = world.files.byTicket(context.req.param('ticket'));
      if (file === undefined || file.complete) return context.text('Not Found', 404);
      const bytes = await uploadedBytes(context.req.raw);
      if (bytes.length !== file.info.size) return context.text('the length is not the one that was announced', 400);
      file.bytes = bytes;
      return context.text(`OK - ${bytes.length}`);
    })
    .get('/files-pri/:id/:name', context => {
      const file = world.files.byId(context.req.param('id'));
      // Slack asks whoever has no right to it to sign in, with status 200 in the end: a trap worth having here.
      if (bearer(context.req.raw) !== tokens.botToken || !world.app.manifest.scopes.includes('files:read')) {
        return context.redirect(`/?redir=${encodeURIComponent(context.req.path)}`);
      }
      if (file?.bytes === undefined) return context.notFound();
      return context.body(new Uint8Array(file.bytes), 200, { 'content-type': file.info.mimetype });
    })
    .get('/', context => context.html('<!DOCTYPE html><title>Slack</title><p>Sign in to Playground'))
    .post('/actions/:id', async context => {
      try {
        const body = answer.safeParse(await context.req.json().catch(() => undefined));
        if (!body.success) throw new SlackError('invalid_payload');
        respond(world, desk, world.responseUrls.use(context.req.param('id')), body.data);
        return context.json({ ok: true });
      } catch (error) {
        if (!(error instanceof SlackError)) throw error;
        return context.json(error.body(), ['used_url', 'expired_url'].includes(error.code) ? 404 : 400);
      }
    })
    .onError((error, context) => {
      if (error instanceof DroppedConnection) return hangUp(context);
      if (error instanceof StatusFault) return context.body(null, error.status as 500);
      if (error instanceof SlackError && error.retryAfterSeconds !== undefined) {
        return context.body(null, 429, { 'retry-after': String(error.retryAfterSeconds) });
      }
      return context.json({ ok: false, error: 'fatal_error', details: String(error) }, 500);
    });
}

function hangUp(context: Context<Bound>): Response {
  context.env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** The bytes as they are, or the one file of a form. */
async function uploadedBytes(request: Request): Promise<Uint8Array> {
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data')) {
    return new Uint8Array(await request.arrayBuffer());
  }
  const form = await request.formData();
  const file = [...form.values()].find(value => value instanceof File);
  return file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
}
