import { expect, test } from '@jest/globals';
import { calendarFile, calendarLink } from '../../../src/features/actions/calendar-file.ts';

const ENTRY = {
  id: '0190aaaa-0000-7000-8000-000000000001',
  sequence: 2,
  title: 'Rights; and tea, together',
  startsAt: new Date('2027-07-14T17:30:00Z'),
  endsAt: new Date('2027-07-14T19:30:00Z'),
};
const MADE = new Date('2027-01-12T12:00:00Z');
const textOf = (entry: Parameters<typeof calendarFile>[0]) => new TextDecoder().decode(calendarFile(entry, MADE).bytes);

test('an entry is written as RFC 5545 wants it: in UTC, with what has a meaning escaped', () => {
  expect(textOf({ ...ENTRY, words: 'First\nsecond \\ third' }).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Folding Chair//Actions//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    'UID:0190aaaa-0000-7000-8000-000000000001@folding-chair',
    'SEQUENCE:2',
    'DTSTAMP:20270112T120000Z',
    'DTSTART:20270714T173000Z',
    'DTEND:20270714T193000Z',
    'SUMMARY:Rights\\; and tea\\, together',
    'DESCRIPTION:First\\nsecond \\\\ third',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
});

test('a long line goes on in the next: none has more than 75 octets, and no letter is cut in two', () => {
  const words = 'حقوق خود را بشناسید 🪑 '.repeat(20);
  const lines = textOf({ ...ENTRY, words }).split('\r\n');
  expect(Math.max(...lines.map(line => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  expect(lines.join('\r\n').replaceAll('\r\n ', '')).toContain(`DESCRIPTION:${words}`);
});

test('the link fills in the same, but for the exact place', () => {
  const link = new URL(calendarLink({ ...ENTRY, place: 'Library & hall, Room 4', publicPlace: 'Library & hall' }));
  expect(Object.fromEntries(link.searchParams)).toEqual({
    action: 'TEMPLATE',
    text: 'Rights; and tea, together',
    dates: '20270714T173000Z/20270714T193000Z',
    location: 'Library & hall',
  });
});
