import { channelContract } from './channel-contract.ts';
import { channelFilesContract } from './channel-files-contract.ts';
import { telegramUnderTest } from './telegram-under-test.ts';

channelContract('Telegram on long polling', 'telegram', () => telegramUnderTest('long polling'));
channelContract('Telegram on a webhook', 'telegram', () => telegramUnderTest('webhook'));
channelFilesContract('Telegram', () => telegramUnderTest('long polling'));
