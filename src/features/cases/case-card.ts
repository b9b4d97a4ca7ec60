import type { Choice, Reply, Section } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import {
  clip,
  clockLines,
  deadlineLine,
  factsLine,
  handsLine,
  lastWordsOf,
  levelLine,
  safetyLine,
  sendLines,
  titleLine,
} from './case-lines.ts';
import type { CaseView } from './case-view.ts';
import { button } from './desk-say.ts';
import { momentInWords } from './desk-times.ts';

type Say = DeskWords['say'];

/** A card has room for what is new; the timeline has the rest. */
const WORDS_CHARS_MAX = 1500;

/** The name of a case's card in its room: what is said below it is in its thread. */
export function cardName(caseId: string): string {
  return `case:${caseId}`;
}

/** The case that a card's name is about. */
export function caseIdOf(name: string): string | undefined {
  return /^case:(.+)$/.exec(name)?.[1];
}

/** What staff see of a case in their room: said again whenever it changes. Closed, it shrinks to a line. */
export function caseCard(view: CaseView, say: Say): Reply {
  const { file } = view;
  const name = cardName(file.id);
  if (file.closedAt) return { text: closedText(view, say), language: 'en', name, choices: closedChoices(view, say) };
  const more = ['deadline', 'matter', 'timeline', ...(hasFiles(view) ? ['files'] : []), 'reveal'];
  return {
    text: headOf(view, say),
    language: 'en',
    name,
    sections: [...sectionsOf(view, say), { text: handsLine(view, say), choices: mainChoices(view, say) }],
    choices: more.map(step => button(say, step, [file.id])),
  };
}

/** Left behind in a room that a case was moved from. */
export function movedCard({ file }: Pick<CaseView, 'file'>, say: Say): Reply {
  return { text: say('desk.card.moved', { title: titleLine(file) }), language: 'en', name: cardName(file.id) };
}

/** Who, what, and by when. */
export function headOf(view: CaseView, say: Say): string {
  const { file } = view;
  return [
    titleLine(file),
    levelLine(file, say),
    factsLine(file, say),
    deadlineLine(view, say),
    ...clockLines(view, say),
    file.withBot && say('desk.card.withBot'),
    safetyLine(view.file, say),
  ]
    .filter(line => line)
    .join('\n');
}

/** The member's last words, or that there are none yet; and what became of ours. */
export function sectionsOf(view: CaseView, say: Say): Section[] {
  const words = lastWordsOf(view.entries);
  const sends = sendLines(view, say);
  return [
    { text: words ? say('desk.card.words', { words: clip(words, WORDS_CHARS_MAX) }) : nothingSaid(view, say) },
    ...(sends.length > 0 ? [{ text: sends.join('\n') }] : []),
  ];
}

/** The first row: what is done most. */
export function mainChoices({ file }: CaseView, say: Say): Choice[] {
  const isFree = file.ownerId === undefined;
  return [
    ...(isFree ? [button(say, 'claim', [file.id], false)] : []),
    ...['reply', 'note', 'handOver', 'close'].map(step => button(say, step, [file.id])),
  ];
}

function closedText({ file, entries, nameOf }: CaseView, say: Say): string {
  const closing = entries.findLast(({ kind }) => kind === 'closed');
  const date = file.closedAt ? momentInWords(file.closedAt) : '';
  const by = closing?.staffId ? nameOf(closing.staffId) : say('desk.card.byMember');
  return [
    say('desk.card.closed', { title: titleLine(file), date, name: by }),
    file.helped && say(`desk.helped.${file.helped}`),
  ]
    .filter(line => line)
    .join('\n');
}

function closedChoices({ file }: CaseView, say: Say): Choice[] {
  return [button(say, 'reopen', [file.id], false), button(say, 'timeline', [file.id])];
}

/** Whoever opens it must not look for words that were never written. */
function nothingSaid(view: CaseView, say: Say): string {
  return say(hasFiles(view) ? 'desk.card.onlyFiles' : 'desk.card.noWords');
}

function hasFiles({ entries }: CaseView): boolean {
  return entries.some(({ fileIds }) => fileIds.length > 0);
}
