// The same load on the least that grammY can do: what the platform's own library costs.
import { Bot } from 'grammy';

const bot = new Bot(process.env.TELEGRAM_BOT_TOKEN ?? '', {
  client: { apiRoot: process.env.TELEGRAM_API_ROOT ?? '' },
});
bot.on('message:text', context => context.reply(context.message.text));
void bot.start({ onStart: () => console.log('the echo is ready') });
