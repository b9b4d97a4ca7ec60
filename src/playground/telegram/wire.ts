/** The part of Telegram's Bot API that travels here, spelled as it travels (https://core.telegram.org/bots/api). */

export interface User {
  id: number;
  is_bot: boolean;
  first_name: string;
  username?: string;
  language_code?: string;
}

export interface Chat {
  /** A private chat has the id of the person; a group's id is negative. */
  id: number;
  type: 'private' | 'group';
  first_name?: string;
  username?: string;
  title?: string;
}

export interface MessageEntity {
  type: string;
  /** In UTF-16 code units, as JavaScript counts. */
  offset: number;
  length: number;
  url?: string;
  language?: string;
}

export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
}

export interface InlineKeyboard {
  inline_keyboard: InlineButton[][];
}

export interface FileInfo {
  file_id: string;
  file_unique_id: string;
  file_size: number;
}

export interface Message {
  message_id: number;
  from: User;
  chat: Chat;
  /** Seconds since the epoch. */
  date: number;
  edit_date?: number;
  reply_to_message?: Message;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  photo?: (FileInfo & { width: number; height: number })[];
  voice?: FileInfo & { duration: number; mime_type: string };
  audio?: FileInfo & { duration: number; mime_type: string; file_name: string };
  video?: FileInfo & { duration: number; mime_type: string; file_name: string; width: number; height: number };
  document?: FileInfo & { file_name: string; mime_type: string };
  location?: { latitude: number; longitude: number };
  new_chat_members?: User[];
  left_chat_member?: User;
  link_preview_options?: { is_disabled?: boolean };
  reply_markup?: InlineKeyboard;
}

export interface CallbackQuery {
  id: string;
  from: User;
  message: Message;
  chat_instance: string;
  data: string;
}

export interface ChatMemberUpdated {
  chat: Chat;
  from: User;
  date: number;
  old_chat_member: { user: User; status: 'member' | 'kicked' | 'left'; until_date?: number };
  new_chat_member: { user: User; status: 'member' | 'kicked' | 'left'; until_date?: number };
}

/** What happened, without its number. */
export type UpdateContent =
  | { message: Message }
  | { edited_message: Message }
  | { callback_query: CallbackQuery }
  | { my_chat_member: ChatMemberUpdated };

export type Update = { update_id: number } & UpdateContent;

export interface BotCommand {
  command: string;
  description: string;
}

export interface WebhookInfo {
  url: string;
  has_custom_certificate: boolean;
  pending_update_count: number;
  max_connections?: number;
  allowed_updates?: string[];
  last_error_date?: number;
  last_error_message?: string;
}
