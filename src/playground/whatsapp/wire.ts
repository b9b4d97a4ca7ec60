/** The part of WhatsApp's Cloud API that travels here, spelled as it travels (https://developers.facebook.com/documentation/business-messaging/whatsapp). */

/** Of a status webhook. */
export type StatusName = 'sent' | 'delivered' | 'read' | 'failed';

export interface Contact {
  profile: { name: string; username?: string };
  /** Their phone number; missing for somebody who shows a username instead. */
  wa_id?: string;
  /** Business-scoped: the same person has another with another business. */
  user_id?: string;
}

/** What a person did. `type` names the member that holds it. */
export interface UserMessage {
  from?: string;
  from_user_id?: string;
  id: string;
  /** Seconds since the epoch, as text. */
  timestamp: string;
  type: string;
  context?: { from: string; id: string };
  [content: string]: unknown;
}

export interface Status {
  /** Of the message it is about. */
  id: string;
  status: StatusName;
  timestamp: string;
  recipient_id?: string;
  recipient_user_id?: string;
  biz_opaque_callback_data?: string;
  errors?: object[];
}

/** What a webhook brings, within its envelope. */
export interface Value {
  messaging_product: 'whatsapp';
  metadata: { display_phone_number: string; phone_number_id: string };
  contacts?: Contact[];
  messages?: UserMessage[];
  statuses?: Status[];
}

export interface Webhook {
  object: 'whatsapp_business_account';
  entry: { id: string; changes: { field: 'messages'; value: Value }[] }[];
}

/** A template that Meta has looked at, as `message_templates` lists it. */
export interface Template {
  name: string;
  language: string;
  status: 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED';
  category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  components: { type: string; text?: string }[];
}
