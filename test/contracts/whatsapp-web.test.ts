import { afterAll } from '@jest/globals';
import { channelContract } from './channel-contract.ts';
import {
  closeRunningWeb,
  NEVER_ON_THE_WEB,
  runningWhatsappWeb,
  whatsappWebUnderTest,
} from './whatsapp-web-under-test.ts';

const lacks = ['tap', 'remove', ...NEVER_ON_THE_WEB] as const;
channelContract('WhatsApp Web', 'whatsapp-web', whatsappWebUnderTest, [...lacks], runningWhatsappWeb);
afterAll(closeRunningWeb);
