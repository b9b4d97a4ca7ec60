import { base64 } from '../../src/database/base64.ts';
import type { Database } from '../../src/database/database.ts';
import { openLookupHash } from '../../src/database/lookup-hash.ts';
import { Seal } from '../../src/database/seal.ts';

/** Telegram's ids of them go on from here. */
export const FIRST_MEMBER_ID = 1_000_000;
const ROWS_AT_ONCE = 2000;
const LANGUAGES = ['en', 'ar', 'fa', 'so', 'es'];

/** People on Telegram who agreed to hear of trainings, as the bot would have met them. @param sealKey in base64. */
export async function generateMembers(database: Database, sealKey: string, count: number): Promise<void> {
  const seal = new Seal([Buffer.from(sealKey, 'base64')]);
  const hash = await openLookupHash(database, seal);
  for (let first = 0; first < count; first += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, count - first) }, (_, index) => {
      const address = String(FIRST_MEMBER_ID + first + index);
      return {
        language: LANGUAGES[index % LANGUAGES.length],
        hash: base64(hash('telegram', address)),
        address: base64(seal.seal(address)),
      };
    });
    await database.prisma.$executeRaw`
      WITH given AS (
        SELECT gen_random_uuid() AS person_id, v.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(language text, hash text, address text)
      ), people AS (
        INSERT INTO person (id, language) SELECT person_id, language FROM given RETURNING id
      ), chats AS (
        INSERT INTO conversation (id, person_id, channel, address_hash, address_sealed)
        SELECT gen_random_uuid(), person_id, 'telegram', decode(hash, 'base64'), decode(address, 'base64') FROM given
      )
      INSERT INTO consent (id, person_id, kind, channel, words_key, language, words_hash)
      SELECT gen_random_uuid(), person_id, 'training', 'telegram', 'bench', language, 'bench' FROM given`;
  }
}
