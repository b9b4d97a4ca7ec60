import { z } from 'zod';
import { actionId, confirm, markedOption, placeholder, plainText } from './composition.ts';

const asked = { action_id: actionId, confirm: confirm.optional(), focus_on_load: z.boolean().optional() };
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date of the form YYYY-MM-DD');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the form HH:mm');
const markedOptions = z.array(markedOption).min(1).max(10);

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const button = z.strictObject({
  type: z.literal('button'),
  action_id: actionId,
  text: plainText(75),
  value: z.string().min(1).max(2000).optional(),
  url: z.string().min(1).max(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().min(1).max(75).optional(),
});

export const imageFields = {
  type: z.literal('image'),
  alt_text: z.string().min(1).max(2000),
  image_url: z.string().min(1).max(3000).optional(),
  slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
};

/** An image comes from an address or from a file, not from both. */
export const isOneImage: [test: (image: { image_url?: unknown; slack_file?: unknown }) => boolean, words: string] = [
  ({ image_url, slack_file }) => (image_url === undefined) !== (slack_file === undefined),
  'must define either `image_url` or `slack_file`',
];

export const image = z.strictObject(imageFields).refine(...isOneImage);

/** What a person picks from, wherever it stands: https://docs.slack.dev/reference/block-kit/block-elements */
export const pickers = [
  z.strictObject({ type: z.literal('datepicker'), ...asked, placeholder, initial_date: date.optional() }),
  z.strictObject({
    type: z.literal('timepicker'),
    ...asked,
    placeholder,
    initial_time: time.optional(),
    timezone: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('datetimepicker'),
    ...asked,
    initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
  z.strictObject({
    type: z.literal('radio_buttons'),
    ...asked,
    options: markedOptions,
    initial_option: markedOption.optional(),
  }),
  z.strictObject({
    type: z.literal('checkboxes'),
    ...asked,
    options: markedOptions,
    initial_options: z.array(markedOption).min(1).optional(),
  }),
] as const;
