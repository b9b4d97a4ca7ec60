import type { z } from 'zod';
import { type Judge, positive, shaped, url } from './fields.ts';

export interface TelegramSettings {
  token: string;
  apiRoot: string;
  webhook: { url: string; secretToken: string } | undefined;
  messagesPerSecond: number;
  messagesPerSecondPerChat: number;
}

export const telegramEnvironment = {
  TELEGRAM_BOT_TOKEN: shaped(/^\d+:[\w-]+$/, 'must look like 123456:ABC-DEF, as @BotFather gives it'),
  TELEGRAM_API_ROOT: url.transform(value => value ?? 'https://api.telegram.org'),
  TELEGRAM_WEBHOOK_URL: url,
  TELEGRAM_WEBHOOK_SECRET: shaped(/^[\w-]{1,256}$/, 'must be 1 to 256 letters, digits, _ or -'),
  TELEGRAM_MESSAGES_PER_SECOND: positive(30),
  TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT: positive(1),
};
type Environment = z.infer<z.ZodObject<typeof telegramEnvironment>>;

export function checkTelegram(set: Environment, { need }: Judge): void {
  if (set.TELEGRAM_WEBHOOK_URL)
    need(
      set.TELEGRAM_WEBHOOK_SECRET,
      'TELEGRAM_WEBHOOK_SECRET',
      'with TELEGRAM_WEBHOOK_URL: make one with `openssl rand -hex 32`',
    );
}

export function telegramOf(set: Environment): TelegramSettings | undefined {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: webhookUrl, TELEGRAM_WEBHOOK_SECRET: secretToken } = set;
  if (!token) return undefined;
  return {
    token,
    apiRoot: set.TELEGRAM_API_ROOT,
    webhook: webhookUrl && secretToken ? { url: webhookUrl, secretToken } : undefined,
    messagesPerSecond: set.TELEGRAM_MESSAGES_PER_SECOND,
    messagesPerSecondPerChat: set.TELEGRAM_MESSAGES_PER_SECOND_PER_CHAT,
  };
}
