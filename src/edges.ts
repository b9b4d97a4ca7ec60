import { join } from 'node:path';
import type { Channel } from './channels/channel.ts';
import { createConsoleChannel } from './channels/console/console-channel.ts';
import { SendError } from './channels/send-error.ts';
import type { SlackChannel } from './channels/slack/slack-channel.ts';
import {
  createTelegramChannel,
  type TelegramChannel,
  type TelegramSettings,
} from './channels/telegram/telegram-channel.ts';
import type { WhatsappCloudChannel } from './channels/whatsapp-cloud/whatsapp-cloud-channel.ts';
import type { SessionKeeper } from './channels/whatsapp-web/session-keeper.ts';
import type { WhatsAppWebChannel } from './channels/whatsapp-web/whatsapp-web-channel.ts';
import type { Config } from './config.ts';
import type { ChannelName } from './messages/address.ts';
import type { Playground } from './playground/playground.ts';
import type { Words } from './words/words.ts';

/** The platforms that people write from. */
export interface Edges {
  all: Channel[];
  telegram: TelegramChannel | undefined;
  slack: SlackChannel | undefined;
  whatsappCloud: WhatsappCloudChannel | undefined;
  whatsappWeb: WhatsAppWebChannel | undefined;
  of(name: string): Channel | undefined;
  /** How a chat with the bot is opened with these words, on each platform that has such links and has told where we are. */
  chatLinks(text: string): Promise<{ channel: ChannelName; link: string }[]>;
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
 * @param session keeps the one of WhatsApp Web beyond this machine.
 * @param told `end` when the conversation in the terminal is over (`ROLE=chat`), `refused` of what is not from the platform that it says.
 */
export async function openEdges(
  config: Config,
  playground: Playground | undefined,
  words: Words,
  session: SessionKeeper,
  told: { end: () => void; refused: (channel: ChannelName, code: string) => void },
): Promise<Edges> {
  const telegram = telegramOf(config, playground, words);
  const slack = await slackOf(config, playground, words);
  const whatsappCloud = await whatsappCloudOf(config, playground, words, code => told.refused('whatsapp-cloud', code));
  const whatsappWeb = await whatsappWebOf(config, session);
  const all: Channel[] = [telegram, slack, whatsappCloud, whatsappWeb].filter(channel => channel !== undefined);
  if (config.role === 'chat') all.push(createConsoleChannel(process.stdin, process.stdout, told.end));
  return {
    all,
    telegram,
    slack,
    whatsappCloud,
    whatsappWeb,
    of: name => all.find(channel => channel.name === name),
    async chatLinks(text) {
      const links = await Promise.all(all.map(async ({ name, chatLink }) => ({ name, link: await chatLink?.(text) })));
      return links.flatMap(({ name: channel, link }) => (link ? [{ channel, link }] : []));
    },
  };
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

/** What the playground's WhatsApp is asked by for its webhook: nobody else reaches it. */
export const PLAYGROUND_VERIFY_TOKEN = 'playground';
async function whatsappWebOf(
  { whatsappWeb, role }: Config,
  session: SessionKeeper,
): Promise<WhatsAppWebChannel | undefined> {
  // One process has the page: a worker has no way to send, and leaves what waits for it to the other.
  if (!whatsappWeb || role === 'chat') return undefined;
  const { createWhatsAppWebChannel } = await import('./channels/whatsapp-web/whatsapp-web-channel.ts');
  const { folder, version } = whatsappWeb;
  return createWhatsAppWebChannel({
    ...whatsappWeb,
    // Chromium refuses to run as root in its sandbox; docs/whatsapp.md says why nobody should need that.
    browserArgs: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    page: version === undefined ? undefined : { version, folder: join(folder, 'pages') },
    session,
    showPairing: text => process.stdout.write(`\n${text}\n\n`),
  });
}

async function whatsappCloudOf(
  config: Config,
  playground: Playground | undefined,
  words: Words,
  onRefused: (code: string) => void,
): Promise<WhatsappCloudChannel | undefined> {
  const settings = config.whatsapp ?? (playground && playedWhatsapp(playground));
  if (!settings) return undefined;
  const { createWhatsappCloudChannel } = await import('./channels/whatsapp-cloud/whatsapp-cloud-channel.ts');
  return createWhatsappCloudChannel({ ...settings, say: words.say, onRefused });
}

function playedWhatsapp({ whatsapp: { apiRoot, business } }: Playground): NonNullable<Config['whatsapp']> {
  const { token, phoneNumberId, appSecret, accountId, templates } = business;
  const [template] = templates;
  return {
    token,
    phoneNumberId,
    appSecret,
    apiRoot: `${apiRoot}/v25.0`,
    verifyToken: PLAYGROUND_VERIFY_TOKEN,
    number: undefined,
    notice: template && {
      accountId,
      name: template.name,
      languages: [template.language],
      parameters: ['Folding Chair'],
    },
    messagesPerSecond: 80,
  };
}

function telegramOf(config: Config, playground: Playground | undefined, words: Words) {
  const commands = words.languages.map(language => ({
    language,
    commands: ['help', 'topics', 'near', 'events', 'actions', 'language', 'person', 'place', 'about', 'forget'].map(
      command => ({ command, description: words.say(language, `command.${command}`) }),
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
