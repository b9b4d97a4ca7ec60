import { ApiError } from '../api-error.ts';
import type { BotCommand } from '../wire.ts';
import type { Call, Method } from './method.ts';
import { roomOf } from './room-of.ts';

/** Who the bot is and what its menu says. */
export const profileMethods: Record<string, Method> = {
  getMe: ({ bot }) => ({
    ...bot.user,
    can_join_groups: true,
    can_read_all_group_messages: !bot.privacyMode,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),

  logOut: () => true,
  close: () => true,

  setMyCommands(call) {
    call.bot.commands.set(commandsKey(call), commandsOf(call));
    call.world.events.emit('profile', call.bot);
    return true;
  },
  getMyCommands: call => call.bot.commands.get(commandsKey(call)) ?? [],
  deleteMyCommands(call) {
    call.bot.commands.delete(commandsKey(call));
    call.world.events.emit('profile', call.bot);
    return true;
  },

  setMyName: call => describe(call, 'name', 64),
  getMyName: ({ bot, parameters }) => ({
    name: bot.described('name', parameters.text('language_code')) || bot.user.first_name,
  }),
  setMyDescription: call => describe(call, 'description', 512),
  getMyDescription: ({ bot, parameters }) => ({
    description: bot.described('description', parameters.text('language_code')),
  }),
  setMyShortDescription: call => describe(call, 'short_description', 120),
  getMyShortDescription: ({ bot, parameters }) => ({
    short_description: bot.described('short_description', parameters.text('language_code')),
  }),

  setChatMenuButton: () => true,
  getChatMenuButton: () => ({ type: 'commands' }),
  getChat: call => roomOf(call).chat,
};

function commandsKey({ parameters }: Call): string {
  const scope = (parameters.json('scope') ?? { type: 'default' }) as { type?: string; chat_id?: number | string };
  const place = scope.type === 'chat' ? `chat:${scope.chat_id}` : (scope.type ?? 'default');
  return `${place}/${parameters.text('language_code') ?? ''}`;
}

function commandsOf({ parameters }: Call): BotCommand[] {
  const commands = parameters.json('commands');
  if (!Array.isArray(commands)) throw new ApiError(400, "Bad Request: can't parse commands: expected an Array");
  if (commands.length > 100) throw new ApiError(400, 'Bad Request: BOT_COMMANDS_TOO_MUCH');
  return commands.map(({ command, description }: Partial<BotCommand>) => {
    if (!command || !/^[a-z0-9_]{1,32}$/.test(command)) throw new ApiError(400, 'Bad Request: BOT_COMMAND_INVALID');
    if (!description || description.length > 256) {
      throw new ApiError(400, 'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID');
    }
    return { command, description };
  });
}

function describe({ world, bot, parameters }: Call, what: string, charsMax: number): true {
  const words = parameters.text(what) ?? '';
  if (words.length > charsMax) throw new ApiError(400, `Bad Request: bot ${what.replace('_', ' ')} is too long`);
  bot.descriptions.set(`${what}/${parameters.text('language_code') ?? ''}`, words);
  world.events.emit('profile', bot);
  return true;
}
