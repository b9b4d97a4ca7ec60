import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Judge, positive, shaped, text, url } from './fields.ts';
import { whatsappEnvironment } from './whatsapp-settings.ts';

/** Through WhatsApp's page for computers. */
export interface WhatsappWebSettings {
  chromiumPath: string;
  /** Where the browser's profile, and pages that were kept, are. */
  folder: string;
  pace: { messagesPerSecond: number; messagesPerSecondPerChat: number };
  /** So long it is shown at most that somebody types. */
  typingSecondsMax: number;
  memoryMegabytesMax: number;
  /** Of WhatsApp's page, where a version that was kept is used in place of the newest. */
  version: string | undefined;
  /** How those who look after the bot reach this server. */
  adminUrl: string;
  /** What people write to, with its country code. */
  number: string | undefined;
}

export const whatsappWebEnvironment = {
  ...whatsappEnvironment,
  CHROMIUM_PATH: text,
  WHATSAPP_WEB_MESSAGES_PER_MINUTE: positive(20),
  WHATSAPP_WEB_MEMORY_MB: positive(1500),
  WHATSAPP_WEB_VERSION: shaped(/^[\w.-]{1,40}$/, 'must be a version of WhatsApp Web such as 2.3000.1017054665'),
  ADMIN_URL: url.transform(value => value?.replace(/\/$/, '')),
};
type Environment = z.infer<z.ZodObject<typeof whatsappWebEnvironment>>;

/** Nobody types faster to one person, and nobody waits for longer. */
const [TYPED_MESSAGES_PER_SECOND, TYPING_SECONDS_MAX] = [0.5, 3];
const INSTALL = 'on Debian and Ubuntu `apt-get install chromium` brings /usr/bin/chromium';

export function checkWhatsappWeb(set: Environment, { need, refuse }: Judge): void {
  if (set.WHATSAPP_TRANSPORT !== 'web') return;
  const because = `with WHATSAPP_TRANSPORT=web: the browser that opens WhatsApp; ${INSTALL}`;
  need(set.CHROMIUM_PATH, 'CHROMIUM_PATH', because);
  if (set.CHROMIUM_PATH && !isProgram(set.CHROMIUM_PATH))
    refuse('CHROMIUM_PATH', `must be a browser that can be started: nothing of the kind is there; ${INSTALL}`);
}

/** @param webUrl where this server listens. */
export function whatsappWebOf(
  set: Environment,
  { dataDirectory, webUrl }: { dataDirectory: string; webUrl: string },
): WhatsappWebSettings | undefined {
  const { CHROMIUM_PATH: chromiumPath } = set;
  if (set.WHATSAPP_TRANSPORT !== 'web' || !chromiumPath) return undefined;
  const messagesPerSecond = set.WHATSAPP_WEB_MESSAGES_PER_MINUTE / 60;
  return {
    chromiumPath,
    folder: join(dataDirectory, 'whatsapp-web'),
    pace: { messagesPerSecond, messagesPerSecondPerChat: Math.min(messagesPerSecond, TYPED_MESSAGES_PER_SECOND) },
    typingSecondsMax: TYPING_SECONDS_MAX,
    memoryMegabytesMax: set.WHATSAPP_WEB_MEMORY_MB,
    version: set.WHATSAPP_WEB_VERSION,
    number: set.WHATSAPP_NUMBER,
    adminUrl: set.ADMIN_URL ?? webUrl,
  };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
