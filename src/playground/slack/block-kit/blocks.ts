import { z } from 'zod';
import { anyText, blockId, plainText } from './composition.ts';
import { button, image, imageFields, isOneImage, pickers } from './elements.ts';
import { inputs } from './inputs.ts';
import { menus, overflow } from './menus.ts';
import { richTextBlock } from './rich-text.ts';

const actionElement = z.discriminatedUnion('type', [button, overflow, ...menus, ...pickers]);
const inputElement = z.discriminatedUnion('type', [...inputs, ...menus, ...pickers]);
const accessory = z.discriminatedUnion('type', [button, image, overflow, ...menus, ...pickers]);

const actions = z.strictObject({
  type: z.literal('actions'),
  block_id: blockId,
  elements: z.array(actionElement).min(1).max(25),
});

const context = z.strictObject({
  type: z.literal('context'),
  block_id: blockId,
  elements: z
    .array(z.discriminatedUnion('type', [image, ...anyText(3000).options]))
    .min(1)
    .max(10),
});

const input = z.strictObject({
  type: z.literal('input'),
  block_id: blockId,
  label: plainText(2000),
  element: inputElement,
  hint: plainText(2000).optional(),
  optional: z.boolean().default(false),
  dispatch_action: z.boolean().default(false),
});

const imageBlock = z
  .strictObject({ ...imageFields, block_id: blockId, title: plainText(2000).optional() })
  .refine(...isOneImage);

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: blockId,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: accessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, {
    error: 'must define either `text` or `fields`',
    path: ['type'],
  });

/** The blocks that this server shows, by https://docs.slack.dev/reference/block-kit/blocks */
export const block = z.discriminatedUnion('type', [
  actions,
  context,
  z.strictObject({ type: z.literal('divider'), block_id: blockId }),
  z.strictObject({ type: z.literal('header'), block_id: blockId, text: plainText(150) }),
  imageBlock,
  input,
  z.strictObject({ type: z.literal('markdown'), block_id: blockId, text: z.string().min(1).max(12_000) }),
  richTextBlock,
  section,
]);

export type Block = z.infer<typeof block>;
export type ActionElement = z.infer<typeof actionElement>;
export type InputElement = z.infer<typeof inputElement>;
/** Anything a person can use. */
export type Element = ActionElement | InputElement;
