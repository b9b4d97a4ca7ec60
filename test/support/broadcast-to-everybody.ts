import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/database/database.ts';
import { Queue } from '../../src/database/queue.ts';

/** A broadcast to whoever agreed to hear of trainings, sent at this moment, whatever time of the night it is. @returns its id. */
export async function broadcastToEverybody(database: Database, words: string): Promise<string> {
  const { prisma } = database;
  const value = { quietHours: { from: '00:00', to: '00:00' }, secondPersonAbove: 100_000_000 };
  await prisma.setting.upsert({
    where: { name: 'organising' },
    create: { name: 'organising', value },
    update: { value },
  });
  const { id } = await prisma.broadcast.create({
    data: {
      status: 'scheduled',
      kind: 'training',
      segment: {},
      createdById: randomUUID(),
      roomId: 'C0001',
      sendAt: new Date(),
      texts: { create: { language: 'en', words } },
    },
  });
  const queue = new Queue(database);
  await queue.start(() => {});
  await prisma.$transaction(transaction => queue.knock(transaction, 'feeds', ['broadcasts']));
  await queue.stop(1);
  return id;
}
