import type { Choice, Reply, Section } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { BroadcastFile, BroadcastStatus } from './broadcast-file.ts';
import {
  languageInWords,
  missingLines,
  momentInWords,
  peopleInWords,
  progressLine,
  reportLines,
  segmentLine,
  sumOf,
  titleLine,
} from './broadcast-lines.ts';
import { cardName } from './broadcast-news.ts';
import type { ActionInBrief, PeopleCount, ResultCount } from './broadcast-store.ts';
import { button } from './desk-say.ts';

/** What a card shows of a broadcast, as it is at that moment. */
export interface BroadcastView {
  file: BroadcastFile;
  action: ActionInBrief | undefined;
  /** Whom it would reach; asked for only until it begins. */
  people: PeopleCount[];
  /** What has become of those whom it is for; from when it begins. */
  results: ResultCount[];
  nameOf(staffId: string): string;
}

/** The buttons of each state, and those of them that open a window. */
const BUTTONS: Record<BroadcastStatus, string[]> = {
  draft: ['words', 'seg', 'look', 'test', 'cancel'],
  waiting: ['look', 'test', 'back', 'cancel'],
  scheduled: ['test', 'back', 'cancel'],
  gathering: ['cancel'],
  sending: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  cancelled: [],
  done: ['retry'],
};
const OPENS = new Set(['words', 'seg', 'look']);
const CONFIRMS = new Set(['cancel']);

/** What staff see of a broadcast in its room: said again whenever it changes. */
export function broadcastCard(view: BroadcastView, { say, has }: DeskWords): Reply {
  const { file, action } = view;
  const lines = [
    titleLine(file, action, say),
    segmentLine(file, say),
    stateLine(view, say),
    ...countLines(view, { say, has }),
  ];
  const sections: Section[] = file.texts.length > 0 ? [{ text: wordsLine(file, say) }] : [];
  return { text: lines.join('\n'), language: 'en', name: cardName(file.id), sections, choices: choicesOf(view, say) };
}

function stateLine({ file, nameOf }: BroadcastView, say: DeskWords['say']): string {
  const { status, authorId, agreedById, sendAt, endedAt } = file;
  const at = status === 'done' || status === 'cancelled' ? endedAt : sendAt;
  return [
    say(`broadcasts.status.${status}`, { at: at ? momentInWords(at) : '' }).trim(),
    say('broadcasts.card.by', { name: nameOf(authorId) }),
    agreedById && say('broadcasts.card.agreed', { name: nameOf(agreedById) }),
  ]
    .filter(part => part)
    .join(' · ');
}

function countLines({ file, people, results }: BroadcastView, { say, has }: DeskWords): string[] {
  if (results.length > 0) {
    const isOver = file.status === 'done' || file.status === 'cancelled';
    return [...(isOver ? [] : [progressLine(results, say)]), ...reportLines(results, say, has)];
  }
  if (file.status === 'cancelled' || file.status === 'done') return [];
  return [
    say('broadcasts.card.size', { people: peopleInWords(sumOf(people), say) }),
    ...missingLines(file, people, say),
  ];
}

function wordsLine({ texts }: BroadcastFile, say: DeskWords['say']): string {
  return say('broadcasts.card.words', { languages: texts.map(({ language }) => languageInWords(language)).join(', ') });
}

function choicesOf({ file, results }: BroadcastView, say: DeskWords['say']): Choice[] {
  const isRetryable = results.some(({ status, isKept }) => status === 'failed' && !isKept);
  return BUTTONS[file.status]
    .filter(step => step !== 'retry' || isRetryable)
    .filter(step => file.texts.length > 0 || (step !== 'look' && step !== 'test'))
    .map(step => ({
      ...button(say, step, [file.id], OPENS.has(step)),
      ...(CONFIRMS.has(step) && { confirm: say('broadcasts.confirmCancel') }),
    }));
}
