import { afterAll } from '@jest/globals';
import { channelFilesContract } from './channel-files-contract.ts';
import { closeRunningWeb, NEVER_ON_THE_WEB, runningWhatsappWeb } from './whatsapp-web-under-test.ts';

channelFilesContract('WhatsApp Web', runningWhatsappWeb, NEVER_ON_THE_WEB);
afterAll(closeRunningWeb);
