import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import whatsapp, { type RemoteAuth } from 'whatsapp-web.js';
import { z } from 'zod';
import type { SessionCall } from './web-calls.ts';

/** Methods of the library that its types leave out. */
declare module 'whatsapp-web.js' {
  interface RemoteAuth {
    extractRemoteSession(): Promise<void>;
    storeRemoteSession(): Promise<void>;
  }
}

/** Packing and sealing a session of a hundred megabytes takes its time. */
const PATIENCE_SECONDS = 120;
/** The library wants one, although we decide ourselves when a session is kept. */
const NEVER_MS = 2 ** 31 - 1;

type AskBot = <T>(call: SessionCall, answer: z.ZodType<T>, patienceSeconds: number) => Promise<T>;

/**
 * Keeps the session on disk, and through the bot in its database, where a new machine finds it. It differs from the library's RemoteAuth,
 * which it is, in two things: what is on disk is newer than what is kept, and stays; and only a logout ends a session. The library
 * would delete it when WhatsApp is opened somewhere else.
 */
export function sealedAuth(folder: string, ask: AskBot): RemoteAuth {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const auth = new whatsapp.RemoteAuth({
    dataPath: folder,
    backupSyncIntervalMs: NEVER_MS,
    store: {
      sessionExists: () => ask({ kind: 'sessionExists' }, z.boolean(), PATIENCE_SECONDS),
      save: ({ session }) =>
        ask({ kind: 'keepSession', path: join(folder, `${session}.zip`) }, z.unknown(), PATIENCE_SECONDS),
      extract: ({ path }) => ask({ kind: 'bringSession', path }, z.unknown(), PATIENCE_SECONDS),
      delete: () => ask({ kind: 'forgetSession' }, z.unknown(), PATIENCE_SECONDS),
    },
  });
  const extract = auth.extractRemoteSession.bind(auth);
  const forget = auth.disconnect.bind(auth);
  return Object.assign(auth, {
    extractRemoteSession: async () => {
      if (!existsSync(join(profileIn(folder), 'Default', 'IndexedDB'))) await extract();
    },
    afterAuthReady: async () => {},
    disconnect: async () => {},
    logout: forget,
  });
}

/** Where the library lets the browser keep its profile. */
export function profileIn(folder: string): string {
  return join(folder, 'RemoteAuth');
}
