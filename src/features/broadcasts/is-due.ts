import { Prisma } from '../../database/client/client.ts';

/** Of a broadcast `b` that is only planned: its hour has come, or it invites to what has moved, or does not take place. */
export const isDue = (at: Date): Prisma.Sql => Prisma.sql`
  b.status = 'scheduled' AND (
    b.send_at <= ${at}::timestamptz
    OR EXISTS (SELECT FROM action a WHERE a.id = b.action_id AND (a.status = 'cancelled' OR a.version <> b.action_version))
  )`;
