import { londonDay } from './deadline-radar-calendar.ts';
import { candidates } from './deadline-radar-candidates.ts';
import { compileLexicon } from './deadline-radar-lexicon.ts';
import type { DeadlineWords } from './deadline-radar-words.ts';
import { asInEritrea } from './deadline-radar-written.ts';

/** The dates that a text names, each in a way that is the same in every language: days as in `14.1`, weekdays by their ISO number. */
export interface DatesIn {
  days: string[];
  weekdays: number[];
}

/** Finds the dates of a text by the words of the deadline radar, whatever they are dates of. */
export function createDatesIn(
  wordsByLanguage: Map<string, DeadlineWords>,
): (text: string, language: string) => DatesIn {
  const lexicon = compileLexicon(wordsByLanguage);
  return (text, language) => {
    const meanings = candidates(lexicon(text, language), londonDay(new Date())).map(({ meaning }) => meaning);
    return {
      days: meanings.flatMap(meaning => {
        const [reading] = meaning.type === 'written' ? meaning.readings : [];
        if (!reading || meaning.type !== 'written') return [];
        // Eritreans call the Gregorian months by Ethiopia's names.
        const { day, month } = meaning.calendar === 'ethiopian' ? asInEritrea(reading) : reading;
        return meaning.calendar === 'gregorian' || meaning.calendar === 'ethiopian'
          ? `${day}.${month}`
          : `${meaning.calendar} ${day}.${month}`;
      }),
      weekdays: meanings.flatMap(meaning => ('weekday' in meaning ? (meaning.weekday ?? []) : [])),
    };
  };
}
