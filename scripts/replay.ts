// Lists what was set aside, and gives it another turn: npm run replay [-- ID … | all]
import { readConfig } from '../src/config.ts';
import { listSetAside, replay } from '../src/conversation/set-aside.ts';
import { openDatabase } from '../src/database/database.ts';
import { Queue } from '../src/database/queue.ts';

const database = await openDatabase(readConfig(process.env));
const aside = await listSetAside(database);
const chosen = process.argv.slice(2);
if (aside.length === 0) {
  console.log('Nothing is set aside.');
} else if (chosen.length === 0) {
  console.table(
    aside.map(({ id, reason, receivedAt }) => ({ id: String(id), reason, received: receivedAt.toISOString() })),
  );
  console.log(
    'To give one another turn: npm run replay -- ID. To give all: npm run replay -- all. The embedded database needs the bot stopped.',
  );
} else {
  const ids = aside.map(({ id }) => id).filter(id => chosen.includes('all') || chosen.includes(String(id)));
  const queue = new Queue(database);
  await queue.start(error => console.error(error.message));
  console.log(`${await replay({ database, queue }, ids)} given another turn.`);
  await queue.stop(5);
}
await database.close();
