import type { Learn } from '../channels/channel.ts';
import type { Database } from '../database/database.ts';
import type { LookupHash } from '../database/lookup-hash.ts';
import { moveAddress } from '../database/move-address.ts';
import type { Queue } from '../database/queue.ts';
import type { Seal } from '../database/seal.ts';
import { createNoteArrival } from '../outbox/arrivals.ts';
import { noteRefusal } from '../outbox/refusal.ts';

/** Makes the way in for news: what became of messages that a platform had taken, and who has moved. */
export function createLearn(deps: { database: Database; queue: Queue; seal: Seal; hash: LookupHash }): Learn {
  const noteArrival = createNoteArrival(deps);
  return news => {
    switch (news.kind) {
      case 'arrived':
        return noteArrival(news);
      case 'refused':
        return noteRefusal(deps, news);
      case 'moved':
        return deps.database.prisma.$transaction(async transaction => {
          await moveAddress(deps, transaction, news.from, news.to);
        });
    }
  };
}
