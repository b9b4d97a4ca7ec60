import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createDeadlineRadar, type FoundDeadline } from '../../src/knowledge/deadline-radar.ts';
import { loadDeadlineWords } from '../../src/knowledge/deadline-radar-words.ts';
import { localeLanguages } from '../../src/knowledge/locale-file.ts';

interface Expected {
  kind: FoundDeadline['kind'];
  calendar?: FoundDeadline['calendar'];
  date?: string;
  precision?: FoundDeadline['precision'];
}
interface Sentence {
  language: string;
  text: string;
  /** Whether the words were written with the sentence in view. */
  seen: boolean;
  expected: Expected[];
}

const wordsByLanguage = loadDeadlineWords('locales');
const find = createDeadlineRadar(wordsByLanguage);
const languages = localeLanguages('locales');
/** A Wednesday. */
const sentAt = new Date('2026-03-11T12:00:00Z');
const heard = (text: string, language = 'en', at = sentAt) => find(text, at, language);

const sentences = readFileSync('test/knowledge/data/deadlines.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Sentence);

describe('on the list of sentences', () => {
  const judged = sentences.map(sentence => {
    const invented = heard(sentence.text, sentence.language);
    const missed = sentence.expected.filter(expected => {
      const at = invented.findIndex(found => isExpected(found, expected));
      if (at >= 0) invented.splice(at, 1);
      return at < 0;
    });
    return { ...sentence, missed, invented };
  });
  const recallOf = (of: typeof judged) => {
    const count = (counts: number[]) => counts.reduce((sum, number) => sum + number, 0);
    return 1 - count(of.map(({ missed }) => missed.length)) / count(of.map(({ expected }) => expected.length));
  };

  test('at least 95 of 100 deadlines are found, of the right kind and on the right day', () => {
    expect(recallOf(judged)).toBeGreaterThanOrEqual(0.95);
  });

  test.each(languages)('at least 90 of 100 are found in %s', language => {
    const own = judged.filter(sentence => sentence.language === language);
    expect(own.filter(({ expected }) => expected.length > 0).length).toBeGreaterThanOrEqual(16);
    expect(recallOf(own)).toBeGreaterThanOrEqual(0.9);
  });

  test('none is invented', () => {
    expect(judged.filter(({ expected }) => expected.length === 0).length).toBeGreaterThanOrEqual(60);
    expect(judged.flatMap(({ text, invented }) => invented.map(({ found }) => ({ text, found })))).toEqual([]);
  });
});

function isExpected(found: FoundDeadline, { kind, calendar = 'gregorian', date, precision }: Expected): boolean {
  return (
    found.kind === kind &&
    found.calendar === calendar &&
    found.date === date &&
    (precision === undefined || found.precision === precision)
  );
}

test.each([
  ['en', 'call me about my hearing on 07700 900 123'],
  ['en', 'my hearing number is +44 7700 900 123, extension 12'],
  ['en', '07700-900-123 is for my appeal'],
  ['fr', 'pour mon audience, appelez le 06 12 03 20 26'],
  ['fr', 'appel au 01.42.03.04.26'],
  ['ar', 'الاستئناف اتصل على ٠٧٧٠٠٩٠٠١٢٣'],
  ['fa', 'اپیل شماره ۰۷۷۰۰ ۹۰۰ ۱۲۳'],
])('a telephone number is no deadline, even beside a word of one (%s: %s)', (language, text) => {
  expect(heard(text, language)).toEqual([]);
});

test.each([
  ['en', 'tribunal hearing centre, 45 May Street'],
  ['en', 'evicted from 12 March Road last year'],
  ['en', 'eviction from flat 3/2, SW12 3AB'],
  ['fr', 'expulsion du 12 rue du 4 septembre'],
  ['es', 'desalojo en calle 12 de octubre 45'],
  ['uk', 'висилають з вул. 1 Травня 12'],
  ['fa', 'دادگاه اتاق ۱۲/۳'],
])('an address is no deadline, even beside a word of one (%s: %s)', (language, text) => {
  expect(heard(text, language)).toEqual([]);
});

test.each([
  'my interview ref 12/3456',
  'my appeal PA/12345/2026',
  'court fee is £12.03',
  'app version 12.3.26 wont show my appeal',
  'hearing at 10.30',
  'flight BA123 terminal 5, interview 1 of 2',
  'they refused my son who is 14',
  'at the interview they asked my birthday 12/04/1990',
  'Appeal: may 2 people speak?',
  'hearing loss since 12/4',
  'i have been waiting for my appeal hearing for 14 months',
  'my interview was 3 years ago',
])('"%s" has no deadline', text => {
  expect(heard(text)).toEqual([]);
});

test('the words are shown as written, with their place in the text', () => {
  const text = '🙏🏽 please, my hearing is Tuesday 17 March at 10:30am. thank you';
  const [deadline] = heard(text);
  expect(deadline).toEqual({
    kind: 'hearing',
    found: 'Tuesday 17 March at 10:30am',
    calendar: 'gregorian',
    date: '2026-03-17',
    precision: 'day',
    time: 'at 10:30am',
    from: text.indexOf('Tuesday'),
    to: text.indexOf('. thank'),
  });
});

test('an order of day and month that is not plain is read as the United Kingdom does, and says so', () => {
  expect(heard('my hearing is 03/04/2026')).toMatchObject([{ date: '2026-04-03', ambiguous: ['2026-03-04'] }]);
  expect(heard('my hearing is 25/03/2026')[0]).not.toHaveProperty('ambiguous');
});

test('a weekday settles which order was meant, and is shown when it fits neither', () => {
  expect(heard('hearing Wednesday 04/03/2026')[0]).toMatchObject({ date: '2026-03-04' });
  expect(heard('hearing Monday 17 March 2026')).toMatchObject([{ date: '2026-03-17', ambiguous: ['2026-03-16'] }]);
});

test('a weekday that may be of this week or the next gives both', () => {
  expect(heard('hearing next Thursday')).toMatchObject([{ date: '2026-03-19', ambiguous: ['2026-03-12'] }]);
  expect(heard('hearing on Wednesday')).toMatchObject([{ date: '2026-03-11', ambiguous: ['2026-03-18'] }]);
  expect(heard('hearing next Tuesday')[0]).not.toHaveProperty('ambiguous');
});

test('one word for yesterday and tomorrow gives both', () => {
  expect(heard('کل میری پیشی ہے', 'ur')).toMatchObject([{ date: '2026-03-12', ambiguous: ['2026-03-10'] }]);
  expect(heard('کل ریفیوزل لیٹر ملا', 'ur')).toMatchObject([{ date: '2026-03-10', ambiguous: ['2026-03-12'] }]);
});

test.each([
  ['fa', 'دادگاه ۲۰ اسفند ۱۴۰۴', 'persian', '۲۰ اسفند ۱۴۰۴'],
  ['fa', 'محکمه ۱۲ حمل', 'persian', '۱۲ حمل'],
  ['fa', 'مهلت اپیل 1405/01/15', 'persian', '1405/01/15'],
  ['ar', 'المحكمة 10 شوال 1447', 'hijri', '10 شوال 1447'],
  ['en', 'court hearing 20 Ramadan 1447', 'hijri', '20 Ramadan 1447'],
  ['ti', 'ቤት ፍርዲ ፲፪ መጋቢት ፳፻፲፰', 'ethiopian', '፲፪ መጋቢት ፳፻፲፰'],
])('a date of another calendar is shown and not converted (%s: %s)', (language, text, calendar, found) => {
  const [deadline, ...others] = heard(text, language);
  expect(deadline).toMatchObject({ calendar, found, precision: 'day' });
  expect(deadline).not.toHaveProperty('date');
  expect(deadline).not.toHaveProperty('ambiguous');
  expect(others).toEqual([]);
});

test('a Tigrinya month, which Eritreans use for a Gregorian one, is not settled unless its year tells', () => {
  expect(heard('ቤት ፍርዲ 12 መጋቢት', 'ti')).toMatchObject([{ calendar: 'ethiopian', ambiguous: ['2026-03-12'] }]);
  expect(heard('ቤት ፍርዲ 12 መጋቢት', 'ti')[0]).not.toHaveProperty('date');
  expect(heard('ቤት ፍርዲ 12 መጋቢት 2026', 'ti')).toMatchObject([{ calendar: 'gregorian', date: '2026-03-12' }]);
});

test('a period whose beginning is not told has no date, only the day by which it has ended at the latest', () => {
  const [deadline] = heard('i must appeal within 14 days');
  expect(deadline).toMatchObject({ kind: 'appeal', precision: 'period', latest: '2026-03-25' });
  expect(deadline).not.toHaveProperty('date');
  expect(heard('i must appeal within 5 working days')[0]).not.toHaveProperty('latest');
});

test('what is counted from now has a date', () => {
  expect(heard('5 days left to appeal')).toMatchObject([{ precision: 'relative', date: '2026-03-16' }]);
  expect(heard('they evict us in two weeks')).toMatchObject([{ precision: 'relative', date: '2026-03-25' }]);
});

test('today is the day in London, whatever the time there', () => {
  expect(heard('flight tomorrow', 'en', new Date('2026-07-01T23:30:00Z'))[0]?.date).toBe('2026-07-03');
  expect(heard('flight tomorrow', 'en', new Date('2026-01-01T23:30:00Z'))[0]?.date).toBe('2026-01-02');
  expect(heard('out by the end of the month, eviction', 'en', new Date('2028-02-10T12:00:00Z'))[0]?.date).toBe(
    '2028-02-29',
  );
});

test('a date without a year is the coming one, and of a refusal the last', () => {
  const december = new Date('2026-12-20T12:00:00Z');
  expect(heard('hearing 5 January', 'en', december)[0]?.date).toBe('2027-01-05');
  expect(heard('refusal letter of 5 December', 'en', december)[0]?.date).toBe('2026-12-05');
});

test('the next deadline comes first, what has passed last', () => {
  const found = heard('refused on 2 March. interview 20 April, flight tomorrow, appeal within 14 days');
  expect(found.map(({ kind }) => kind)).toEqual(['removal', 'appeal', 'interview', 'refusal']);
});

test('a day in the future is shown whatever it is for, a weekday only beside a word of deadlines', () => {
  expect(heard('my card runs to 30 June 2026')).toMatchObject([{ kind: 'other', date: '2026-06-30' }]);
  expect(heard('i go to my cousin on Friday')).toEqual([]);
  expect(heard('i was there on 2 February')).toEqual([]);
});

test('languages are mixed as people mix them', () => {
  expect(heard('عندي hearing يوم 24 March', 'ar')).toMatchObject([{ kind: 'hearing', date: '2026-03-24' }]);
  expect(heard('mi tribunal hearing es tomorrow', 'es')).toMatchObject([{ kind: 'hearing', date: '2026-03-12' }]);
});

test('an endless message is no delay', () => {
  expect(() => heard('12/3 within 14 days may 5 '.repeat(20_000))).not.toThrow();
  expect(heard('')).toEqual([]);
});

test.each(languages)('%s has words for every kind, month and weekday', language => {
  const words = wordsByLanguage.get(language);
  const empty = Object.entries({ ...words?.kinds, ...words?.months.gregorian, ...words?.weekdays })
    .filter(([, forms]) => forms.length === 0)
    .map(([name]) => name);
  expect(empty).toEqual([]);
  expect(Object.keys(words?.months.gregorian ?? {})).toHaveLength(12);
  expect(Object.keys(words?.weekdays ?? {})).toHaveLength(7);
});
