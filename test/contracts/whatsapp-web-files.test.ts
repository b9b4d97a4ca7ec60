import { channelFilesContract } from './channel-files-contract.ts';
import { NEVER_ON_THE_WEB, whatsappWebUnderTest } from './whatsapp-web-under-test.ts';

channelFilesContract('WhatsApp Web', whatsappWebUnderTest, NEVER_ON_THE_WEB);
