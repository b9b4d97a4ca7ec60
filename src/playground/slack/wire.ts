import type { Block } from './block-kit/blocks.ts';

/** The part of Slack's objects that travels here, spelled as it travels (https://docs.slack.dev/reference/objects). */

export interface User {
  id: string;
  team_id: string;
  name: string;
  real_name: string;
  deleted: boolean;
  is_bot: boolean;
  is_app_user: boolean;
  is_admin: boolean;
  /** A guest. */
  is_restricted: boolean;
  tz: string;
  locale: string;
  updated: number;
  profile: { real_name: string; display_name: string; team: string; bot_id?: string; api_app_id?: string };
}

export interface Reaction {
  name: string;
  users: string[];
  count: number;
}

export interface Metadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

export interface BotProfile {
  id: string;
  deleted: boolean;
  name: string;
  updated: number;
  app_id: string;
  team_id: string;
}

export interface Message {
  type: 'message';
  subtype?: 'bot_message' | 'file_share' | 'thread_broadcast' | 'channel_join' | 'tombstone';
  /** Seconds and microseconds: the id of a message in its channel. */
  ts: string;
  text: string;
  user?: string;
  username?: string;
  team?: string;
  bot_id?: string;
  app_id?: string;
  bot_profile?: BotProfile;
  client_msg_id?: string;
  blocks?: Block[];
  files?: (FileInfo | FileTombstone)[];
  upload?: boolean;
  reactions?: Reaction[];
  metadata?: Metadata;
  edited?: { user: string; ts: string };
  inviter?: string;
  hidden?: boolean;
  is_ephemeral?: boolean;
  thread_ts?: string;
  parent_user_id?: string;
  reply_count?: number;
  reply_users?: string[];
  reply_users_count?: number;
  latest_reply?: string;
  unfurl_links?: boolean;
  unfurl_media?: boolean;
}

export interface FileInfo {
  id: string;
  created: number;
  timestamp: number;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  user: string;
  size: number;
  mode: 'hosted';
  is_external: boolean;
  is_public: boolean;
  file_access: 'visible';
  url_private: string;
  url_private_download: string;
  permalink: string;
  channels: string[];
  groups: string[];
  ims: string[];
  /** In which messages it stands, by conversation. */
  shares: { public?: FileShares; private?: FileShares };
}

/** What is left of a file that was deleted. */
export interface FileTombstone {
  id: string;
  mode: 'tombstone';
}

export type FileShares = Record<string, { ts: string; thread_ts?: string }[]>;

/** What somebody has put into an element, by the element's type. */
export type StateValue = { type: string } & Record<string, unknown>;
/** By block id, then by action id. */
export type StateValues = Record<string, Record<string, StateValue>>;

export interface View {
  id: string;
  team_id: string;
  app_id: string;
  app_installed_team_id: string;
  bot_id: string;
  type: 'modal' | 'home';
  title: { type: 'plain_text'; text: string; emoji: boolean };
  submit: { type: 'plain_text'; text: string; emoji: boolean } | null;
  close: { type: 'plain_text'; text: string; emoji: boolean } | null;
  blocks: Block[];
  private_metadata: string;
  callback_id: string;
  external_id: string;
  state: { values: StateValues };
  hash: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  submit_disabled: boolean;
  root_view_id: string;
  previous_view_id: string | null;
}
