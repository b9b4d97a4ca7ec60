import { z } from 'zod';
import { actionId, dispatchConfig, placeholder } from './composition.ts';
import { richTextBlock } from './rich-text.ts';

const typed = {
  action_id: actionId,
  placeholder,
  dispatch_action_config: dispatchConfig.optional(),
  focus_on_load: z.boolean().optional(),
};
const number = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number');
const textCharsMax = 3000;

function inOrder(low: number | undefined, high: number | undefined): boolean {
  return low === undefined || high === undefined || low <= high;
}

/** What only an `input` block may hold: https://docs.slack.dev/reference/block-kit/blocks/input-block */
export const inputs = [
  z
    .strictObject({
      type: z.literal('plain_text_input'),
      ...typed,
      initial_value: z.string().max(textCharsMax).optional(),
      multiline: z.boolean().optional(),
      min_length: z.int().min(0).max(textCharsMax).optional(),
      max_length: z.int().min(1).max(textCharsMax).optional(),
    })
    .refine(({ min_length, max_length }) => inOrder(min_length, max_length), {
      error: 'must be at least `min_length`',
      path: ['max_length'],
    }),
  z.strictObject({ type: z.literal('email_text_input'), ...typed, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal('url_text_input'), ...typed, initial_value: z.string().optional() }),
  z
    .strictObject({
      type: z.literal('number_input'),
      ...typed,
      is_decimal_allowed: z.boolean(),
      initial_value: number.optional(),
      min_value: number.optional(),
      max_value: number.optional(),
    })
    .refine(
      ({ min_value, max_value }) => inOrder(min_value ? Number(min_value) : undefined, Number(max_value ?? Infinity)),
      { error: 'must be at least `min_value`', path: ['max_value'] },
    ),
  z.strictObject({
    type: z.literal('rich_text_input'),
    ...typed,
    initial_value: richTextBlock.optional(),
    min_lines: z.int().min(1).max(100).optional(),
    max_lines: z.int().min(1).max(100).optional(),
  }),
  z.strictObject({
    type: z.literal('file_input'),
    action_id: actionId,
    filetypes: z.array(z.string().min(1)).min(1).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
] as const;
