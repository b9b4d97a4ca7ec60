import type { Database } from '../../database/database.ts';
import type { ActionFile } from './action-file.ts';
import type { ActionStore } from './action-store.ts';
import type { Recurrence } from './series-rules.ts';

/** An action with what only its organisers need to know of it. */
export interface DeskAction {
  file: ActionFile;
  /** Raised by every change: an edit that was begun on an older one is overtaken. */
  revision: number;
  /** Who made the last change, by their staff id. */
  changedById?: string;
  /** Those who came without having registered. */
  walkIns: number;
  /** What its organiser has been told of: `card`, `totals`, `quorum:ti`. */
  toldOf: string[];
  /** When it comes again, if it does. */
  recurrence?: Recurrence;
}

export interface DeskActions {
  byId(actionId: string): Promise<DeskAction | undefined>;
  /** What somebody began and has not published, the last first. */
  draftsOf(staffId: string): Promise<ActionFile[]>;
  /** Those of a series that are still to come and not called off, in order. */
  upcoming(seriesId: string, at: Date): Promise<ActionFile[]>;
}

const DRAFTS_MAX = 5;

export function createDeskActions({ prisma }: Pick<Database, 'prisma'>, actions: ActionStore): DeskActions {
  return {
    async byId(actionId) {
      const file = await actions.byId(actionId);
      const row = file && (await prisma.action.findUnique({ where: { id: file.id }, include: { series: true } }));
      if (!row) return undefined;
      const { revision, changedById, walkIns, toldOf, series } = row;
      return {
        file,
        revision,
        walkIns,
        toldOf,
        ...(changedById && { changedById }),
        ...(series && { recurrence: series }),
      };
    },

    upcoming: (seriesId, at) => actions.where({ seriesId, status: 'published', startsAt: { gt: at } }),

    async draftsOf(staffId) {
      const drafts = await actions.where({ organiserId: staffId, status: 'draft' });
      return drafts.toSorted((a, b) => Number(b.startsAt) - Number(a.startsAt)).slice(0, DRAFTS_MAX);
    },
  };
}
