import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Outcome } from './app-link/route.ts';
import { block } from './block-kit/blocks.ts';
import type { Conversation } from './conversation.ts';
import { keepFilled } from './keep-filled.ts';
import type { At } from './member-places.ts';
import type { SlackMember } from './slack-member.ts';
import type { SlackServer } from './slack-server.ts';
import type { Filled, Taken } from './slack-view.ts';

const said = z.object({
  roomId: z.string(),
  text: z.string().trim().min(1),
  threadTs: z.string().optional(),
  broadcast: z.boolean().default(false),
});
const message = z.object({ roomId: z.string(), ts: z.string() });
const place = z.union([message, z.literal('modal'), z.literal('home')]);
const given = z.custom<Filled['given']>(value => value !== undefined);
const filled = z.array(z.object({ blockId: z.string(), actionId: z.string(), given })).default([]);
const used = z.object({ at: place, block, actionId: z.string(), filled });

/**
 * Everything that a person does with their client; what cannot be done is answered with the reason in words.
 * @param clients by user id
 */
export function slackClientRoutes(slack: SlackServer, clients: Map<string, SlackMember>): Hono {
  const { world } = slack;
  const memberOf = ({ req }: Context) => clients.get(req.param('id') ?? '') ?? refuse('Nobody here has this id.');
  const room = (id: string): Conversation => world.conversations.get(id) ?? refuse('There is no such conversation.');
  const at = (where: z.infer<typeof place>): At =>
    typeof where === 'string' ? where : { room: room(where.roomId), ts: where.ts };

  /** Reads what the page asks and keeps what was filled in meanwhile. */
  async function use<Asked extends z.ZodType<{ at: z.infer<typeof place>; filled: Filled[] }>>(
    context: Context,
    asked: Asked,
  ): Promise<{ member: SlackMember; at: At; body: z.infer<Asked> }> {
    const member = memberOf(context);
    const body = asked.parse(await context.req.json());
    const where = at(body.at);
    await keepFilled(world, member, where, body.filled);
    return { member, at: where, body };
  }

  return new Hono()
    .post('/:id/say', async context => {
      const { roomId, text, threadTs, broadcast } = said.parse(await context.req.json());
      memberOf(context).say(room(roomId), text, { ...(threadTs && { threadTs }), broadcast });
      return context.json({});
    })
    .post('/:id/upload', async context => {
      const member = memberOf(context);
      const form = await context.req.formData();
      const [text, threadTs] = [String(form.get('text') ?? ''), form.get('threadTs')];
      const where = room(String(form.get('roomId')));
      const thread = typeof threadTs === 'string' ? { threadTs } : {};
      for (const [index, file] of (await filesOf(form)).entries()) {
        member.upload(where, file, { text: index === 0 ? text : '', ...thread });
      }
      return context.json({});
    })
    .post('/:id/edit', async context => {
      const { roomId, ts, text } = message.extend({ text: said.shape.text }).parse(await context.req.json());
      memberOf(context).edit(room(roomId), ts, text);
      return context.json({});
    })
    .post('/:id/delete', async context => {
      const { roomId, ts } = message.parse(await context.req.json());
      memberOf(context).delete(room(roomId), ts);
      return context.json({});
    })
    .post('/:id/react', async context => {
      const asked = message.extend({ name: z.string().min(1), on: z.boolean() }).parse(await context.req.json());
      const member = memberOf(context);
      if (asked.on) member.react(room(asked.roomId), asked.ts, asked.name);
      else member.unreact(room(asked.roomId), asked.ts, asked.name);
      return context.json({});
    })
    .post('/:id/join', async context => {
      const { roomId } = message.pick({ roomId: true }).parse(await context.req.json());
      memberOf(context).join(room(roomId));
      return context.json({});
    })
    .post('/:id/press', async context => {
      const { member, at: where, body } = await use(context, used);
      return context.json(taken(await member.press(where, body.actionId, body.block)));
    })
    .post('/:id/choose', async context => {
      const { member, at: where, body } = await use(context, used.extend({ given }));
      return context.json(taken(await member.choose(where, body.actionId, body.given, body.block)));
    })
    .post('/:id/suggest', async context => {
      const { member, at: where, body } = await use(context, used.extend({ typed: z.string() }));
      return context.json(await member.suggest(where, body.actionId, body.typed, body.block));
    })
    .post('/:id/attach', async context => {
      const form = await context.req.formData();
      await memberOf(context).attach(String(form.get('actionId')), await filesOf(form));
      return context.json({});
    })
    .post('/:id/submit', async context => {
      const { member } = await use(context, z.object({ at: z.literal('modal').default('modal'), filled }));
      return context.json(await member.submit());
    })
    .post('/:id/close', async context => {
      const { all } = z.object({ all: z.boolean().default(false) }).parse(await context.req.json());
      await memberOf(context).close({ all });
      return context.json({});
    })
    .post('/:id/command', async context => {
      const asked = z.object({ roomId: z.string(), command: z.string(), text: z.string() });
      const { roomId, command, text } = asked.parse(await context.req.json());
      return context.json(taken(await memberOf(context).command(room(roomId), command, text)));
    })
    .post('/:id/shortcut', async context => {
      const asked = z.object({ callbackId: z.string(), on: message.optional() });
      const { callbackId, on } = asked.parse(await context.req.json());
      const member = memberOf(context);
      const outcome = on ? member.messageShortcut(callbackId, room(on.roomId), on.ts) : member.shortcut(callbackId);
      return context.json(taken(await outcome));
    })
    .post('/:id/open-app', async context => {
      const { tab } = z.object({ tab: z.enum(['home', 'messages']) }).parse(await context.req.json());
      memberOf(context).openApp(tab);
      return context.json({});
    })
    .onError((error, context) => context.text(error.message, 400));
}

/** What a person chose for a place that tells nobody is taken by itself. */
function taken(outcome: Outcome | undefined): Taken {
  if (outcome === undefined || outcome.acknowledged) return { acknowledged: true };
  return { acknowledged: false, reason: outcome.reason };
}

async function filesOf(form: FormData): Promise<{ name: string; bytes: Uint8Array; mimeType?: string }[]> {
  const files = form.getAll('file').filter(value => value instanceof File);
  return Promise.all(
    files.map(async file => ({
      name: file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
      ...(file.type && { mimeType: file.type }),
    })),
  );
}

function refuse(words: string): never {
  throw new Error(`${words} Reload the page.`);
}
