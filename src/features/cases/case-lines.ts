import { RECIPIENT_GONE } from '../../messages/recipient-gone.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { CaseEntry, CaseFile } from './case-file.ts';
import type { CaseView } from './case-view.ts';
import { dayInWords, momentInWords } from './desk-times.ts';

// A case in words, a line for each thing that staff want to know of it.

type Say = DeskWords['say'];

const SENDS_SHOWN = 3;
/** Those that never arrived stay in sight: so many, and the timeline has the rest. */
const LOST_SENDS_SHOWN = 10;
/** So long is what was just sent held back, and can be taken back. */
export const UNDO_SECONDS = 10;

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** Cuts a text that would crowd out the rest. */
export function clip(text: string, charsMax: number): string {
  const letters = [...text];
  return letters.length <= charsMax ? text : `${letters.slice(0, charsMax - 1).join('')}…`;
}

export function titleLine({ handle, reference }: CaseFile): string {
  return `*${handle}* · ${reference}`;
}

/** Topic, language, place, platform. */
export function factsLine({ topic, language, region, outcode, nation, channel }: CaseFile, say: Say): string {
  const place = [region ?? nation, outcode].filter(part => part !== undefined).join(', ');
  return [
    topic ? say(`desk.topic.${topic}`) : say('desk.topic.none'),
    languageName(language),
    place || say('desk.card.noPlace'),
    say(`desk.channel.${channel}`),
  ].join(' · ');
}

export function levelLine({ level, intake, matter }: CaseFile, say: Say): string {
  return [
    `${say(`desk.level.${level}`)} (${level})`,
    intake.crisis && say('desk.card.crisis', { crisis: say(`desk.crisis.${intake.crisis}`) }),
    intake.urgency && say(`desk.urgency.${intake.urgency}`),
    matter && say(`desk.matter.${matter}`),
  ]
    .filter(part => part)
    .join(' · ');
}

/** When, and how, they can be written to without danger. */
export function safetyLine({ intake: { safeTimes, safeWays } }: CaseFile, say: Say): string | undefined {
  if (!safeTimes && !safeWays) return undefined;
  return say('desk.card.safe', { when: clip([safeTimes, safeWays].filter(part => part).join('; '), 300) });
}

/** As it was found, with its words; a date of another calendar is never converted. */
export function deadlineLine({ file: { deadline }, calendar }: Pick<CaseView, 'file' | 'calendar'>, say: Say): string {
  if (!deadline) return say('desk.deadline.none');
  const words = clip(deadline.words, 200);
  const date = deadline.date ? dayInWords(deadline.date) : say('desk.deadline.noDate');
  if (deadline.isSure) return say('desk.deadline.sure', { date });
  const key = calendar === 'gregorian' ? 'desk.deadline.found' : 'desk.deadline.foundElsewhere';
  return say(key, { date, words, calendar: say(`desk.calendar.${calendar}`) });
}

export function clockLines({ clocks }: Pick<CaseView, 'clocks'>, say: Say): string[] {
  return clocks
    .filter(({ kind, state }) => kind !== 'close' || state !== 'onTime')
    .map(({ kind, dueAt, state }) => say(`desk.clock.${kind}.${state}`, { at: momentInWords(dueAt) }));
}

export function handsLine({ file, nameOf, couldTake }: CaseView, say: Say): string {
  if (file.ownerId) return say('desk.card.owner', { name: nameOf(file.ownerId) });
  return couldTake.length > 0
    ? say('desk.card.nobodyYet', { names: clip(couldTake.join(', '), 300) })
    : say('desk.card.nobodyThere');
}

/** As staff call it. */
export function languageName(language: string): string {
  return languageNames.of(language) ?? language;
}

/** What the member said since somebody last wrote to them, or their last words. */
export function lastWordsOf(entries: CaseEntry[]): string {
  const lastReply = entries.findLastIndex(isSaid);
  const said = entries.filter(({ kind, text }) => kind === 'memberSaid' && text);
  const unanswered = said.filter(entry => entries.indexOf(entry) > lastReply);
  return (unanswered.length > 0 ? unanswered : said.slice(-1)).map(({ text }) => text).join('\n');
}

/** The last sends and what became of each, and before them those that were lost. */
export function sendLines({ entries, nameOf, at }: CaseView, say: Say): string[] {
  const sends = entries.filter(({ kind }) => kind === 'reply');
  const lost = sends.slice(0, -SENDS_SHOWN).filter(isLost).slice(-LOST_SENDS_SHOWN);
  return [...lost, ...sends.slice(-SENDS_SHOWN)].map(entry =>
    say('desk.card.send', {
      at: momentInWords(entry.at),
      name: entry.staffId ? nameOf(entry.staffId) : '',
      fate: fateInWords(entry, at, say),
    }),
  );
}

export function fateInWords({ fate, at: sentAt }: CaseEntry, at: Date, say: Say): string {
  if (!fate) return say('desk.fate.forgotten');
  const isHeld = fate.status === 'queued' && at.getTime() - sentAt.getTime() < UNDO_SECONDS * 1000;
  if (isHeld) return say('desk.fate.held', { seconds: UNDO_SECONDS });
  const isGone = fate.status === 'failed' && fate.reason === RECIPIENT_GONE;
  const words = isGone
    ? say('desk.fate.gone')
    : say(`desk.fate.${fate.status}`, { reason: fate.reason ?? say('desk.fate.noReason') });
  if (!fate.elsewhere) return words;
  const [channel, meantFor] = [fate.elsewhere.channel, fate.elsewhere.meantFor].map(name =>
    say(`desk.channel.${name}`),
  );
  return say('desk.fate.elsewhere', { fate: words, channel: channel ?? '', meantFor: meantFor ?? '' });
}

function isLost({ fate }: CaseEntry): boolean {
  return fate?.status === 'failed' || fate?.status === 'expired';
}

function isSaid({ kind, fate }: CaseEntry): boolean {
  return kind === 'reply' && fate?.status !== 'takenBack';
}
