import type { Post } from '../../messages/turn.ts';
import type { TimelyTurn } from '../feature.ts';
import { londonTime } from '../london-time.ts';
import { organiserOf } from '../organiser-rooms.ts';
import type { DirectoryDeps } from './directory-deps.ts';
import { entryCard } from './entry-card.ts';
import { isDue, isShown } from './still-true.ts';

/** A room is asked about so many entries a day, from ten in the morning, and not at weekends. */
const ASKED_A_DAY = 3;
const FROM = '10:00';
const UNTIL = '16:00';
/** Who has not answered is asked again after so many days, until it is hidden. */
const ASK_AGAIN_DAYS = 7;
const DAY_MS = 86_400_000;

/** Asks the organisers of a region whether entries that will soon be hidden are still true, a few at a time. */
export function createDueEntries({ prisma, organisations, settings, say }: DirectoryDeps) {
  return async (nowMs: number): Promise<TimelyTurn[]> => {
    const at = new Date(nowMs);
    const { date, time, weekday } = londonTime(at);
    if (weekday === 'saturday' || weekday === 'sunday' || time < FROM || time >= UNTIL) return [];
    const due = (await organisations.all()).filter(entry => isDue(entry, date) && isShown(entry, date));
    if (due.length === 0) return [];
    const rows = await prisma.organisation.findMany({
      where: { id: { in: due.map(({ id }) => id) } },
      select: { id: true, askedAt: true },
    });
    const askedAt = new Map(rows.map(row => [row.id, row.askedAt]));
    const current = await settings();
    const byRoom = Map.groupBy(due, ({ regions }) => organiserOf(current, regions[0])?.roomId);
    return [...byRoom].flatMap(([roomId, entries]) => {
      const wasAskedToday = (id: string) => {
        const asked = askedAt.get(id);
        return asked ? londonTime(asked).date === date : false;
      };
      const left = ASKED_A_DAY - entries.filter(({ id }) => wasAskedToday(id)).length;
      const now = entries
        .filter(({ id }) => nowMs - (askedAt.get(id)?.getTime() ?? 0) >= ASK_AGAIN_DAYS * DAY_MS)
        .toSorted((a, b) => a.lastCheckedOn.localeCompare(b.lastCheckedOn))
        .slice(0, Math.max(0, left));
      if (!roomId || now.length === 0) return [];
      const posts = now.map(
        (entry): Post => ({ to: { channel: 'slack', roomId }, reply: entryCard(entry, say, date) }),
      );
      return {
        posts,
        writes: [
          organisations.asked(
            now.map(({ id }) => id),
            at,
          ),
        ],
      };
    });
  };
}
