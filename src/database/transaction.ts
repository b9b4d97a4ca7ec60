import type { Prisma } from './client/client.ts';

/** The open transaction of one commit: everything written through it becomes true together, or not at all. */
export type Transaction = Prisma.TransactionClient;
