import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { TelegramChannel } from './telegram-channel.ts';

/** Bot API: updates are far smaller; more is somebody else. */
const BODY_BYTES_MAX = 1_000_000;

/**
 * The way in for Telegram's webhook: answers 200 only once the update is stored, so that Telegram repeats what was not.
 * A request without the secret (https://core.telegram.org/bots/api#setwebhook) gets 401.
 */
export function telegramWebhook(channel: TelegramChannel, secretToken: string): Hono {
  const routes = new Hono();
  routes.use(async (context, next) => {
    const given = context.req.header('x-telegram-bot-api-secret-token') ?? '';
    return isSame(given, secretToken) ? next() : context.body(null, 401);
  });
  routes.use(bodyLimit({ maxSize: BODY_BYTES_MAX, onError: context => context.body(null, 413) }));
  routes.post('/', async context => {
    const update: unknown = await context.req.json().catch(() => undefined);
    if (update === undefined) return context.body(null, 400);
    await channel.receiveUpdate(update);
    return context.body(null, 200);
  });
  return routes;
}

function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
