import { types } from 'node:util';
import { z } from 'zod';

const bytes = z.custom<Uint8Array>(value => types.isUint8Array(value), 'must be bytes');

/** How WhatsApp's page is to be opened. */
export const webSettings = z.object({
  /** Where the browser keeps its profile, and with it the session. */
  folder: z.string(),
  chromiumPath: z.string(),
  browserArgs: z.array(z.string()),
  /** A version of the page that was kept, instead of the one that WhatsApp serves: `<version>.html` in the folder. */
  page: z.object({ version: z.string(), folder: z.string() }).optional(),
  /** What came in before is known. Milliseconds since the epoch. */
  heardUntilMs: z.number(),
  beatSeconds: z.number(),
  /** A session is kept elsewhere too, so long after it was opened, and then again and again. */
  keepSessionAfterSeconds: z.number(),
  keepSessionEverySeconds: z.number(),
});
export type WebSettings = z.infer<typeof webSettings>;

const outgoing = {
  chatId: z.string(),
  text: z.string(),
  /** The last part of the id that the message gets, the same in every attempt. */
  messageName: z.string(),
  /** The id of the message that it quotes. */
  quoting: z.string().optional(),
  /** So long the sign that somebody types is shown first. */
  typingMs: z.number(),
};

/** What the bot asks of the process that has the page open. */
export const webCall = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), settings: webSettings }),
  /** @returns the id of the message. */
  z.object({ kind: z.literal('send'), ...outgoing }),
  z.object({
    kind: z.literal('sendFile'),
    ...outgoing,
    file: z.object({ bytes, mimeType: z.string(), name: z.string(), as: z.enum(['media', 'voice', 'document']) }),
  }),
  /** @returns the id of a message of ours that has left, or null. */
  z.object({ kind: z.literal('find'), chatId: z.string(), messageName: z.string() }),
  z.object({ kind: z.literal('fetch'), messageId: z.string(), bytesMax: z.number() }),
  z.object({ kind: z.literal('seen'), chatId: z.string() }),
  z.object({ kind: z.literal('typing'), chatId: z.string() }),
  /** @returns the eight characters that are to be typed on that telephone. */
  z.object({ kind: z.literal('pairByPhone'), phone: z.string() }),
  z.object({ kind: z.literal('close') }),
]);
export type WebCall = z.infer<typeof webCall>;

/** What that process asks of the bot: to look after the session, which it has packed into a file. */
export const sessionCall = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sessionExists') }),
  z.object({ kind: z.literal('keepSession'), path: z.string() }),
  z.object({ kind: z.literal('bringSession'), path: z.string() }),
  z.object({ kind: z.literal('forgetSession') }),
]);
export type SessionCall = z.infer<typeof sessionCall>;

/** What it tells by itself. */
export const webNews = z.discriminatedUnion('kind', [
  /** What a telephone has to see. */
  z.object({ kind: z.literal('qr'), qr: z.string() }),
  z.object({ kind: z.literal('connected') }),
  /** A message, as the page has it, and by which ids its sender is known. */
  z.object({
    kind: z.literal('message'),
    message: z.unknown(),
    lid: z.string().optional(),
    phone: z.string().optional(),
  }),
  z.object({
    kind: z.literal('edited'),
    message: z.unknown(),
    lid: z.string().optional(),
    phone: z.string().optional(),
  }),
  z.object({ kind: z.literal('ack'), messageName: z.string(), ack: z.number() }),
  z.object({
    kind: z.literal('beat'),
    isConnected: z.boolean(),
    nodeMegabytes: z.number(),
    browserMegabytes: z.number(),
  }),
  /** It ends now. `LOGOUT` and `CONFLICT` are WhatsApp's words (https://docs.wwebjs.dev/Client.html#event:disconnected). */
  z.object({ kind: z.literal('ending'), reason: z.string() }),
]);
export type WebNews = z.infer<typeof webNews>;
