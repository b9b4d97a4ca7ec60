import { createWhatsappCloudChannel } from '../../src/channels/whatsapp-cloud/whatsapp-cloud-channel.ts';
import type { Feature } from '../../src/features/feature.ts';
import { createWindableClock, type WindableClock } from '../../src/playground/clock.ts';
import { startWhatsappServer, type WhatsappServer } from '../../src/playground/whatsapp/whatsapp-server.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { startWebServer } from '../../src/web/web-server.ts';
import { type Spine, startSpine } from './spine.ts';
import { NOTICE } from './whatsapp-bot.ts';

const VERIFY_TOKEN = 'the-verify-token-of-the-spine';

/** The spine with the Cloud channel and the local WhatsApp, in a time that can be wound forward. */
export interface WhatsappSpine extends Spine {
  whatsapp: WhatsappServer;
  clock: WindableClock;
}

/** @param think answers every message. */
export async function startWhatsappSpine(think: Feature['think']): Promise<WhatsappSpine> {
  const clock = createWindableClock();
  const whatsapp = await startWhatsappServer({ limits: 'off', clock, templates: [NOTICE] });
  const { token, phoneNumberId, appSecret, accountId } = whatsapp.business;
  const channel = createWhatsappCloudChannel({
    token,
    phoneNumberId,
    appSecret,
    apiRoot: `${whatsapp.apiRoot}/v25.0`,
    verifyToken: VERIFY_TOKEN,
    notice: { accountId, name: NOTICE.name, languages: ['en_GB'], parameters: ['a charity'] },
    messagesPerSecond: 80,
    requestTimeoutSeconds: 2,
    say: () => 'See choices',
  });
  const web = await startWebServer({
    host: '127.0.0.1',
    port: 0,
    metrics: createMetrics(async () => new Map()),
    health: async () => ({}),
    mounts: { '/whatsapp': channel.routes },
  });
  await whatsapp.subscribe(`http://127.0.0.1:${web.port}/whatsapp`, VERIFY_TOKEN);
  const spine = await startSpine(think, clock.nowMs, { changeChannel: () => channel });
  return {
    ...spine,
    whatsapp,
    clock,
    async stop() {
      await spine.stop();
      await web.stop();
      await whatsapp.stop();
    },
  };
}
