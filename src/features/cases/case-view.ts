import type { DeadlineFinder } from '../../knowledge/deadline-radar.ts';
import type { Calendar } from '../../knowledge/deadline-radar-calendar.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Colleagues } from '../colleagues.ts';
import type { CaseClocks, CaseTimes, Clock } from './case-clocks.ts';
import type { CaseEntry, CaseFile } from './case-file.ts';
import type { CaseStore } from './case-store.ts';
import { HOME_NATION, type Office } from './office.ts';

/** A case with what stands around it at a moment: all that is drawn of it. */
export interface CaseView {
  file: CaseFile;
  entries: CaseEntry[];
  clocks: (Pick<Clock, 'kind' | 'dueAt'> & { state: ReturnType<CaseClocks['state']> })[];
  /** Of the deadline's words: any but the Gregorian was not converted. */
  calendar: Calendar;
  /** What a colleague is called; of somebody who has left, what staff call such people. */
  nameOf(staffId: string): string;
  /** Who is there and fits, by name: only while nobody has it. */
  couldTake: string[];
  at: Date;
}

export interface CaseViews {
  of(file: CaseFile): Promise<CaseView>;
  /** That of the deadline's words alone, for lists. */
  calendarOf(file: CaseFile): Calendar;
}

interface CaseViewsDeps {
  cases: CaseStore;
  colleagues: Colleagues;
  office(): Promise<Office>;
  findDeadlines: DeadlineFinder;
  say: DeskWords['say'];
  now(): Date;
}

/** What the clocks of a case run on. */
export function timesOf(file: CaseFile): CaseTimes {
  return { ...file, nation: file.nation ?? HOME_NATION };
}

export function createCaseViews(deps: CaseViewsDeps): CaseViews {
  function calendarOf({ deadline, openedAt, language }: CaseFile): Calendar {
    const [found] = deadline ? deps.findDeadlines(deadline.words, openedAt, language) : [];
    return found?.calendar ?? 'gregorian';
  }

  return {
    calendarOf,

    async of(file) {
      const at = deps.now();
      const [entries, staff, { clocks, routing }] = await Promise.all([
        deps.cases.entries(file.id),
        deps.colleagues.all(),
        deps.office(),
      ]);
      const { topic, region, language } = file;
      const able = staff.filter(({ role }) => role !== 'organiser');
      return {
        file,
        entries,
        clocks: clocks
          .running(timesOf(file))
          .map(clock => ({ kind: clock.kind, dueAt: clock.dueAt, state: clocks.state(clock, at) })),
        calendar: calendarOf(file),
        nameOf: staffId => staff.find(colleague => colleague.staffId === staffId)?.name ?? deps.say('desk.former'),
        couldTake: file.ownerId
          ? []
          : routing
              .couldTake({ topic, region, language }, able)
              .flatMap(({ staffId }) => able.find(colleague => colleague.staffId === staffId)?.name ?? []),
        at,
      };
    },
  };
}
