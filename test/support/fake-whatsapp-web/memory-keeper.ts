import { readFile, writeFile } from 'node:fs/promises';
import type { SessionKeeper } from '../../../src/channels/whatsapp-web/session-keeper.ts';

/**
 * Keeps a session where the database would: of it, `test/database/web-session.test.ts` tells.
 *
 * @param session that is kept already.
 */
export function memoryKeeper(session?: Buffer): SessionKeeper {
  let heardUntilMs: number | undefined;
  return {
    exists: async () => session !== undefined,
    async keep(path) {
      session = await readFile(path);
    },
    async bring(path) {
      if (!session) throw new Error('No session is kept.');
      await writeFile(path, session);
    },
    async forget() {
      session = undefined;
    },
    heardUntilMs: async () => heardUntilMs,
    async noteHeard(untilMs) {
      heardUntilMs = untilMs;
    },
  };
}
