import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Bot, InlineKeyboard } from 'grammy';
import { Hono } from 'hono';
import { createPlayground, type Playground } from '../../src/playground/playground.ts';

export interface EchoPlayground {
  address: string;
  playground: Playground;
  bot: Bot;
  stop(): Promise<void>;
}

/** The playground with a bot of a few lines in the place of the real one, which shows each turn to the inspector. */
export async function startEchoPlayground(port = 0): Promise<EchoPlayground> {
  const playground = await createPlayground();
  playground.telegram.setLimits('off');
  const bot = new Bot(playground.telegramToken, { client: { apiRoot: playground.telegram.apiRoot } });
  bot.command('start', context => context.reply('<b>Welcome.</b> Ask me anything.', { parse_mode: 'HTML' }));
  bot.on('message:text', async context => {
    const { text } = context.message;
    await context.replyWithChatAction('typing');
    const keyboard = new InlineKeyboard().text('This helped', 'helped').row().text('Talk to a person', 'person');
    await context.reply(`<b>You said</b>\n${text.replaceAll('<', '&lt;')}`, {
      parse_mode: 'HTML',
      reply_markup: keyboard,
    });
    playground.show({
      conversationId: `conversation-${context.chat.id}`,
      heard: text,
      language: /\p{Script=Arabic}/u.test(text) ? 'ar' : 'en',
      feature: 'faq',
      band: 'answer',
      scores: [
        { cardId: 'HLT-01', score: 0.93 },
        { cardId: 'HLT-05', score: 0.41 },
        { cardId: 'HLT-02', score: 0.18 },
      ],
      why: '0.93 is above 0.72, and 0.52 ahead of the next',
      state: { version: 1, feature: 'faq', step: 'afterAnswer', cardId: 'HLT-01' },
      writes: ['conversation ×1', 'outbound_message ×1'],
      replies: [`A first line that is longer than the inspector is wide, as an answer from a card often is.\n${text}`],
      tookMs: 7.4,
    });
  });
  bot.on('message:photo', context => context.reply('A photo'));
  bot.on('edited_message:text', context => context.reply(`You meant ${context.editedMessage.text}`));
  bot.on('callback_query:data', async context => {
    await context.answerCallbackQuery('Thank you');
    await context.editMessageText(`You pressed ${context.callbackQuery.data}`);
  });
  await bot.api.setMyCommands([{ command: 'help', description: 'What I can do' }]);
  await new Promise<void>(resolve => void bot.start({ onStart: () => resolve() }));

  const app = new Hono().route('/playground', playground.routes);
  const { server, listening } = listen(app, port);
  const { port: chosen } = await listening;
  return {
    address: `http://127.0.0.1:${chosen}/playground`,
    playground,
    bot,
    async stop() {
      await bot.stop();
      await playground.stop();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function listen(app: Hono, port: number) {
  const { promise, resolve } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, resolve);
  return { server, listening: promise };
}
