import type { Address } from '../../messages/address.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids: a country, a dot, up to 128 letters and digits. */
const BUSINESS_SCOPED = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

interface KnownBy {
  phone?: string | undefined;
  userId?: string | undefined;
}

/** Where somebody is written to: by their business-scoped id, and by their number only where there is no such id. */
export function cloudAddress({ phone, userId }: KnownBy): Address | undefined {
  const id = userId ?? phone;
  return id === undefined ? undefined : { channel: 'whatsapp-cloud', id };
}

/** By what else they may have been known before: their number, here or on WhatsApp Web. */
export function earlierAddresses({ phone, userId }: KnownBy): Address[] {
  if (phone === undefined) return [];
  const onWeb: Address = { channel: 'whatsapp-web', id: `${phone}@c.us` };
  return userId === undefined ? [onWeb] : [{ channel: 'whatsapp-cloud', id: phone }, onWeb];
}

/** The number of somebody who is known on WhatsApp Web by it; undefined for who shows WhatsApp's own id there (`…@lid`), which means nothing here. */
export function numberOnWeb(id: string): string | undefined {
  return /^([1-9]\d*)@c\.us$/.exec(id)?.[1];
}

/** The part of a request that says to whom. */
export function recipientOf(chatId: string): { to: string } | { recipient: string } {
  return BUSINESS_SCOPED.test(chatId) ? { recipient: chatId } : { to: chatId };
}
