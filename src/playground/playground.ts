import { join } from 'node:path';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { z } from 'zod';
import type { TurnTrace } from '../messages/trace.ts';
import { createWindableClock, type WindableClock } from './clock.ts';
import type { NumberedTrace } from './numbered-trace.ts';
import { createPageFiles } from './page-files.ts';
import type { Pane } from './pane.ts';
import type { AppManifest } from './slack/app-manifest.ts';
import { type SlackCast, slackCast } from './slack/slack-cast.ts';
import { slackPane } from './slack/slack-pane.ts';
import { type SlackServer, startSlackServer } from './slack/slack-server.ts';
import { telegramPane } from './telegram/telegram-pane.ts';
import { startTelegramServer, type TelegramServer } from './telegram/telegram-server.ts';
import { type Tell, watchStream } from './watch-stream.ts';
import { whatsappPane } from './whatsapp/whatsapp-pane.ts';
import { startWhatsappServer, type WhatsappServer } from './whatsapp/whatsapp-server.ts';
import type { Template } from './whatsapp/wire.ts';

const tracesKept = 100;
const MINUTE_MS = 60_000;
const winding = z.strictObject({
  minutes: z
    .number()
    .int()
    .positive()
    .max(366 * 24 * 60),
});
/** What a business tells those whom it may not answer freely any more. */
const notice = {
  name: 'you_have_a_reply',
  language: 'en',
  status: 'APPROVED',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'You have a reply from {{1}}. Write anything to read it.' }],
} as const satisfies Template;

export interface Playground {
  /** Give the bot `telegram.apiRoot` and `telegramToken`. */
  telegram: TelegramServer;
  telegramToken: string;
  /** Give the app its `apiUrl`, tokens and signing secret. */
  slack: SlackServer;
  /** Give the business its `apiRoot`, and let it `subscribe`. */
  whatsapp: WhatsappServer;
  /** Who is in that workspace, and where cases come. */
  slackCast: SlackCast;
  /** The time in here: the page can wind it forward. */
  clock: WindableClock;
  /** To be mounted at `/playground`. */
  routes: Hono;
  /** Shows a turn in the inspector of every open page. */
  show(trace: TurnTrace): void;
  stop(): Promise<void>;
}

/**
 * Starts the local platforms and the page that shows them beside an inspector of the bot's turns.
 * @param options `slackManifest` is what the Slack app says of itself; everything but commands and shortcuts by default
 */
export async function createPlayground(options: { slackManifest?: Partial<AppManifest> } = {}): Promise<Playground> {
  const clock = createWindableClock();
  const telegramToken = '1000001:local-playground-nothing-secret-here';
  const telegram = await startTelegramServer({ bots: [{ token: telegramToken }], clock });
  const slack = await startSlackServer({ manifest: options.slackManifest ?? {}, clock });
  const whatsapp = await startWhatsappServer({ clock, templates: [notice] });
  const cast = slackCast(slack);
  const panes: Pane[] = [telegramPane(telegram), whatsappPane(whatsapp), slackPane(slack, cast)];
  const traces: NumberedTrace[] = [];
  const pages = new Set<Tell>();
  const stopped = new AbortController();
  let shown = 0;

  const subscribe = (tell: Tell) => {
    const unwatch = panes.map(pane => pane.watch(event => tell(pane.name, event)));
    pages.add(tell);
    tell('state', state());
    return () => {
      pages.delete(tell);
      for (const end of unwatch) end();
    };
  };
  const state = () => ({
    traces,
    time: { minutesAhead: clock.aheadMs() / MINUTE_MS },
    panes: Object.fromEntries(panes.map(pane => [pane.name, pane.state()])),
  });
  /** In the stream of what happens: fetched beside it, it would be older than what a page has heard meanwhile. */
  const tellState = () => {
    for (const tell of pages) tell('state', state());
  };

  const pageFile = createPageFiles(join(import.meta.dirname, 'page'));
  const routes = new Hono()
    .use(csrf())
    .get('/', () => pageFile('index.html'))
    .get('/:nothing{^$}', () => pageFile('index.html')) // with the slash at the end
    .get('/page/:path{.+}', context => pageFile(context.req.param('path')))
    .post('/state', context => {
      tellState();
      return context.json({});
    })
    .post('/later', async context => {
      clock.wind(winding.parse(await context.req.json()).minutes * MINUTE_MS);
      tellState(); // windows close with the time
      return context.json({});
    })
    .get('/events', context => watchStream(context, stopped.signal, subscribe));
  for (const pane of panes) routes.route(`/${pane.name}`, pane.routes);

  return {
    telegram,
    telegramToken,
    slack,
    whatsapp,
    slackCast: cast,
    clock,
    routes,
    show(trace) {
      shown += 1;
      const numbered = { ...trace, number: shown, atMs: clock.nowMs() };
      traces.push(numbered);
      if (traces.length > tracesKept) traces.shift();
      for (const tell of pages) tell('trace', numbered);
    },
    async stop() {
      stopped.abort();
      await Promise.all([telegram.stop(), slack.stop(), whatsapp.stop()]);
    },
  };
}
