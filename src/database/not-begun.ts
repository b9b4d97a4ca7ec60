import { Prisma } from './client/client.ts';

/** Of a message `o` to a person: nothing of it has gone, nor may have. Until then it can go to another chat instead. */
export const hasNotBegun = Prisma.sql`(o.lane = 'chat' AND o.chunks_sent = 0 AND NOT o.maybe_repeated)`;
