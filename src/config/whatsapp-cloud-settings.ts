import { z } from 'zod';
import { type Judge, positive, shaped, text, url } from './fields.ts';
import { whatsappEnvironment } from './whatsapp-settings.ts';

/** Through Meta's Cloud API. */
export interface WhatsappCloudSettings {
  token: string;
  /** With its version. */
  apiRoot: string;
  phoneNumberId: string;
  appSecret: string;
  verifyToken: string;
  /** What people write to, with its country code; without it Meta is asked. */
  number: string | undefined;
  /** The template by which somebody is told, outside their 24 hours, that a message waits for them. */
  notice: { accountId: string; name: string; languages: [string, ...string[]]; parameters: string[] } | undefined;
  messagesPerSecond: number;
}

const metaId = (place: string) =>
  shaped(/^\d{5,20}$/, `must be digits alone: the ${place} of the app on https://developers.facebook.com/apps`);

export const whatsappCloudEnvironment = {
  ...whatsappEnvironment,
  WHATSAPP_CLOUD_TOKEN: text,
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: metaId('Phone number ID, under WhatsApp, API setup (not the number itself)'),
  WHATSAPP_CLOUD_APP_SECRET: shaped(
    /^[0-9a-f]{32}$/i,
    'must be 32 hexadecimal digits: the App secret, under App settings, Basic',
  ),
  WHATSAPP_CLOUD_VERIFY_TOKEN: text,
  WHATSAPP_CLOUD_API_ROOT: url.transform(value => (value ?? 'https://graph.facebook.com/v25.0').replace(/\/$/, '')),
  WHATSAPP_CLOUD_ACCOUNT_ID: metaId('WhatsApp Business Account ID, under WhatsApp, API setup'),
  WHATSAPP_CLOUD_MESSAGES_PER_SECOND: positive(80),
  WHATSAPP_NOTICE_TEMPLATE: shaped(/^[a-z0-9_]{1,512}$/, 'must be the name of a template: small letters, digits and _'),
  WHATSAPP_NOTICE_LANGUAGES: text.pipe(
    z
      .string()
      .regex(
        /^[a-z]{2,3}(?:_[A-Z]{2})?(?:\s*,\s*[a-z]{2,3}(?:_[A-Z]{2})?)*$/,
        'must be languages as Meta spells them, separated by commas: en_GB,ar,fa',
      )
      .default('en'),
  ),
  WHATSAPP_NOTICE_PARAMETERS: text,
};
type Environment = z.infer<z.ZodObject<typeof whatsappCloudEnvironment>>;

export function checkWhatsappCloud(set: Environment, { need }: Judge): void {
  if (set.WHATSAPP_TRANSPORT === 'cloud') {
    const because = 'with WHATSAPP_TRANSPORT=cloud:';
    need(set.WHATSAPP_CLOUD_TOKEN, 'WHATSAPP_CLOUD_TOKEN', `${because} of a system user, under Business settings`);
    need(
      set.WHATSAPP_CLOUD_PHONE_NUMBER_ID,
      'WHATSAPP_CLOUD_PHONE_NUMBER_ID',
      `${because} under WhatsApp, API setup, of the app on https://developers.facebook.com/apps`,
    );
    need(set.WHATSAPP_CLOUD_APP_SECRET, 'WHATSAPP_CLOUD_APP_SECRET', `${because} under App settings, Basic`);
    need(
      set.WHATSAPP_CLOUD_VERIFY_TOKEN,
      'WHATSAPP_CLOUD_VERIFY_TOKEN',
      `${because} make one with \`openssl rand -hex 32\`, and give it to Meta with the address of the webhook`,
    );
  }
  if (set.WHATSAPP_CLOUD_TOKEN)
    need(set.WHATSAPP_TRANSPORT, 'WHATSAPP_TRANSPORT', 'with WHATSAPP_CLOUD_TOKEN: set it to cloud');
  if (set.WHATSAPP_NOTICE_TEMPLATE)
    need(
      set.WHATSAPP_CLOUD_ACCOUNT_ID,
      'WHATSAPP_CLOUD_ACCOUNT_ID',
      'with WHATSAPP_NOTICE_TEMPLATE: the WhatsApp Business Account ID, under WhatsApp, API setup',
    );
}

export function whatsappCloudOf(set: Environment): WhatsappCloudSettings | undefined {
  const { WHATSAPP_CLOUD_TOKEN: token, WHATSAPP_CLOUD_PHONE_NUMBER_ID: phoneNumberId } = set;
  const { WHATSAPP_CLOUD_APP_SECRET: appSecret, WHATSAPP_CLOUD_VERIFY_TOKEN: verifyToken } = set;
  if (set.WHATSAPP_TRANSPORT !== 'cloud' || !token || !phoneNumberId || !appSecret || !verifyToken) return undefined;
  return {
    token,
    phoneNumberId,
    appSecret,
    verifyToken,
    number: set.WHATSAPP_NUMBER,
    apiRoot: set.WHATSAPP_CLOUD_API_ROOT,
    notice: noticeOf(set),
    messagesPerSecond: set.WHATSAPP_CLOUD_MESSAGES_PER_SECOND,
  };
}

function noticeOf(set: Environment): WhatsappCloudSettings['notice'] {
  const { WHATSAPP_NOTICE_TEMPLATE: name, WHATSAPP_CLOUD_ACCOUNT_ID: accountId } = set;
  if (!name || !accountId) return undefined;
  const [first = 'en', ...others] = set.WHATSAPP_NOTICE_LANGUAGES.split(/\s*,\s*/);
  const parameters = set.WHATSAPP_NOTICE_PARAMETERS?.split('|').map(part => part.trim()) ?? [];
  return { accountId, name, languages: [first, ...others], parameters };
}
