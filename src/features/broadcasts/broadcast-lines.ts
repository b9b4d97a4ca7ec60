import type { DeskWords } from '../../words/desk-words.ts';
import type { BroadcastFile } from './broadcast-file.ts';
import type { ActionInBrief, PeopleCount, ResultCount } from './broadcast-store.ts';

// A broadcast in words, a line for each thing that staff want to know of it. No people: where there are few, not even how many.

type Say = DeskWords['say'];

/** Fewer could be told apart. */
const TOLD_APART_BELOW = 5;

const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const moment = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** By the clocks of London. @example Fri, 27 Nov, 17:00 */
export function momentInWords(at: Date): string {
  return moment.format(at);
}

export function languageInWords(language: string): string {
  return languageNames.of(language) ?? language;
}

/** How many people, in words that tell nobody apart. */
export function peopleInWords(count: number, say: Say): string {
  return count > 0 && count < TOLD_APART_BELOW ? say('broadcasts.few') : say('broadcasts.people', { count });
}

export function sumOf(counts: { count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

export function titleLine({ kind }: BroadcastFile, action: ActionInBrief | undefined, say: Say): string {
  const about = action && say('broadcasts.card.about', { title: action.title, at: momentInWords(action.startsAt) });
  return [`📣 *${say(`broadcasts.kind.${kind}`)}*`, about].filter(part => part).join(' · ');
}

/** Whom it is for. */
export function segmentLine({ segment, kind }: BroadcastFile, say: Say): string {
  const { region, languages, cameBefore, notRegisteredFor } = segment;
  return [
    say('broadcasts.card.agreedTo', { kind: say(`broadcasts.kind.${kind}`) }),
    region ?? say('broadcasts.everywhere'),
    languages.length > 0 ? languages.map(languageInWords).join(', ') : say('broadcasts.allLanguages'),
    cameBefore && say('broadcasts.card.cameBefore'),
    notRegisteredFor && say('broadcasts.card.notRegistered'),
  ]
    .filter(part => part)
    .join(' · ');
}

/** The languages that have no words, with how many speak them and what they get. */
export function missingLines({ texts, segment }: BroadcastFile, people: PeopleCount[], say: Say): string[] {
  const has = (language: string) => texts.some(text => text.language === language);
  const gets = segment.withoutWords === 'english' && has('en') ? 'english' : 'leftOut';
  return [...byLanguage(people)]
    .filter(([language]) => !has(language))
    .map(([language, count]) =>
      say(`broadcasts.missing.${gets}`, { language: languageInWords(language), people: peopleInWords(count, say) }),
    );
}

/** The languages of the bot that somebody in the segment speaks, and nobody has written it in. */
export function missingIn({ texts }: BroadcastFile, people: PeopleCount[], languages: string[]): string[] {
  return [...byLanguage(people).keys()].filter(
    language => languages.includes(language) && !texts.some(text => text.language === language),
  );
}

/** How many speak each language, those that most speak first. */
export function byLanguage(people: PeopleCount[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { language, count } of people) counts.set(language, (counts.get(language) ?? 0) + count);
  return new Map([...counts].toSorted(([, a], [, b]) => b - a));
}

/** How far it has come. */
export function progressLine(results: ResultCount[], say: Say): string {
  const gone = results.filter(({ status }) => status === 'sent' || status === 'failed' || status === 'leftOut');
  const [done, all] = [sumOf(gone), sumOf(results)];
  const percent = all === 0 ? 100 : Math.floor((100 * done) / all);
  return say('broadcasts.card.progress', { percent, people: peopleInWords(all, say) });
}

/** What became of how many, and why. @param has whether a sentence is written for a reason. */
export function reportLines(results: ResultCount[], say: Say, has: DeskWords['has']): string[] {
  return results.map(({ status, reason, count }) => {
    const key = `broadcasts.reason.${reason}`;
    const why = reason && (has(key) ? say(key) : say('broadcasts.reasonCode', { code: reason }));
    const line = say(`broadcasts.result.${status}`, { people: peopleInWords(count, say) });
    return why ? `${line}: ${why}` : line;
  });
}
