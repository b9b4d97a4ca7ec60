import { type ActionFile, type MemberNeed, needsOffered, placesOf, type RegistrationFile } from './action-file.ts';

/** Who comes to an action, counted. */
export interface Attendance {
  /** People, and their guests, with a place. */
  registered: number;
  guests: number;
  /** Those for whom a place is kept until they answer. */
  offered: number;
  waiting: number;
  /** Who was checked in, and guests of theirs; without walk-ins. */
  came: number;
  /** How many with a place need each thing. */
  needs: { need: MemberNeed; count: number }[];
  /** How many with a place read in each language, the most first; English is not among them. */
  speakers: { language: string; count: number; needInterpreter: number }[];
}

const memberNeeds = needsOffered.filter(need => need !== 'womenOnly');

export function attendanceOf(registrations: RegistrationFile[]): Attendance {
  const coming = registrations.filter(({ status }) => status === 'registered');
  const count = (status: RegistrationFile['status']) =>
    registrations.filter(registration => registration.status === status).length;
  return {
    registered: coming.length,
    guests: sum(coming.map(({ guests }) => guests)),
    offered: count('offered'),
    waiting: count('waiting'),
    came: sum(registrations.filter(({ checkedInAt }) => checkedInAt).map(placesOf)),
    needs: memberNeeds
      .map(need => ({ need, count: coming.filter(({ needs }) => needs.includes(need)).length }))
      .filter(({ count: people }) => people > 0),
    speakers: speakersOf(coming),
  };
}

/** By the language of the interpreter that they asked for, else by the one that they read. */
function speakersOf(coming: RegistrationFile[]): Attendance['speakers'] {
  const languageOf = ({ language, spoken }: RegistrationFile) => language ?? spoken;
  const languages = [...new Set(coming.map(languageOf))].filter(language => language !== 'en');
  return languages
    .map(language => {
      const speak = coming.filter(each => languageOf(each) === language);
      const needInterpreter = speak.filter(({ needs }) => needs.includes('interpreter')).length;
      return { language, count: speak.length, needInterpreter };
    })
    .toSorted((a, b) => b.count - a.count || a.language.localeCompare(b.language));
}

/** Those whom an organiser expects, or who wait: whoever cancelled is nobody's business any more. */
export function isListed({ status, checkedInAt }: RegistrationFile): boolean {
  return checkedInAt !== undefined || status === 'registered' || status === 'offered' || status === 'waiting';
}

/** Places that nobody has; undefined where there is no limit. */
export function placesFree({ capacity, taken }: Pick<ActionFile, 'capacity' | 'taken'>): number | undefined {
  return capacity === undefined ? undefined : Math.max(0, capacity - taken);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
