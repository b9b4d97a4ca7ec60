import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './config-error.ts';

/** Several keys are separated by commas, the current one first. @throws ConfigError */
export function parseSealKeys(setting: string): Buffer[] {
  return setting.split(',').map(part => {
    const key = Buffer.from(part.trim(), 'base64');
    if (key.length !== 32)
      throw new ConfigError(
        'SEAL_KEY must be 32 bytes in base64: make one with `openssl rand -base64 32`. Several are separated by commas.',
      );
    return key;
  });
}

/** The embedded database's key lies beside it, readable by its owner alone: it protects a copied database, not a stolen disk. */
export function embeddedSealKey(dataDirectory: string): Buffer {
  const path = join(dataDirectory, 'seal-key');
  if (!existsSync(path)) {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return parseSealKeys(readFileSync(path, 'utf8'))[0] as Buffer;
}
