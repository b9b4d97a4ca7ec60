import { z } from 'zod';
import { randomId } from '../random-id.ts';

const idCharsMax = 255;

export const blockId = z
  .string()
  .min(1)
  .max(idCharsMax)
  .default(() => randomId());
export const actionId = z
  .string()
  .min(1)
  .max(idCharsMax)
  .default(() => randomId());

export function plainText(charsMax: number) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(charsMax),
    emoji: z.boolean().default(true),
  });
}

function mrkdwn(charsMax: number) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(charsMax),
    verbatim: z.boolean().default(false),
  });
}

export function anyText(charsMax: number) {
  return z.discriminatedUnion('type', [plainText(charsMax), mrkdwn(charsMax)]);
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
export const confirm = z.strictObject({
  title: plainText(100),
  text: anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(['primary', 'danger']).optional(),
});

/** The reference says 150, Slack's own types 75: the lower of the two is safe with both. */
const optionValue = z.string().min(1).max(75);

/** Of menus. https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
export const option = z.strictObject({
  text: plainText(75),
  value: optionValue,
  description: plainText(75).optional(),
});

/** Of radio buttons and checkboxes. */
export const markedOption = z.strictObject({
  text: anyText(75),
  value: optionValue,
  description: anyText(75).optional(),
});

/** Of overflow menus, which may lead to an address. */
export const linkedOption = option.extend({ url: z.string().max(3000).optional() });

export const optionGroup = z.strictObject({ label: plainText(75), options: z.array(option).min(1).max(100) });

/** When something typed is told at once. */
export const dispatchConfig = z.strictObject({
  trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
});

export const placeholder = plainText(150).optional();

export const conversationFilter = z.strictObject({
  include: z
    .array(z.enum(['im', 'mpim', 'private', 'public']))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

export type Option = z.infer<typeof markedOption>;
