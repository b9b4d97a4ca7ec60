import type { Conversation } from '../conversation.ts';

/** https://docs.slack.dev/reference/objects/conversation-object, as the bot sees it. */
export function conversationObject(room: Conversation, botId: string, withCount?: boolean): Record<string, unknown> {
  const { id, kind, name, creator, created, members, isArchived } = room;
  const common = { id, created, is_archived: isArchived, is_org_shared: false, context_team_id: undefined };
  if (kind === 'im') {
    return {
      ...common,
      is_im: true,
      user: [...members].find(member => member !== botId),
      is_user_deleted: false,
      priority: 0,
    };
  }
  const nothing = { value: '', creator: '', last_set: 0 };
  return {
    ...common,
    name,
    name_normalized: name,
    creator,
    is_channel: kind === 'channel',
    is_group: kind === 'group',
    is_im: false,
    is_mpim: kind === 'mpim',
    is_private: kind !== 'channel',
    is_general: false,
    is_shared: false,
    is_ext_shared: false,
    is_member: members.has(botId),
    topic: nothing,
    purpose: nothing,
    ...(withCount && { num_members: members.size }),
  };
}
