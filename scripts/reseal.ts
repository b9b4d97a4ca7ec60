// Seals everything anew with the first key of SEAL_KEY, so that the keys behind it can be dropped: npm run reseal
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/database/database.ts';
import { reseal } from '../src/database/reseal.ts';
import { Seal } from '../src/database/seal.ts';

const config = readConfig(process.env);
const database = await openDatabase(config);
const { resealed, left } = await reseal(database, new Seal(config.sealKeys), ({ table, column }, count) =>
  console.log(`${table}.${column}: ${count} sealed anew`),
);
await database.close();
console.log(`${resealed} values were sealed anew; ${left} still name another key.`);
console.log(
  left === 0
    ? 'When every process has been restarted with the new key in front, run this once more: if it says 0 again, drop the keys behind it.'
    : 'Drop no key. See that every process has the new key in front and that each older key is listed behind it, and run this again.',
);
process.exitCode = left === 0 ? 0 : 1;
