import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { ChatMessage } from './chat.ts';
import type { CallName, Fault } from './fault-plan.ts';
import { GraphError } from './graph-error.ts';
import { readMark, sentMessage } from './sent-message.ts';
import { mediaIdOf } from './shown-message.ts';
import { takeUpload } from './take-upload.ts';
import { checkTemplate } from './templates.ts';
import type { WhatsappWorld } from './whatsapp-world.ts';

type Call = Context<{ Bindings: HttpBindings }>;

/** The connection ends without an answer. */
class DroppedConnection extends Error {}

/**
 * Answers calls the way graph.facebook.com does.
 *
 * @param root where the server is, for the addresses of files
 */
export function graphRoutes(world: WhatsappWorld, root: () => string): Hono<{ Bindings: HttpBindings }> {
  const { business, media } = world;

  /** Lets a call go wrong as planned, or answers it; and tells of it either way. */
  async function answer(context: Call, call: CallName, result: () => Response | Promise<Response>): Promise<Response> {
    try {
      if (context.req.header('authorization') !== `Bearer ${business.token}`) throw new GraphError(190);
      const fault = world.faults.take(call);
      if (fault) {
        world.events.emit('fault', fault);
        await strike(fault, context, world);
      }
      const response = await result();
      if (fault?.kind === 'drop-after') throw new DroppedConnection();
      world.events.emit('call', { call, status: response.status });
      return response;
    } catch (error) {
      return refuse(world, context, call, error);
    }
  }

  async function takeMessage(context: Call, body: unknown): Promise<Response> {
    const parsed = sentMessage.safeParse(body);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new GraphError(131009, `${issue?.path.join('.')}: ${issue?.message}`);
    }
    const sent = parsed.data;
    const address = sent.recipient ?? sent.to;
    if (address === undefined) throw new GraphError(131008, 'The parameter to or recipient is required.');
    const chat = world.find(address);
    if (!chat) throw new GraphError(131026, 'Message Undeliverable.');
    if (sent.type === 'template') checkTemplate(business.templates, sent.template);
    const draft: ChatMessage = { id: '', atMs: 0, by: 'business', sent, status: 'accepted' };
    const mediaId = mediaIdOf(draft);
    if (mediaId !== undefined && !media.byId(mediaId)) throw new GraphError(131009, `Media ID ${mediaId} is unknown.`);
    const message = world.take(sent, chat);
    const { phone, userId } = chat.person;
    return context.json({
      messaging_product: 'whatsapp',
      contacts: [{ input: address, ...(phone !== undefined && { wa_id: phone }), user_id: userId }],
      messages: [{ id: message.id, ...(sent.type === 'template' && { message_status: 'accepted' }) }],
    });
  }

  function takeMark(context: Call, body: unknown): Response {
    const parsed = readMark.safeParse(body);
    if (!parsed.success) throw new GraphError(131009, 'A mark needs status, message_id and nothing unknown.');
    const { message_id: messageId, typing_indicator: typing } = parsed.data;
    for (const chat of world.chats()) {
      const message = chat.find(messageId);
      if (message?.by !== 'person') continue;
      message.isRead = true;
      if (typing) chat.typingAtMs = world.clock.nowMs();
      if (typing) world.events.emit('typing', chat);
      world.events.emit('status', message, chat);
      return context.json({ success: true });
    }
    throw new GraphError(131009, 'Message id is unknown.');
  }

  return new Hono<{ Bindings: HttpBindings }>()
    .post('/:version{v\\d+\\.\\d+}/:phone/messages', async context => {
      const body: unknown = await context.req.json().catch(() => undefined);
      return answer(context, callOf(body), () => {
        if (context.req.param('phone') !== business.phoneNumberId) throw unknownObject(context.req.param('phone'));
        return callOf(body) === 'message' ? takeMessage(context, body) : takeMark(context, body);
      });
    })
    .post('/:version{v\\d+\\.\\d+}/:phone/media', context =>
      answer(context, 'upload', async () => {
        if (context.req.param('phone') !== business.phoneNumberId) throw unknownObject(context.req.param('phone'));
        const { id } = await takeUpload(media, await context.req.raw.formData());
        return context.json({ id });
      }),
    )
    .get('/:version{v\\d+\\.\\d+}/:account/message_templates', context =>
      answer(context, 'templates', () => {
        if (context.req.param('account') !== business.accountId) throw unknownObject(context.req.param('account'));
        const name = context.req.query('name');
        return context.json({ data: business.templates.filter(template => !name || template.name === name) });
      }),
    )
    .get('/:version{v\\d+\\.\\d+}/:id', context => {
      const id = context.req.param('id');
      if (id === business.phoneNumberId)
        return answer(context, 'phone', () =>
          context.json({ id, display_phone_number: business.displayPhoneNumber, quality_rating: 'GREEN' }),
        );
      return answer(context, 'media', () => {
        const found = media.byId(id);
        if (!found) throw unknownObject(id);
        const { mimeType: mime_type, sha256, bytes } = found;
        const url = `${root()}/whatsapp_business/attachments/${media.open(found)}`;
        return context.json({ messaging_product: 'whatsapp', url, mime_type, sha256, file_size: bytes.length, id });
      });
    })
    .delete('/:version{v\\d+\\.\\d+}/:id', context =>
      answer(context, 'media', () => {
        if (!media.remove(context.req.param('id'))) throw unknownObject(context.req.param('id'));
        return context.json({ success: true });
      }),
    )
    .get('/whatsapp_business/attachments/:key', context =>
      answer(context, 'download', () => {
        const found = media.byKey(context.req.param('key'));
        if (!found) return context.body(null, 404);
        return context.body(found.bytes, 200, { 'content-type': found.mimeType });
      }),
    );
}

function callOf(body: unknown): CallName {
  const isMark = typeof body === 'object' && body !== null && 'status' in body;
  if (!isMark) return 'message';
  return 'typing_indicator' in body ? 'typing' : 'read';
}

function unknownObject(id: string): GraphError {
  return new GraphError(100, `Object with ID '${id}' does not exist, or cannot be loaded due to missing permissions.`);
}

async function strike(fault: Fault, context: Call, { clock }: WhatsappWorld): Promise<void> {
  if (fault.kind === 'delay') await new Promise<void>(resolve => clock.after(fault.delayMs, resolve));
  if (fault.kind === 'hang') await new Promise(resolve => context.env.outgoing.once('close', resolve));
  if (fault.kind === 'drop-before' || fault.kind === 'hang') throw new DroppedConnection();
  if (fault.kind === 'refuse') throw new GraphError(fault.code, '', fault);
}

function refuse(world: WhatsappWorld, context: Call, call: CallName, error: unknown): Response {
  if (error instanceof DroppedConnection) {
    world.events.emit('call', { call, status: 0 });
    context.env.outgoing.destroy();
    return new Response(null);
  }
  const refusal = error instanceof GraphError ? error : new GraphError(131000, String(error));
  const { status, code, retryAfterSeconds } = refusal;
  world.events.emit('call', { call, status, code });
  return new Response(JSON.stringify(refusal), {
    status,
    headers: {
      'content-type': 'application/json',
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
  });
}
