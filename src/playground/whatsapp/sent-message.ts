import { z } from 'zod';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages: in characters. */
const TEXT_MAX = 4096;
const BODY_MAX = 1024;
const CAPTION_MAX = 1024;
const BUTTON_TITLE_MAX = 20;
const BUTTON_ID_MAX = 256;
const BUTTONS_MAX = 3;
const ROW_TITLE_MAX = 24;
const ROW_DESCRIPTION_MAX = 72;
const ROW_ID_MAX = 200;
const ROWS_MAX = 10;
const CALLBACK_DATA_MAX = 512;

const media = z.strictObject({ id: z.string().min(1) });
const captioned = media.extend({ caption: z.string().max(CAPTION_MAX).optional() });
const body = z.strictObject({ text: z.string().min(1).max(BODY_MAX) });

const header = z.union([
  z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(60) }),
  z.strictObject({ type: z.literal('image'), image: media }),
  z.strictObject({ type: z.literal('video'), video: media }),
  z.strictObject({ type: z.literal('document'), document: media.extend({ filename: z.string().optional() }) }),
]);

const button = z.strictObject({
  type: z.literal('reply'),
  reply: z.strictObject({
    id: z.string().min(1).max(BUTTON_ID_MAX),
    title: z.string().min(1).max(BUTTON_TITLE_MAX),
  }),
});

const row = z.strictObject({
  id: z.string().min(1).max(ROW_ID_MAX),
  title: z.string().min(1).max(ROW_TITLE_MAX),
  description: z.string().min(1).max(ROW_DESCRIPTION_MAX).optional(),
});

const sections = z
  .array(z.strictObject({ title: z.string().max(ROW_TITLE_MAX).optional(), rows: z.array(row).min(1) }))
  .min(1)
  .refine(
    all => all.flatMap(({ rows }) => rows).length <= ROWS_MAX,
    `Total row count exceed max allowed count: ${ROWS_MAX}`,
  )
  .refine(
    all => all.length === 1 || all.every(({ title }) => title),
    'Section title is required when there are several',
  )
  .refine(all => areDistinct(all.flatMap(({ rows }) => rows.map(({ id }) => id))), 'Duplicated row id');

const interactive = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('button'),
    header: header.optional(),
    body,
    action: z.strictObject({
      buttons: z
        .array(button)
        .min(1)
        .max(BUTTONS_MAX)
        .refine(all => areDistinct(all.map(({ reply }) => reply.id)), 'Duplicated button id')
        .refine(all => areDistinct(all.map(({ reply }) => reply.title)), 'Duplicated button title'),
    }),
  }),
  z.strictObject({
    type: z.literal('list'),
    header: z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(60) }).optional(),
    body,
    action: z.strictObject({ button: z.string().min(1).max(BUTTON_TITLE_MAX), sections }),
  }),
]);

const template = z.strictObject({
  name: z.string().min(1),
  language: z.strictObject({ code: z.string().min(2) }),
  components: z
    .array(
      z.strictObject({
        type: z.literal('body'),
        parameters: z.array(z.strictObject({ type: z.literal('text'), text: z.string().min(1) })),
      }),
    )
    .optional(),
});

const common = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  /** A phone number. */
  to: z.string().min(1).optional(),
  /** A business-scoped id. */
  recipient: z.string().min(1).optional(),
  context: z.strictObject({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(CALLBACK_DATA_MAX).optional(),
};

/** A message that a business sends, in all sizes that the platform takes. What is more, or other, is refused. */
export const sentMessage = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    text: z.strictObject({ body: z.string().min(1).max(TEXT_MAX), preview_url: z.boolean().optional() }),
  }),
  z.strictObject({ ...common, type: z.literal('interactive'), interactive }),
  z.strictObject({ ...common, type: z.literal('image'), image: captioned }),
  z.strictObject({ ...common, type: z.literal('video'), video: captioned }),
  z.strictObject({ ...common, type: z.literal('audio'), audio: media }),
  z.strictObject({
    ...common,
    type: z.literal('document'),
    document: captioned.extend({ filename: z.string().optional() }),
  }),
  z.strictObject({ ...common, type: z.literal('template'), template }),
]);

export type SentMessage = z.infer<typeof sentMessage>;

/** Marks a person's message as read, and may show that somebody is writing. */
export const readMark = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string().min(1),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});

function areDistinct(values: string[]): boolean {
  return new Set(values).size === values.length;
}
