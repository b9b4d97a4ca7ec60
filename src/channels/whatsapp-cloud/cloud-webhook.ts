import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { log } from '../../log.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview: up to 3 MB. */
const BODY_BYTES_MAX = 3 * 1024 * 1024;

interface Gate {
  appSecret: string;
  verifyToken: string;
  /** Told why something was refused, as a code. */
  onRefused: (code: string) => void;
  /** Resolves once all that it brings is stored. */
  take: (payload: unknown) => Promise<void>;
}

/**
 * The way in for WhatsApp's webhooks: answers 200 only once what they bring is stored, and 503 when it could not be, so that WhatsApp
 * brings it again. What Meta has not signed with the app's secret (`X-Hub-Signature-256`, over the bytes as they came) gets 401.
 */
export function cloudWebhook({ appSecret, verifyToken, onRefused, take }: Gate): Hono {
  const counts = new Map<string, number>();

  /** Who knocks at the door all night must not fill the log: the 1st, 10th, 100th … of a kind are told. */
  function refuse(context: Context, code: string, status: 401 | 403): Response {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    onRefused(code);
    if (Number.isInteger(Math.log10(count)))
      log.warn({ code, count }, 'a request that is not from WhatsApp was refused');
    return context.body(null, status);
  }

  return new Hono()
    .get('/', context => {
      const { 'hub.mode': mode, 'hub.verify_token': token = '', 'hub.challenge': challenge = '' } = context.req.query();
      if (mode !== 'subscribe' || !isSame(token, verifyToken)) return refuse(context, 'wrong verify token', 403);
      return context.text(challenge);
    })
    .post('/', bodyLimit({ maxSize: BODY_BYTES_MAX, onError: context => context.body(null, 413) }), async context => {
      const bytes = Buffer.from(await context.req.arrayBuffer());
      const signature = context.req.header('x-hub-signature-256');
      if (signature === undefined) return refuse(context, 'unsigned', 401);
      const expected = `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
      if (!isSame(signature, expected)) return refuse(context, 'forged signature', 401);
      const payload = parse(bytes);
      if (payload === undefined) return context.body(null, 400);
      try {
        await take(payload);
        return context.body(null, 200);
      } catch (error) {
        log.warn({ err: error }, 'WhatsApp was not told that we have what it brought: it brings it again');
        return context.body(null, 503);
      }
    });
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isSame(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
