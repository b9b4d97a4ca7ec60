import { channelContract } from './channel-contract.ts';
import { NEVER_ON_THE_WEB, whatsappWebUnderTest } from './whatsapp-web-under-test.ts';

channelContract('WhatsApp Web', 'whatsapp-web', whatsappWebUnderTest, ['tap', 'remove', ...NEVER_ON_THE_WEB]);
