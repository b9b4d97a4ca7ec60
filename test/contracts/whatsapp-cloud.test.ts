import { channelContract } from './channel-contract.ts';
import { channelFilesContract } from './channel-files-contract.ts';
import { whatsappCloudUnderTest } from './whatsapp-cloud-under-test.ts';

// On the Cloud API what was said cannot be changed, and only under a message of theirs can be shown that somebody is writing.
channelContract('WhatsApp Cloud', 'whatsapp-cloud', whatsappCloudUnderTest, ['remove', 'typing']);
channelFilesContract('WhatsApp Cloud', whatsappCloudUnderTest);
