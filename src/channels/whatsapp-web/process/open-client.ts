import whatsapp, { type Client, type RemoteAuth } from 'whatsapp-web.js';
import { freeProfile } from './free-profile.ts';
import { profileIn } from './sealed-auth.ts';
import type { WebSettings } from './web-calls.ts';

/** WhatsApp's page takes its time on a small machine. */
const AUTH_TIMEOUT_MS = 60_000;

/** Makes the library's client, which opens WhatsApp's page once it is initialized. */
export async function openClient(settings: WebSettings, auth: RemoteAuth): Promise<Client> {
  const { folder, chromiumPath, browserArgs, page } = settings;
  await freeProfile(profileIn(folder));
  return new whatsapp.Client({
    authStrategy: auth,
    authTimeoutMs: AUTH_TIMEOUT_MS,
    ...(page
      ? { webVersion: page.version, webVersionCache: { type: 'local', path: page.folder, strict: true } }
      : { webVersionCache: { type: 'none' } }),
    deviceName: 'Folding Chair',
    puppeteer: {
      executablePath: chromiumPath,
      args: browserArgs,
      headless: true,
      // A browser at a pipe ends with the process at the other end, however that ended.
      pipe: true,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    },
  });
}
