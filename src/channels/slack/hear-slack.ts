import type { App } from '@slack/bolt';
import { log } from '../../log.ts';
import type { Receive } from '../channel.ts';
import { type Arrival, NOTHING } from './arrival.ts';
import { CASE_COMMAND, COMMAND } from './slack-command.ts';
import { readSlackPayload } from './slack-payload.ts';
import type { SlackPeople } from './slack-people.ts';
import type { SlackSay } from './slack-say.ts';
import { FORM_CALLBACK, waitingView } from './slack-view.ts';
import type { SlackWindows } from './slack-windows.ts';

/** What is heard with. */
export interface SlackEars {
  people: SlackPeople;
  windows: SlackWindows;
  say: SlackSay;
}

/** Hands everything that an app brings to `receive`, and acknowledges it when that has resolved: opens what has to be opened at once. */
export function hearSlack(app: App, { people, windows, say }: SlackEars, receive: Receive): void {
  app.use(async ({ body, context, next }) => {
    const arrival = read(body, context.botUserId ?? '');
    await store(arrival);
    context.nextWindow = arrival.nextWindow;
    await next();
  });
  app.command(COMMAND, ({ ack }) => ack());
  app.command(CASE_COMMAND, ({ ack }) => ack());
  app.view({ callback_id: FORM_CALLBACK, type: 'view_submission' }, async ({ ack, context }) => {
    const next: Arrival['nextWindow'] = context.nextWindow;
    if (!next) return ack();
    await ack({ response_action: 'update', view: waitingView(next.facts, say, next.externalId) });
  });

  async function store({ inbounds, userId, directId, triggerId }: Arrival): Promise<void> {
    if (userId && directId) people.remember(userId, directId);
    const appLanguage = userId && people.localeOf(userId);
    if (userId) people.meet(userId);
    const [roomId] = inbounds.flatMap(inbound => inbound.roomId ?? []);
    const facts = { language: appLanguage?.split('-')[0] ?? 'en', ...(roomId !== undefined && { roomId }) };
    const windowId = triggerId && (await windows.open(triggerId, facts));
    const known = { ...(appLanguage && { appLanguage }), ...(windowId && { windowId }) };
    try {
      await Promise.all(inbounds.map(inbound => receive({ ...inbound, ...known })));
    } catch (error) {
      if (windowId) void windows.apologise(windowId, facts);
      throw error;
    }
  }
}

function read(body: unknown, botUserId: string): Arrival {
  try {
    return readSlackPayload(body, botUserId);
  } catch (error) {
    log.warn({ err: error }, 'what Slack brought could not be read and was left out');
    return NOTHING;
  }
}
