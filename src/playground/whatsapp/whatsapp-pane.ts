import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import type { Pane } from '../pane.ts';
import type { Chat } from './chat.ts';
import { viewMessage, viewPhone } from './view-message.ts';
import { castPhone } from './whatsapp-cast.ts';
import type { WhatsappMember } from './whatsapp-member.ts';
import type { WhatsappServer } from './whatsapp-server.ts';
import type { PhoneView, WhatsappEvent, WhatsappView } from './whatsapp-view.ts';

const said = z.object({ text: z.string().trim().min(1) });
const pressed = z.object({ messageId: z.string(), optionId: z.string() });
const place = z.object({ latitude: z.number(), longitude: z.number() });
const FIRST_ID = 5001;

/** WhatsApp in the playground: several people, each with a phone, and the business. */
export function whatsappPane({ world, events, user }: WhatsappServer): Pane {
  const members = new Map<string, { member: WhatsappMember; languageCode: string }>();
  const watchers = new Set<(event: WhatsappEvent) => void>();
  const tell = (event: WhatsappEvent) => {
    for (const watcher of watchers) watcher(event);
  };

  function phoneOf(chat: Chat): PhoneView | undefined {
    const found = members.get(chat.person.userId);
    return found && viewPhone(world, chat, found.languageCode);
  }

  function tellPhone(chat: Chat): void {
    const phone = phoneOf(chat);
    if (phone) tell({ kind: 'phone', phone });
  }

  function join(): PhoneView {
    const { profile, languageCode } = castPhone(members.size);
    const userId = `GB.${FIRST_ID + members.size}`;
    const member = user(userId, profile);
    members.set(userId, { member, languageCode });
    return viewPhone(world, member.chat, languageCode);
  }

  join();
  events.on('message', (message, chat) => {
    const phone = phoneOf(chat);
    if (phone) tell({ kind: 'message', phone, message: viewMessage(world, message) });
  });
  events.on('status', (message, chat) => message.by === 'person' && tellPhone(chat));
  events.on('typing', ({ person }) => tell({ kind: 'typing', userId: person.userId }));

  const withMember = createMiddleware<{ Variables: { member: WhatsappMember } }>(async (context, next) => {
    const found = members.get(context.req.param('id') ?? '');
    if (found === undefined) return context.text('Nobody here has this id: reload the page.', 404);
    context.set('member', found.member);
    return next();
  });

  const phone = new Hono<{ Variables: { member: WhatsappMember } }>()
    .use(withMember)
    .post('/say', async context => {
      context.var.member.say(said.parse(await context.req.json()).text);
      return context.json({});
    })
    .post('/press', async context => {
      const { messageId, optionId } = pressed.parse(await context.req.json());
      context.var.member.press(messageId, optionId);
      return context.json({});
    })
    .post('/location', async context => {
      const { latitude, longitude } = place.parse(await context.req.json());
      context.var.member.sendLocation(latitude, longitude);
      return context.json({});
    })
    .post('/photo', async context => {
      context.var.member.sendImage(await bytesOf(context.req.raw));
      return context.json({});
    })
    .post('/voice', async context => {
      context.var.member.sendVoice(await bytesOf(context.req.raw));
      return context.json({});
    })
    .post('/document', async context => {
      const name = context.req.query('name') ?? 'document';
      context.var.member.sendDocument(await bytesOf(context.req.raw), name, context.req.header('content-type'));
      return context.json({});
    })
    .post('/read', context => {
      context.var.member.read();
      return context.json({});
    })
    .post('/block', context => {
      context.var.member.block();
      tellPhone(context.var.member.chat);
      return context.json({});
    })
    .post('/unblock', context => {
      context.var.member.unblock();
      tellPhone(context.var.member.chat);
      return context.json({});
    });

  const routes = new Hono()
    .post('/members', context => {
      const joined = join();
      tell({ kind: 'phone', phone: joined });
      return context.json({});
    })
    .route('/members/:id', phone)
    .get('/files/:fileId', context => {
      const file = world.media.byId(context.req.param('fileId'));
      if (file === undefined) return context.notFound();
      // Never as a page: a file is whatever a person chose to upload.
      const isPicture = /^image\/(?!svg)/.test(file.mimeType);
      const type = isPicture ? file.mimeType : 'application/octet-stream';
      return context.body(file.bytes, 200, { 'content-type': type, 'x-content-type-options': 'nosniff' });
    });

  return {
    name: 'whatsapp',
    state: (): WhatsappView => ({
      nowMs: world.clock.nowMs(),
      phones: [...members.values()].map(({ member, languageCode }) => viewPhone(world, member.chat, languageCode)),
    }),
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    routes,
  };
}

async function bytesOf(request: Request): Promise<Uint8Array> {
  return new Uint8Array(await request.arrayBuffer());
}
