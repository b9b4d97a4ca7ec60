import type { Choice, Reply, Section } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Colleague } from '../colleagues.ts';
import { londonDayAfter, londonInstant, londonTime } from '../london-time.ts';
import type { CaseFile } from './case-file.ts';
import { clip, deadlineLine, factsLine, levelLine, titleLine } from './case-lines.ts';
import type { CaseView, CaseViews } from './case-view.ts';
import { button } from './desk-say.ts';
import { momentInWords } from './desk-times.ts';
import { queueOrder } from './queue-order.ts';

type Say = DeskWords['say'];

/** A page holds a hundred blocks, and a case takes two. */
const CASES_SHOWN = 10;

/** The cases that somebody looks after, and those that nobody does yet, by what cannot wait. */
export interface HomeQueues {
  mine: CaseFile[];
  unclaimed: CaseFile[];
  dueToday: CaseFile[];
  /** Answered: the member is to write next. */
  waiting: CaseFile[];
}

/** Sorts open cases into the queues of somebody's page. A case stands in one queue, the first that it fits. */
export function homeQueues(open: CaseFile[], staffId: string, at: Date): HomeQueues {
  const tonight = londonInstant(londonDayAfter(londonTime(at).date), '00:00');
  const sorted = open.toSorted((a, b) => queueOrder(queued(a), queued(b)));
  const own = sorted.filter(({ ownerId }) => ownerId === staffId);
  const isDue = ({ dueAt, deadline }: CaseFile) =>
    (dueAt !== undefined && dueAt < tonight) || (deadline?.date !== undefined && deadline.date <= londonTime(at).date);
  const waits = (file: CaseFile) => !file.waitingSince && file.firstRepliedAt !== undefined;
  return {
    dueToday: own.filter(isDue),
    mine: own.filter(file => !isDue(file) && !waits(file)),
    unclaimed: sorted.filter(({ ownerId }) => !ownerId),
    waiting: own.filter(file => !isDue(file) && waits(file)),
  };
}

/** What a page has beside its cases. */
export interface HomeFacts {
  /** What a lead should see to. */
  warnings: string[];
  calendarOf: CaseViews['calendarOf'];
  at: Date;
}

/** Somebody's page: their work, and for leads what they look after. */
export function homePage(queues: HomeQueues, who: Colleague, { warnings, calendarOf, at }: HomeFacts, say: Say): Reply {
  const asMine = (file: CaseFile) =>
    ['reply', 'note', 'handOver', 'close', 'timeline'].map(step => button(say, step, [file.id]));
  const asFree = (file: CaseFile) => [
    button(say, 'claim', [file.id], false),
    ...['timeline', 'handOver'].map(step => button(say, step, [file.id])),
  ];
  return {
    text: say('desk.home.hello', { name: who.name, at: momentInWords(at) }),
    language: 'en',
    onHomePage: true,
    sections: [
      ...(warnings.length > 0 ? [{ text: warnings.map(warning => `⚠️ ${warning}`).join('\n') }] : []),
      { text: who.away ? say('desk.home.away') : '', choices: topChoices(who, say) },
      ...queue('dueToday', queues.dueToday, asMine),
      ...queue('unclaimed', queues.unclaimed, asFree),
      ...queue('mine', queues.mine, asMine),
      ...queue('waiting', queues.waiting, asMine),
    ],
  };

  function queue(name: keyof HomeQueues, files: CaseFile[], choicesOf: (file: CaseFile) => Choice[]): Section[] {
    const left = files.length - CASES_SHOWN;
    const heading = say(`desk.home.${name}`, { count: files.length });
    // Whoever has something to do today has something to work on.
    const isNone = files.length === 0 && (name !== 'mine' || queues.dueToday.length === 0);
    return [
      { text: [heading, ...(isNone ? [say(`desk.home.${name}None`)] : [])].join('\n') },
      ...files
        .slice(0, CASES_SHOWN)
        .map(file => ({ text: caseInLines({ file, calendar: calendarOf(file), at }, say), choices: choicesOf(file) })),
      ...(left > 0 ? [{ text: say('desk.home.left', { count: left }) }] : []),
    ];
  }
}

/** A case in a list: what it is, and by when. */
export function caseInLines({ file, calendar, at }: Pick<CaseView, 'file' | 'calendar' | 'at'>, say: Say): string {
  const { deadline, dueAt, closedAt } = file;
  return [
    titleLine(file),
    [levelLine(file, say), factsLine(file, say)].join(' · '),
    deadline && clip(deadlineLine({ file, calendar }, say), 300),
    !closedAt && dueAt && say(dueAt <= at ? 'desk.home.late' : 'desk.home.due', { at: momentInWords(dueAt) }),
    closedAt && say('desk.home.closed', { at: momentInWords(closedAt) }),
  ]
    .filter(line => line)
    .join('\n');
}

/** Leads to the window in which an action is begun: for those who organise. */
function newAction(say: Say): Choice {
  return { id: 'actions:desk:new', label: say('actions.button.new'), opensForm: true };
}

function topChoices({ role, away }: Colleague, say: Say): Choice[] {
  return [
    button(say, 'find', []),
    { id: away ? 'staff:back' : 'staff:away', label: say(`desk.button.${away ? 'back' : 'away'}`), opensForm: true },
    ...(role === 'lead'
      ? [
          button(say, 'reassign', []),
          newAction(say),
          { id: 'staff:open', label: say('desk.button.staff'), opensForm: true },
          { id: 'staff:settings', label: say('desk.button.settings'), opensForm: true },
        ]
      : []),
  ];
}

function queued({ id, level, deadline, dueAt, openedAt }: CaseFile) {
  const deadlineAt = deadline?.date ? londonInstant(deadline.date, '00:00') : undefined;
  return { caseId: id, level, deadlineAt, dueAt, openedAt };
}
