import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { toString as drawQr } from 'qrcode';
import { pairingPage } from './pairing-page.ts';
import type { WebState } from './web-state.ts';

interface PairingDeps {
  adminUrl: string;
  state(): WebState;
  /** Opens WhatsApp's page anew. */
  reopen(): void;
  pairByPhone(phone: string): Promise<string>;
  /** Shows the operator something in the terminal. */
  show(text: string): void;
}

/** Where a telephone is paired: in the terminal, and at a page that only an admin link opens. */
export interface PairingDesk {
  routes: Hono;
  /** A new link, good for so long. It is shown to nobody but those who look after the bot: whoever has it can link a telephone of theirs. */
  link(hours: number): string;
  note(state: WebState): void;
  noteQr(qr: string): void;
}

/** WhatsApp changes what is to be scanned each 20 to 60 seconds, a few times; then the page has to be opened anew. */
const STALE_MS = 75_000;
/** What is printed in a terminal may be kept in a log. */
const TERMINAL_LINK_HOURS = 1;

export function createPairingDesk(deps: PairingDeps): PairingDesk {
  /** Until when each token is good, in ms since the epoch. */
  const tokens = new Map<string, number>();
  let shown: { qr: string; atMs: number } | undefined;
  let isTold = false;

  function link(hours: number): string {
    const token = randomBytes(24).toString('base64url');
    tokens.set(token, Date.now() + hours * 60 * 60 * 1000);
    return `${deps.adminUrl}/whatsapp/${token}`;
  }

  const routes = new Hono();
  // 192 random bits: a lookup that takes longer for a better guess tells nothing of use.
  routes.use('/:token/*', async (context, next) => {
    const token = context.req.param('token') ?? '';
    if ((tokens.get(token) ?? 0) < Date.now()) return context.notFound();
    context.header('Cache-Control', 'no-store');
    context.header('Referrer-Policy', 'no-referrer');
    context.header('X-Frame-Options', 'DENY');
    context.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
    return next();
  });
  /** The page, with the code that holds at this moment. */
  async function pageWith(more: { code?: string | undefined; problem?: string | undefined } = {}) {
    const picture = shown && (await drawQr(shown.qr, { type: 'svg', margin: 2 }));
    return pairingPage({ state: deps.state(), picture, ...more });
  }

  routes.get('/:token', async context => {
    if (deps.state().kind === 'pairing' && shown && Date.now() - shown.atMs > STALE_MS) {
      shown = undefined;
      deps.reopen();
    }
    return context.html(await pageWith());
  });
  routes.post('/:token', async context => {
    const { phone } = await context.req.parseBody();
    const digits = String(phone ?? '').replaceAll(/[\s()+-]/g, '');
    if (!/^[1-9]\d{6,14}$/.test(digits))
      return context.html(
        await pageWith({ problem: 'Write the number with its country code, such as 44 for the UK.' }),
        400,
      );
    const code = await deps.pairByPhone(digits).catch(() => undefined);
    const problem =
      code === undefined ? 'WhatsApp gave no code. Scan the picture instead, or try again in a minute.' : undefined;
    return context.html(await pageWith({ code, problem }), code === undefined ? 502 : 200);
  });

  async function showInTerminal(qr: string): Promise<void> {
    deps.show(
      [
        'Link WhatsApp: on its telephone open WhatsApp › Linked devices › Link a device, and scan this.',
        await drawQr(qr, { type: 'terminal', small: true }), // black on white, whatever the terminal's colours
        `Or open ${link(TERMINAL_LINK_HOURS)} (for an hour; for those who look after the bot alone)`,
      ].join('\n\n'),
    );
  }

  return {
    routes,
    link,
    note({ kind }) {
      if (kind === 'pairing') return;
      shown = undefined;
      if (kind === 'connected') {
        tokens.clear();
        isTold = false;
      }
    },
    noteQr(qr) {
      shown = { qr, atMs: Date.now() };
      if (isTold) return;
      isTold = true;
      void showInTerminal(qr);
    },
  };
}
