import type { Channel } from './channels/channel.ts';
import { createConsoleChannel } from './channels/console/console-channel.ts';
import { SendError } from './channels/send-error.ts';
import type { SlackChannel } from './channels/slack/slack-channel.ts';
import {
  createTelegramChannel,
  type TelegramChannel,
  type TelegramSettings,
} from './channels/telegram/telegram-channel.ts';
import type { Config } from './config.ts';
import type { Playground } from './playground/playground.ts';
import type { Words } from './words/words.ts';

/** The platforms that people write from. */
export interface Edges {
  all: Channel[];
  telegram: TelegramChannel | undefined;
  slack: SlackChannel | undefined;
  of(name: string): Channel | undefined;
}

// What most deployments do without is loaded only when it is wanted.

/** The platforms themselves, played by this process. */
export async function openPlayground(): Promise<Playground> {
  const { createPlayground } = await import('./playground/playground.ts');
  const { slackApp } = await import('./channels/slack/slack-app.ts');
  return createPlayground({ slackManifest: slackApp });
}

/**
 * Opens the edges that the settings name, or else those of the playground.
 *
 * @param onEnd is told when the conversation in the terminal is over (`ROLE=chat`).
 */
export async function openEdges(
  config: Config,
  playground: Playground | undefined,
  words: Words,
  onEnd: () => void,
): Promise<Edges> {
  const telegram = telegramOf(config, playground, words);
  const slack = await slackOf(config, playground, words);
  const all: Channel[] = [telegram, slack].filter(channel => channel !== undefined);
  if (config.role === 'chat') all.push(createConsoleChannel(process.stdin, process.stdout, onEnd));
  return { all, telegram, slack, of: name => all.find(channel => channel.name === name) };
}

/** A file as a platform has it, or why it will not be had: what may be had later is tried again with the turn. */
export async function fetchFile(
  channel: Channel | undefined,
  fileId: string,
): Promise<Uint8Array | { refused: 'gone' | 'tooLarge' }> {
  try {
    return (await channel?.fetchFile?.(fileId)) ?? { refused: 'gone' };
  } catch (error) {
    if (!(error instanceof SendError) || error.retryable) throw error;
    return { refused: error.code === 'too large' ? 'tooLarge' : 'gone' };
  }
}

async function slackOf(
  config: Config,
  playground: Playground | undefined,
  words: Words,
): Promise<SlackChannel | undefined> {
  const connection = config.slack ?? playground?.slack;
  if (!connection) return undefined;
  const { createSlackChannel } = await import('./channels/slack/slack-channel.ts');
  return createSlackChannel({ ...connection, say: words.say });
}

function telegramOf(config: Config, playground: Playground | undefined, words: Words) {
  const commands = words.languages.map(language => ({
    language,
    commands: ['help', 'topics', 'events', 'actions', 'language', 'person', 'place', 'about', 'forget'].map(
      command => ({
        command,
        description: words.say(language, `command.${command}`),
      }),
    ),
  }));
  const settings: Omit<TelegramSettings, 'commands'> | undefined =
    config.telegram ??
    (playground && {
      token: playground.telegramToken,
      apiRoot: playground.telegram.apiRoot,
      messagesPerSecond: 30,
      messagesPerSecondPerChat: 1,
    });
  return settings && createTelegramChannel({ ...settings, commands });
}
