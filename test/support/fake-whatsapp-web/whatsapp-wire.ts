import { z } from 'zod';

/** A message as the fake page keeps it. */
export const wireMessage = z.looseObject({
  id: z.looseObject({ id: z.string(), fromMe: z.boolean() }),
  chatId: z.string(),
  type: z.string(),
  t: z.number(),
  ack: z.number().optional(),
  body: z.string().optional(),
  caption: z.string().optional(),
  directPath: z.string().optional(),
  quoting: z.string().optional(),
});
export type WireMessage = z.infer<typeof wireMessage>;

const upload = z.object({ data: z.string(), mimetype: z.string(), name: z.string() });

/** What the page says to the test. */
export const fromPage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), session: z.string().optional() }),
  z.object({ kind: z.literal('call'), callId: z.string(), name: z.string(), value: z.unknown() }),
]);

/** What it asks of WhatsApp's servers. */
export const pageCall = z.discriminatedUnion('name', [
  z.object({ name: z.literal('send'), value: wireMessage }),
  z.object({ name: z.literal('upload'), value: upload }),
  z.object({ name: z.literal('download'), value: z.object({ directPath: z.string() }) }),
  z.object({ name: z.literal('messages'), value: z.object({ ids: z.array(z.string()) }) }),
  z.object({ name: z.literal('exists'), value: z.object({ id: z.string() }) }),
  z.object({ name: z.literal('seen'), value: z.object({ chatId: z.string() }) }),
  z.object({ name: z.literal('typing'), value: z.object({ chatId: z.string() }) }),
  z.object({ name: z.literal('pairingCode'), value: z.object({ phone: z.string() }) }),
  z.object({ name: z.literal('logout'), value: z.unknown() }),
]);
export type PageCall = z.infer<typeof pageCall>;

/** How the next thing that the page asks for goes wrong. */
export type Mishap =
  | 'fails'
  /** It happens, and the page is told that it failed. */
  | 'happens and fails'
  | 'is never answered'
  | 'happens and is never answered'
  /** The page is told that it happened, and finds no message. */
  | 'happens and is lost'
  | 'is refused'
  | 'is unknown';
