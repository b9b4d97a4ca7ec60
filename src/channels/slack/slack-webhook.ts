import { type App, isValidSlackRequest, type ReceiverEvent } from '@slack/bolt';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { log } from '../../log.ts';
import { InTray } from './in-tray.ts';
import type { SlackReceiver } from './slack-receiver.ts';

/** A modal with everything in it is smaller; more is somebody else. */
const BODY_BYTES_MAX = 1_000_000;
/** https://docs.slack.dev/authentication/verifying-requests-from-slack: what is older may be a recording. */
const AGE_SECONDS_MAX = 300;

/**
 * Signed HTTP: the way in for Slack's posts, which answers 200 only once what they bring is stored, and 503 when it could not be, so that
 * Slack brings it again. What Slack has not signed, or not just now, gets 401.
 */
export class SlackWebhook implements SlackReceiver {
  readonly routes = new Hono();
  readonly #tray = new InTray();
  readonly #signingSecret: string;
  readonly #refusals = new Map<string, number>();
  #isOpen = false;

  constructor(signingSecret: string) {
    this.#signingSecret = signingSecret;
    this.routes.use(bodyLimit({ maxSize: BODY_BYTES_MAX, onError: context => context.body(null, 413) }));
    this.routes.on('POST', ['/', '/events'], context => this.#answer(context));
  }

  init(app: App): void {
    this.#tray.init(app);
  }

  ready(): boolean {
    return this.#isOpen;
  }

  async start(): Promise<void> {
    this.#tray.open();
    this.#isOpen = true;
  }

  async stop(): Promise<void> {
    this.#isOpen = false;
    await this.#tray.close();
  }

  async #answer(context: Context): Promise<Response> {
    // The signature is of the bytes as they came.
    const text = await context.req.text();
    const form = isForm(context) ? new URLSearchParams(text) : undefined;
    // Slack asks now and then whether there is TLS, unsigned: it gets an answer, and nothing is read.
    if (form?.get('ssl_check') === '1') return context.body(null, 200);
    const refusal = this.#refusalOf(context, text);
    if (refusal) {
      this.#count(refusal);
      return context.body(null, 401);
    }
    const body = read(text, form);
    if (!body) return context.body(null, 400);
    if (body.type === 'url_verification') return context.json({ challenge: body.challenge });
    return this.#take(context, body);
  }

  #take(context: Context, body: ReceiverEvent['body']): Promise<Response> {
    return new Promise(resolve => {
      const ack = async (response?: unknown) => {
        if (!response) resolve(context.body(null, 200));
        else if (typeof response === 'string') resolve(context.text(response));
        else resolve(context.json(response));
      };
      const retryNum = Number(context.req.header('x-slack-retry-num') ?? 0);
      void this.#tray.take({ body, ack, retryNum }).then(isTaken => isTaken || resolve(context.body(null, 503)));
    });
  }

  /** @returns why it cannot be from Slack, as a code. */
  #refusalOf({ req }: Context, body: string): string | undefined {
    const signature = req.header('x-slack-signature');
    const timestamp = Number(req.header('x-slack-request-timestamp') ?? Number.NaN);
    if (!signature || Number.isNaN(timestamp)) return 'unsigned';
    if (Math.abs(Date.now() / 1000 - timestamp) > AGE_SECONDS_MAX) return 'old timestamp';
    const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
    return isValidSlackRequest({ signingSecret: this.#signingSecret, body, headers }) ? undefined : 'forged signature';
  }

  /** Who knocks at the door all night must not fill the log: the 1st, 10th, 100th … of a kind are told. */
  #count(code: string): void {
    const count = (this.#refusals.get(code) ?? 0) + 1;
    this.#refusals.set(code, count);
    if (Number.isInteger(Math.log10(count))) log.warn({ code, count }, 'a request that is not from Slack was refused');
  }
}

function isForm({ req }: Context): boolean {
  return req.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
}

/** Events come as JSON, buttons and modals as JSON in a field of a form, commands as a form. */
function read(text: string, form: URLSearchParams | undefined): ReceiverEvent['body'] | undefined {
  try {
    const body: unknown = form ? (parsedPayload(form) ?? Object.fromEntries(form)) : JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined;
  }
}

function parsedPayload(form: URLSearchParams): unknown {
  const payload = form.get('payload');
  return payload === null ? undefined : JSON.parse(payload);
}
