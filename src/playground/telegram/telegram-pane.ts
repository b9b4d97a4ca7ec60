import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { z } from 'zod';
import type { Pane } from '../pane.ts';
import { castMember } from './cast.ts';
import type { ChatRoom } from './chat-room.ts';
import type { TelegramMember } from './telegram-member.ts';
import type { TelegramServer } from './telegram-server.ts';
import type { MemberView, TelegramEvent, TelegramView } from './telegram-view.ts';
import type { Message, Update } from './wire.ts';

const said = z.object({ text: z.string().trim().min(1) });
const pressed = z.object({ messageId: z.int(), data: z.string() });
const changed = z.object({ messageId: z.int(), text: z.string().trim().min(1) });
const place = z.object({ latitude: z.number(), longitude: z.number() });
const firstMemberId = 5001;

/** Telegram in the playground: several people, each with a phone, and the bot. */
export function telegramPane(telegram: TelegramServer): Pane {
  const members = new Map<number, TelegramMember>();
  const watchers = new Set<(event: TelegramEvent) => void>();
  const tell = (event: TelegramEvent) => {
    for (const watcher of watchers) watcher(event);
  };

  function view(member: TelegramMember): MemberView {
    const bot = telegram.world.bot();
    const { id, first_name, language_code = 'en' } = member.user;
    return {
      id,
      name: first_name,
      languageCode: language_code,
      started: member.room.started,
      blocked: member.room.blocked,
      messages: member.messages(),
      menu: bot.menuFor(id, language_code),
      description: bot.described('description', language_code),
    };
  }

  function join(): MemberView {
    const member = telegram.user(firstMemberId + members.size, castMember(members.size));
    members.set(member.user.id, member);
    return view(member);
  }

  join();
  tellOfEvents(telegram, tell);

  const withMember = createMiddleware<{ Variables: { member: TelegramMember } }>(async (context, next) => {
    const member = members.get(Number(context.req.param('id')));
    if (member === undefined) return context.text('Nobody here has this id: reload the page.', 404);
    context.set('member', member);
    return next();
  });

  const phone = new Hono<{ Variables: { member: TelegramMember } }>()
    .use(withMember)
    .post('/say', async context => {
      const { text } = said.parse(await context.req.json());
      return context.json(context.var.member.say(text));
    })
    .post('/press', async context => {
      const { messageId, data } = pressed.parse(await context.req.json());
      return context.json({ queryId: context.var.member.press(messageId, data) });
    })
    .post('/edit', async context => {
      const { messageId, text } = changed.parse(await context.req.json());
      return context.json(context.var.member.edit(messageId, text));
    })
    .post('/location', async context => {
      const { latitude, longitude } = place.parse(await context.req.json());
      return context.json(context.var.member.sendLocation(latitude, longitude));
    })
    .post('/photo', async ({ req, var: { member }, json }) => json(member.sendPhoto(await bytesOf(req.raw))))
    .post('/voice', async ({ req, var: { member }, json }) => json(member.sendVoice(await bytesOf(req.raw))))
    .post('/document', async ({ req, var: { member }, json }) => {
      const name = req.query('name') ?? 'document';
      return json(member.sendDocument(await bytesOf(req.raw), name, req.header('content-type')));
    })
    .post('/block', ({ var: { member }, json }) => {
      member.block();
      tell({ kind: 'blocked', memberId: member.user.id, blocked: true });
      return json({});
    })
    .post('/unblock', ({ var: { member }, json }) => {
      member.unblock();
      tell({ kind: 'blocked', memberId: member.user.id, blocked: false });
      return json({});
    });

  const routes = new Hono()
    .post('/members', context => {
      const member = join();
      tell({ kind: 'member', member });
      return context.json(member);
    })
    .route('/members/:id', phone)
    .get('/files/:fileId', context => {
      const file = telegram.world.files.byId(context.req.param('fileId'));
      if (file === undefined) return context.notFound();
      // Never as a page: a file is whatever a person chose to upload.
      const type =
        file.mimeType.startsWith('image/') && file.mimeType !== 'image/svg+xml'
          ? file.mimeType
          : 'application/octet-stream';
      return context.body(new Uint8Array(file.bytes), 200, {
        'content-type': type,
        'x-content-type-options': 'nosniff',
      });
    });

  return {
    name: 'telegram',
    state: (): TelegramView => ({
      botName: telegram.world.bot().user.first_name,
      members: [...members.values()].map(view),
    }),
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    routes,
  };
}

/** Turns the server's events into the pane's; only private chats are shown. */
function tellOfEvents({ events }: TelegramServer, tell: (event: TelegramEvent) => void): void {
  const whenPrivate = (room: ChatRoom, event: TelegramEvent) => room.chat.type === 'private' && tell(event);
  events.on('message', (message, room) => whenPrivate(room, { kind: 'message', memberId: room.chat.id, message }));
  events.on('edit', (message, room) => whenPrivate(room, { kind: 'edit', memberId: room.chat.id, message }));
  events.on('delete', (messageId, room) => whenPrivate(room, { kind: 'delete', memberId: room.chat.id, messageId }));
  events.on('action', (action, room) => whenPrivate(room, { kind: 'action', memberId: room.chat.id, action }));
  events.on('callback-answer', (answer, room) =>
    whenPrivate(room, { kind: 'answer', memberId: room.chat.id, ...answer }),
  );
  events.on('profile', () => tell({ kind: 'profile' }));
  events.on('confirmed', update => {
    const message = messageIn(update);
    if (message) tell({ kind: 'read', memberId: message.chat.id, messageId: message.message_id });
  });
}

function messageIn(update: Update): Message | undefined {
  if ('message' in update) return update.message;
  return 'edited_message' in update ? update.edited_message : undefined;
}

async function bytesOf(request: Request): Promise<Uint8Array> {
  return new Uint8Array(await request.arrayBuffer());
}
