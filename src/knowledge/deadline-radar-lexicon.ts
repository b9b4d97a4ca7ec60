import type { Calendar } from './deadline-radar-calendar.ts';
import { calendars } from './deadline-radar-calendar.ts';
import { type Token, tokens } from './deadline-radar-tokens.ts';
import type { DateRole, DeadlineKind, DeadlineWords, PeriodMarker, PeriodUnit } from './deadline-radar-words.ts';
import { normalise } from './normalise.ts';
import { PhraseMatcher } from './phrase-matcher.ts';

/** What a word or a phrase may mean beside a date. */
export type Lexeme =
  | { type: 'kind'; kind: DeadlineKind }
  | { type: 'month'; calendar: Calendar; month: number }
  | { type: 'weekday'; weekday: number }
  | { type: 'day'; days: number }
  | { type: 'number'; value: number }
  | { type: 'unit'; unit: PeriodUnit }
  | { type: 'span'; count: number; unit: PeriodUnit }
  | { type: 'before'; marker: PeriodMarker }
  | { type: 'after'; marker: PeriodMarker }
  | { type: 'role'; role: DateRole };
type OfType<T extends Lexeme['type']> = Extract<Lexeme, { type: T }>;

/** A lexeme, and the tokens it covers: from the first, up to but without the last. */
export interface Heard<L extends Lexeme = Lexeme> {
  lexeme: L;
  from: number;
  to: number;
}

/** A message, and what its words may mean. */
export interface Reading {
  tokens: Token[];
  language: string;
  heard: Heard[];
  /** Longest first. */
  starting<T extends Lexeme['type']>(at: number, type: T): Heard<OfType<T>>[];
  ending<T extends Lexeme['type']>(at: number, type: T): Heard<OfType<T>>[];
  /** Where a word of one of these roles ends that begins here, or where one begins that ends here. */
  roleEnd(at: number, ...roles: DateRole[]): number | undefined;
  roleStart(at: number, ...roles: DateRole[]): number | undefined;
}

export type Lexicon = (text: string, language: string) => Reading;

/** Shorter words of another language are more likely to be words of this one. English is mixed into every language. */
const foreignCharsMin = 5;
const englishCharsMin = 4;
const monthCharsMin = 3;

/** Reads messages with the words of all languages at once, as people mix them. */
export function compileLexicon(wordsByLanguage: Map<string, DeadlineWords>): Lexicon {
  const entries = [...wordsByLanguage].flatMap(([language, words]) =>
    lexemesOf(words).flatMap(([lexeme, patterns]) =>
      patterns.map((pattern): [string, { lexeme: Lexeme; language: string }] => [pattern, { lexeme, language }]),
    ),
  );
  const matcher = new PhraseMatcher(entries);
  const touching = new Set(entries.filter(([, { lexeme }]) => mayTouch(lexeme)).map(([form]) => normalise(form)));

  return (text, language) => {
    const read = tokens(text, word => touching.has(word));
    const message = read.map(({ word }) => word);
    const heard = matcher
      .find(message)
      .filter(({ payload, from, to }) => isHeard(payload, language, message.slice(from, to).join('').length))
      .map(({ payload, from, to }): Heard => ({ lexeme: payload.lexeme, from, to }));
    return readingOf(read, language, withoutNothing(heard));
  };
}

function lexemesOf(words: DeadlineWords): [Lexeme, string[]][] {
  const numbered = <L extends Lexeme>(lists: Record<string, string[]>, make: (number: number) => L) =>
    Object.entries(lists).map(([number, patterns]): [Lexeme, string[]] => [make(Number(number)), patterns]);
  const named = <K extends string>(lists: Partial<Record<K, string[]>>, make: (name: K) => Lexeme) =>
    (Object.entries(lists) as [K, string[]][]).map(([name, patterns]): [Lexeme, string[]] => [make(name), patterns]);
  return [
    ...named(words.kinds, kind => ({ type: 'kind', kind })),
    ...calendars.flatMap(calendar => numbered(words.months[calendar], month => ({ type: 'month', calendar, month }))),
    ...numbered(words.weekdays, weekday => ({ type: 'weekday', weekday })),
    ...numbered(words.days, days => ({ type: 'day', days })),
    ...numbered(words.numbers, value => ({ type: 'number', value })),
    ...named(words.units, unit => ({ type: 'unit', unit })),
    ...named(words.spans, span => {
      const [count, unit] = span.split(' ');
      return { type: 'span', count: Number(count), unit: unit as PeriodUnit };
    }),
    ...named(words.before, marker => ({ type: 'before', marker })),
    ...named(words.after, marker => ({ type: 'after', marker })),
    ...named(words.words, role => ({ type: 'role', role })),
  ];
}

function mayTouch(lexeme: Lexeme): boolean {
  if (lexeme.type === 'role') return ['suffix', 'hour', 'monthNumber'].includes(lexeme.role);
  return lexeme.type === 'month' || lexeme.type === 'unit';
}

function isHeard({ lexeme, language: of }: { lexeme: Lexeme; language: string }, language: string, chars: number) {
  if (of === language) return true;
  // A month counts only beside a number, so that a short one is safe.
  if (lexeme.type === 'month' && lexeme.calendar === 'gregorian') return chars >= monthCharsMin;
  // The months of Persian are everyday words elsewhere, and its own speakers alone use them.
  if (lexeme.type === 'month' && lexeme.calendar === 'persian') return false;
  return chars >= (of === 'en' ? englishCharsMin : foreignCharsMin);
}

/** Takes away what is only part of a phrase that means nothing here: "may be" is no month, "hard of hearing" no hearing. */
function withoutNothing(heard: Heard[]): Heard[] {
  const isNothing = ({ lexeme }: Heard) => lexeme.type === 'role' && lexeme.role === 'nothing';
  const nothing = heard.filter(isNothing);
  if (nothing.length === 0) return heard;
  return heard.filter(one => !nothing.some(({ from, to }) => from <= one.from && one.to <= to));
}

function readingOf(read: Token[], language: string, heard: Heard[]): Reading {
  const from = Map.groupBy(heard, ({ from }) => from);
  const to = Map.groupBy(heard, ({ to }) => to);
  const ofType = <T extends Lexeme['type']>(found: Heard[] | undefined, type: T) =>
    ((found ?? []).filter(({ lexeme }) => lexeme.type === type) as Heard<OfType<T>>[]).sort(
      (a, b) => b.to - b.from - (a.to - a.from),
    );
  const starting: Reading['starting'] = (at, type) => ofType(from.get(at), type);
  const ending: Reading['ending'] = (at, type) => ofType(to.get(at), type);
  const ofRole = (roles: DateRole[]) => (found: Heard<OfType<'role'>>) => roles.includes(found.lexeme.role);
  return {
    tokens: read,
    language,
    heard,
    starting,
    ending,
    roleEnd: (at, ...roles) => starting(at, 'role').find(ofRole(roles))?.to,
    roleStart: (at, ...roles) => ending(at, 'role').find(ofRole(roles))?.from,
  };
}
