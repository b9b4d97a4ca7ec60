import type { Database } from '../../database/database.ts';

/** Longer than that, in ms, is no blink of a platform. */
const DELAYED_MS = 5 * 60_000;

/** The ids of open cases whose words have not reached their room for five minutes, and whose member has not been told. */
export type DelayedCases = (at: Date) => Promise<string[]>;

export function createDelayedCases({ prisma }: Pick<Database, 'prisma'>): DelayedCases {
  return async at => {
    const before = new Date(at.getTime() - DELAYED_MS);
    const rows = await prisma.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT s.id
      FROM support_case s
      JOIN case_entry e ON e.case_id = s.id AND e.kind IN ('opened', 'member said', 'reopened')
      JOIN outbound_message o ON o.track_id = e.id
      WHERE s.closed_at IS NULL AND s.delay_said_at IS NULL
        AND o.status NOT IN ('sent', 'taken back') AND o.created_at < ${before}`;
    return rows.map(({ id }) => id);
  };
}
