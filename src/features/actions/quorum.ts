import type { DeskWords } from '../../words/desk-words.ts';
import { titleLine, whenLine } from './action-lines.ts';
import type { Attendance } from './attendance.ts';
import type { DeskAction } from './desk-actions.ts';
import { languageName } from './people-part.ts';

/** Something that an organiser is told once, and by what it is known that they were. */
export interface Notice {
  key: string;
  text: string;
}

/** Said before, since it has to be paid or booked. */
const TOTALLED = ['childcare', 'fares', 'signLanguage'];

/**
 * What has to be booked for an action: an interpreter from so many speakers on, once for each language, unless one is there; and how many
 * need fares, childcare, or sign language.
 *
 * @example 4 people speak Tigrinya: book an interpreter
 */
export function noticesDue(
  { file, toldOf }: DeskAction,
  { speakers, needs }: Attendance,
  people: number,
  say: DeskWords['say'],
): Notice[] {
  const about = { title: titleLine(file), when: whenLine(file) };
  const interpreters = speakers
    .filter(({ language, count }) => count >= people && !file.interpreterLanguages.includes(language))
    .map(({ language, count }) => ({
      key: `quorum:${language}`,
      text: say('actions.quorum.interpreter', { ...about, count, language: languageName(language) }),
    }));
  const counted = needs
    .filter(({ need }) => TOTALLED.includes(need))
    .map(({ need, count }) => `${say(`actions.need.${need}`)} ${count}`);
  const totals =
    counted.length > 0
      ? [{ key: 'totals', text: say('actions.quorum.totals', { ...about, needs: counted.join(', ') }) }]
      : [];
  return [...interpreters, ...totals].filter(({ key }) => !toldOf.includes(key));
}
