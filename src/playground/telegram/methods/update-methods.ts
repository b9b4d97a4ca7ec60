import { ApiError } from '../api-error.ts';
import type { Parameters } from '../parameters.ts';
import { WebhookSender } from '../webhook-sender.ts';
import type { WebhookInfo } from '../wire.ts';
import type { Call, Method } from './method.ts';

const pollSecondsMax = 50;
const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** How a bot hears: by asking, or by being told. */
export const updateMethods: Record<string, Method> = {
  getUpdates({ bot, parameters, hungUp }) {
    if (bot.webhook) {
      throw new ApiError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    allowUpdates(bot.updates, parameters);
    const limit = Math.min(Math.max(parameters.integer('limit') ?? 100, 1), 100);
    const timeoutSeconds = Math.min(parameters.integer('timeout') ?? 0, pollSecondsMax);
    return bot.updates.poll(parameters.integer('offset') ?? 0, limit, timeoutSeconds, hungUp);
  },

  setWebhook(call) {
    const { world, bot, parameters, runReply } = call;
    const url = parameters.text('url') ?? '';
    if (url === '') return removeWebhook(call);
    const secretToken = parameters.text('secret_token');
    if (!mayBeWebhook(url)) {
      throw new ApiError(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
    }
    if (secretToken !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secretToken)) {
      throw new ApiError(400, 'Bad Request: secret token contains unallowed characters');
    }
    allowUpdates(bot.updates, parameters);
    bot.webhook?.stop();
    bot.updates.interrupt('Conflict: terminated by setWebhook request');
    if (parameters.flag('drop_pending_updates')) bot.updates.drop();
    const connectionsMax = parameters.integer('max_connections') ?? 40;
    bot.webhook = new WebhookSender({ url, secretToken, connectionsMax }, bot.updates, world.clock, runReply);
    return true;
  },

  deleteWebhook: removeWebhook,

  getWebhookInfo({ bot }): WebhookInfo {
    const { webhook, updates } = bot;
    return {
      url: webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.size,
      ...(webhook && { max_connections: webhook.connectionsMax }),
      ...(updates.allowed.length > 0 && { allowed_updates: updates.allowed }),
      ...(webhook?.lastError && {
        last_error_date: Math.floor(webhook.lastError.atMs / 1000),
        last_error_message: webhook.lastError.message,
      }),
    };
  },
};

function removeWebhook({ bot, parameters }: Call): true {
  bot.webhook?.stop();
  bot.webhook = undefined;
  if (parameters.flag('drop_pending_updates')) bot.updates.drop();
  return true;
}

function allowUpdates(updates: Call['bot']['updates'], parameters: Parameters): void {
  const kinds = parameters.json('allowed_updates');
  if (Array.isArray(kinds)) updates.allow(kinds.map(String));
}

/** Telegram wants HTTPS; its self-hosted server takes plain HTTP too, which is what a test on this machine has. */
function mayBeWebhook(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname));
}
