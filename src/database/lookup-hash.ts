import { createSecretKey, randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import { keyedHash, type Seal, type Sealed } from './seal.ts';

/** The keyed hash by which a platform's id is looked up. */
export type LookupHash = (...parts: string[]) => Sealed;

const SECRET_NAME = 'lookup hash key';

/** Opens the key of the lookup hash. It is sealed in the database and made there once, so that rotating SEAL_KEY loses nobody. */
export async function openLookupHash(database: Database, seal: Seal): Promise<LookupHash> {
  await database.prisma.secret.createMany({
    data: [{ name: SECRET_NAME, valueSealed: seal.seal(randomBytes(32).toString('base64')) }],
    skipDuplicates: true,
  });
  const { valueSealed } = await database.prisma.secret.findUniqueOrThrow({ where: { name: SECRET_NAME } });
  const key = createSecretKey(Buffer.from(String(seal.open(valueSealed)), 'base64'));
  return (...parts) => keyedHash(key, ...parts);
}
