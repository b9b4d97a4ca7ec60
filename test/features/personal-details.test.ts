import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { drawReference } from '../../src/features/cases/case-reference.ts';
import {
  createFindPersonalDetails,
  loadPersonalWords,
  type PersonalKind,
  strike,
} from '../../src/features/personal-details.ts';
import { readGazetteer } from '../../src/knowledge/gazetteer.ts';
import { createPlaceFinder } from '../../src/knowledge/places.ts';

const LOCALES = join(import.meta.dirname, '../../locales');
const findPlace = createPlaceFinder(readGazetteer(join(import.meta.dirname, '../../prisma/seed')));
const find = createFindPersonalDetails(loadPersonalWords(LOCALES), findPlace);
const today = new Date('2026-11-24T10:00:00Z');
const found = (text: string) => find(text, today).map(({ kind, from, to }) => `${kind}: ${text.slice(from, to)}`);

/** Made up: no number here is anybody's. */
const MADE_UP: [PersonalKind, string, string][] = [
  ['home-office-number', 'my home office ref is A1234567 please', 'A1234567'],
  ['home-office-number', 'Z7654321/2', 'Z7654321/2'],
  ['home-office-number', 'they wrote A123456/001 on it', 'A123456/001'],
  ['home-office-number', 'GWF012345678', 'GWF012345678'],
  ['home-office-number', 'gwf 0123456789', 'gwf 0123456789'],
  ['home-office-number', 'UAN 1212-0001-2345-6788', '1212-0001-2345-6788'],
  ['home-office-number', 'no card but sixteen digits: 4111111111111112', '4111111111111112'],
  ['home-office-number', 'ASF/1234567', 'ASF/1234567'],
  ['home-office-number', 'ARC 12345678', 'ARC 12345678'],
  ['home-office-number', 'case id: 12345678', '12345678'],
  ['home-office-number', 'my appeal PA/01234/2020 is late', 'PA/01234/2020'],
  ['home-office-number', 'HU-2024-01234', 'HU-2024-01234'],
  ['home-office-number', 'رقم القضية ١٢٣٤٥٦٧٨', '١٢٣٤٥٦٧٨'],
  ['home-office-number', 'شماره پرونده من ۱۲۳۴۵۶۷ است', '۱۲۳۴۵۶۷'],
  ['home-office-number', 'numéro de dossier : 1234567', '1234567'],
  ['home-office-number', 'mi número de caso es 1234567', '1234567'],
  ['home-office-number', 'lambarka kiiska waa 1234567', '1234567'],
  ['home-office-number', 'numri i çështjes 1234567', '1234567'],
  ['home-office-number', 'номер справи 1234567', '1234567'],
  ['home-office-number', 'میرا کیس نمبر 1234567 ہے', '1234567'],
  ['home-office-number', 'ቁጽሪ ጉዳይ 1234567', '1234567'],
  ['passport-number', 'passport 123456789', '123456789'],
  ['passport-number', 'BRP: ZU1234567', 'ZU1234567'],
  ['passport-number', 'AB1234567', 'AB1234567'],
  ['passport-number', 'جواز السفر رقم ١٢٣٤٥٦٧٨', '١٢٣٤٥٦٧٨'],
  ['passport-number', 'گذرنامه A12345678', 'A12345678'],
  ['passport-number', 'mon passeport est le 12AB34567', '12AB34567'],
  ['passport-number', 'mi pasaporte 123456789', '123456789'],
  ['passport-number', 'baasaboorkayga waa 12345678', '12345678'],
  ['passport-number', 'pasaporta ime 12345678', '12345678'],
  ['passport-number', 'паспорт 123456789', '123456789'],
  ['passport-number', 'پاسپورٹ نمبر ۱۲۳۴۵۶۷', '۱۲۳۴۵۶۷'],
  ['passport-number', 'ፓስፖርተይ 1234567', '1234567'],
  ['birth-date', 'I was born on 3 May 1990', '3 May 1990'],
  ['birth-date', 'DOB: 03/05/1990', '03/05/1990'],
  ['birth-date', 'd.o.b. 3.5.90', '3.5.90'],
  ['birth-date', 'born in Aleppo on May 3, 1990', 'May 3, 1990'],
  ['birth-date', '3 May 1990 is my birthday', '3 May 1990'],
  ['birth-date', 'تاريخ ميلادي ٣/٥/١٩٩٠', '٣/٥/١٩٩٠'],
  ['birth-date', 'وُلِدتُ في 3 مايو 1990', '3 مايو 1990'],
  ['birth-date', 'تاریخ تولد من ۱۳۶۹/۰۲/۱۳', '۱۳۶۹/۰۲/۱۳'],
  ['birth-date', 'je suis née le 3 mai 1990', '3 mai 1990'],
  ['birth-date', 'nací el 3 de mayo de 1990', '3 de mayo de 1990'],
  ['birth-date', 'waxaan dhashay 3 Maajo 1990', '3 Maajo 1990'],
  ['birth-date', 'kam lindur më 3 maj 1990', '3 maj 1990'],
  ['birth-date', 'дата народження 03.05.1990', '03.05.1990'],
  ['birth-date', 'میں 3 مئی 1990 کو پیدا ہوا', '3 مئی 1990'],
  ['birth-date', 'ዕለት ልደተይ 3 ግንቦት 1990', '3 ግንቦት 1990'],
  ['birth-date', 'my baby was born on 2 November 2026', '2 November 2026'],
  ['address', 'M14 5XX', 'M14 5XX'],
  ['address', 'i live at sw1a1aa', 'sw1a1aa'],
  ['address', 'M١٤ ٥XX', 'M١٤ ٥XX'],
  ['address', 'flat 3, 12 Upper Quillfeather Street', 'flat 3, 12 Upper Quillfeather Street'],
  ['address', '12b quillfeather rd', '12b quillfeather rd'],
  ['address', 'أسكن في شارع الورد 12', 'شارع الورد 12'],
  ['address', '12 rue des Lilas', '12 rue des Lilas'],
  ['address', 'calle de las Flores 12', 'calle de las Flores 12'],
  ['insurance-number', 'AB123456C', 'AB123456C'],
  ['insurance-number', 'my ni is ab 12 34 56 c', 'ab 12 34 56 c'],
  ['insurance-number', 'AB ١٢ ٣٤ ٥٦ C', 'AB ١٢ ٣٤ ٥٦ C'],
  ['card-number', '4111 1111 1111 1111', '4111 1111 1111 1111'],
  ['card-number', 'card 378282246310005 exp 01/29', '378282246310005'],
  ['card-number', '٤١١١ ١١١١ ١١١١ ١١١١', '٤١١١ ١١١١ ١١١١ ١١١١'],
  ['card-number', '𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏', '𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏'],
];

describe('what a member should not send', () => {
  test.each(MADE_UP)('is found: %s in %s', (kind, text, part) => {
    expect(found(text)).toEqual([`${kind}: ${part}`]);
  });

  test('is found wherever it stands in a message of several lines', () => {
    const text = `Hello\n${MADE_UP.map(([, line]) => line).join('\n')}\nthank you`;
    expect(find(text, today).length).toBeGreaterThanOrEqual(MADE_UP.length);
  });
});

describe('what a member may send', () => {
  test.each([
    'they want £1,234,567 from me',
    'the fee is £2885 and the health charge 5175 pounds',
    'I owe GBP 1234567',
    'call 0808 8010 503 or 116 123',
    'the home office told me to call 0300 123 4193',
    'home office number 0300 123 4193',
    'text SHOUT to 85258',
    'a number of no card: 378282246310006',
    'my number is +44 7700 900123',
    'my number is 07700 900123 or 0044 7700 900124',
    'two numbers: 07700900123 07700900124',
    'my hearing is on 3 May 2027 at 10:30',
    'I was born in Sudan and my hearing is on 3 May 2027',
    'born in Sudan, hearing 3 May 2027',
    'born in Sudan, hearing 3/5/27',
    'I was born in Sudan, hearing 3 December 2026',
    'baby to be born, hearing 3 May 2027',
    'the letter says 03/05/2027',
    'I came here on 3 May 2015',
    'home office interview 12-03-2027',
    'they gave me 14 days to court',
    'I have 12 May court hearing',
    'within 28 days close my case',
    'a B1 2nd test, at E3 4pm',
    'bailiffs ishin ketu ne 10, na lane 15 minuta',
    'i live in M14',
    'kifak ru7 3al ri7',
    'section 82 of the 1999 Act',
    'at 09:30, on the 3rd',
    'amber-river 27',
    'عندي موعد في ١٢/٣/٢٠٢٧ الساعة ٩',
    'جلسة المحكمة بعد ١٤ يوم',
  ])('is left alone: %s', text => {
    expect(found(text)).toEqual([]);
  });

  test('is left alone when it is a reference of ours, however it is written', () => {
    const texts = Array.from({ length: 3000 }, () => drawReference()).flatMap(reference => [
      reference,
      `my case is ${reference.replace('-', ' ').toLowerCase()} thanks`,
      reference.replace('-', ''),
    ]);
    expect(texts.flatMap(found)).toEqual([]);
  });

  test('is left alone in all that our cards say', () => {
    const cards = readdirSync(LOCALES, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.md'));
    expect(cards.length).toBeGreaterThan(900);
    expect(
      cards.flatMap(file => found(readFileSync(join(LOCALES, file), 'utf8')).map(what => `${file} ${what}`)),
    ).toEqual([]);
  });
});

describe('striking out', () => {
  test('leaves nothing of what was found, and all else', () => {
    const text = 'I am A1234567, born on 3 May 1990, at M14 5XX. My hearing is on 3 May 2027.';
    expect(strike(text, find(text, today))).toBe('I am […], born on […], at […]. My hearing is on 3 May 2027.');
  });

  test('leaves nothing to be found again', () => {
    for (const [, text] of MADE_UP) expect(found(strike(text, find(text, today)))).toEqual([]);
  });

  test('keeps its place behind letters that are written with several units', () => {
    const text = '👩‍👧 وُلِدتُ في 3 مايو 1990 👍 شكراً';
    expect(strike(text, find(text, today))).toBe('👩‍👧 وُلِدتُ في […] 👍 شكراً');
  });
});

test('a long message is looked at in a moment, whatever is in it', () => {
  for (const part of ['1', 'a', '1 ', 'a1', 'ref ', '1/', 'شارع ', '12 rue ', 'born ', '1 a b ']) {
    const startedMs = performance.now();
    find(part.repeat(4096 / part.length), today);
    expect(performance.now() - startedMs).toBeLessThan(1000);
  }
});
