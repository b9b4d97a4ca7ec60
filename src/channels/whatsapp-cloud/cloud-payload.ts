import { z } from 'zod';

/** What webhooks bring: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages. */

const media = z.object({
  id: z.string(),
  mime_type: z.string().optional(),
  caption: z.string().optional(),
  file_size: z.number().optional(),
});
const words = z.object({ body: z.string() });
const chosen = z.object({ id: z.string(), title: z.string() });

/** Somebody did something. `type` names the member that holds it. */
export const cloudMessage = z.object({
  id: z.string().min(1),
  /** A phone number; missing for somebody whom we know by a business-scoped id alone. */
  from: z.string().min(1).optional(),
  from_user_id: z.string().min(1).optional(),
  group_id: z.string().optional(),
  /** Seconds since the epoch. */
  timestamp: z.coerce.number().int().positive(),
  type: z.string(),
  context: z.object({ id: z.string().optional() }).optional(),
  text: words.optional(),
  image: media.optional(),
  video: media.optional(),
  audio: media.extend({ voice: z.boolean().optional() }).optional(),
  document: media.optional(),
  sticker: media.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  button: z.object({ text: z.string() }).optional(),
  interactive: z.object({ button_reply: chosen.optional(), list_reply: chosen.optional() }).optional(),
  edit: z
    .object({
      message: z.object({
        text: words.optional(),
        image: media.optional(),
        video: media.optional(),
        document: media.optional(),
      }),
    })
    .optional(),
  system: z
    .object({
      type: z.string(),
      /** The new phone number. */
      wa_id: z.string().optional(),
      /** The new business-scoped id, and the one before. */
      user_id: z.string().optional(),
      previous_user_id: z.string().optional(),
    })
    .optional(),
});

export type CloudMessage = z.infer<typeof cloudMessage>;

/** How far one of our messages has come. */
export const cloudStatus = z.object({
  status: z.string(),
  timestamp: z.coerce.number().int().positive(),
  /** What we sent along with the message. */
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.object({ code: z.number() })).optional(),
});

export type CloudStatus = z.infer<typeof cloudStatus>;

/** The envelope. What is in it is read one by one, so that what is malformed harms nothing else. */
export const cloudWebhook = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          field: z.string(),
          value: z.object({
            metadata: z.object({ phone_number_id: z.string() }).optional(),
            messages: z.array(z.unknown()).optional(),
            statuses: z.array(z.unknown()).optional(),
          }),
        }),
      ),
    }),
  ),
});
