import type { FileContent } from '../../messages/file.ts';

/** What stands in somebody's calendar. */
export interface CalendarEntry {
  /** By which a calendar knows it again when it is changed. */
  id: string;
  /** How often it has been changed. */
  sequence: number;
  title: string;
  startsAt: Date;
  endsAt: Date;
  words?: string;
  place?: string;
  /** What everybody may know of the place: more is told to nobody else than who comes. */
  publicPlace?: string;
  link?: string;
}

/** RFC 5545, 3.1: a line has at most 75 octets, its break not among them. */
const LINE_OCTETS_MAX = 75;

/**
 * An entry as a file that every calendar opens (RFC 5545). Its times are in UTC, so that it needs no rules for summer time.
 *
 * @param madeAt when this file was made.
 */
export function calendarFile(entry: CalendarEntry, madeAt: Date): FileContent {
  const { id, sequence, title, startsAt, endsAt, words, place, link } = entry;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Folding Chair//Actions//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${id}@folding-chair`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(madeAt)}`,
    `DTSTART:${utc(startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    words && `DESCRIPTION:${escaped(words)}`,
    place && `LOCATION:${escaped(place)}`,
    link && `URL:${link}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  const text = lines.flatMap(line => (line ? folded(line) : [])).join('\r\n');
  return {
    kind: 'document',
    mimeType: 'text/calendar',
    extension: 'ics',
    bytes: new TextEncoder().encode(`${text}\r\n`),
  };
}

/** The same as a link that opens Google's calendar with it filled in. What stands in it Google reads: the exact place does not. */
export function calendarLink({ title, startsAt, endsAt, words = '', publicPlace = '' }: CalendarEntry): string {
  const query = new URLSearchParams({
    action: 'TEMPLATE',
    text: title,
    dates: `${utc(startsAt)}/${utc(endsAt)}`,
    ...(words && { details: words }),
    ...(publicPlace && { location: publicPlace }),
  });
  return `https://calendar.google.com/calendar/render?${query}`;
}

/** As in 20270114T183000Z. */
function utc(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, '');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n');
}

/** A long line goes on in the next, behind a space; no letter is cut in two. */
function folded(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const letter of line) {
    if (Buffer.byteLength(current + letter) > LINE_OCTETS_MAX) {
      lines.push(current);
      current = ' ';
    }
    current += letter;
  }
  return [...lines, current];
}
