/** What an app says of itself when it is set up: https://docs.slack.dev/reference/app-manifest */
export interface AppManifest {
  name: string;
  botName: string;
  /** With their slash. Others are refused by the client, as Slack's does. */
  commands: string[];
  /** What each command does, in a few words, by the command. */
  commandDescriptions: Record<string, string>;
  /** `name` is what people read in menus. @default the callback id */
  shortcuts: { callbackId: string; type: 'global' | 'message'; name?: string }[];
  /** The events that are sent to the app, as they are named when one subscribes, e.g. `message.im`. */
  events: string[];
  /** What the bot's token may do. */
  scopes: string[];
  /** Whether there is a Home tab. */
  homeTab: boolean;
}

/** Everything that this server can do. */
export const wholeManifest: AppManifest = {
  name: 'Folding Chair',
  botName: 'folding_chair',
  commands: [],
  commandDescriptions: {},
  shortcuts: [],
  events: [
    'app_home_opened',
    'app_mention',
    'file_shared',
    'member_joined_channel',
    'message.channels',
    'message.groups',
    'message.im',
    'message.mpim',
    'reaction_added',
    'reaction_removed',
  ],
  scopes: [
    'app_mentions:read',
    'channels:history',
    'channels:join',
    'channels:manage',
    'channels:read',
    'chat:write',
    'chat:write.customize',
    'commands',
    'files:read',
    'files:write',
    'groups:history',
    'groups:read',
    'groups:write',
    'im:history',
    'im:read',
    'im:write',
    'mpim:history',
    'mpim:read',
    'mpim:write',
    'reactions:read',
    'reactions:write',
    'team:read',
    'users.profile:read',
    'users:read',
  ],
  homeTab: true,
};
