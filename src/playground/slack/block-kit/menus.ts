import { z } from 'zod';
import {
  actionId,
  confirm,
  conversationFilter,
  linkedOption,
  option,
  optionGroup,
  placeholder,
} from './composition.ts';

const optionsMax = 100;

/** What every menu has. */
const menu = {
  action_id: actionId,
  placeholder,
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
};
const several = { ...menu, max_selected_items: z.int().min(1).optional() };
const choices = {
  options: z.array(option).min(1).max(optionsMax).optional(),
  option_groups: z.array(optionGroup).min(1).max(optionsMax).optional(),
};

function hasChoices({ options, option_groups }: { options?: unknown; option_groups?: unknown }): boolean {
  return (options === undefined) !== (option_groups === undefined);
}
const choicesMissing = 'must define either `options` or `option_groups`';
const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
};
const responseUrl = { response_url_enabled: z.boolean().optional() };
const id = z.string().min(1);

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element and its neighbours. */
export const menus = [
  z
    .strictObject({ type: z.literal('static_select'), ...menu, ...choices, initial_option: option.optional() })
    .refine(hasChoices, choicesMissing),
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      ...several,
      ...choices,
      initial_options: z.array(option).min(1).optional(),
    })
    .refine(hasChoices, choicesMissing),
  z.strictObject({
    type: z.literal('external_select'),
    ...menu,
    initial_option: option.optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  z.strictObject({
    type: z.literal('multi_external_select'),
    ...several,
    initial_options: z.array(option).min(1).optional(),
    min_query_length: z.int().min(0).optional(),
  }),
  z.strictObject({ type: z.literal('users_select'), ...menu, initial_user: id.optional() }),
  z.strictObject({ type: z.literal('multi_users_select'), ...several, initial_users: z.array(id).optional() }),
  z.strictObject({
    type: z.literal('conversations_select'),
    ...menu,
    ...conversations,
    ...responseUrl,
    initial_conversation: id.optional(),
  }),
  z.strictObject({
    type: z.literal('multi_conversations_select'),
    ...several,
    ...conversations,
    initial_conversations: z.array(id).optional(),
  }),
  z.strictObject({ type: z.literal('channels_select'), ...menu, ...responseUrl, initial_channel: id.optional() }),
  z.strictObject({ type: z.literal('multi_channels_select'), ...several, initial_channels: z.array(id).optional() }),
] as const;

/** The menu behind three dots. */
export const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: actionId,
  options: z.array(linkedOption).min(2).max(5),
  confirm: confirm.optional(),
});
