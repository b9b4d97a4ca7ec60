import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isNeed } from '../../src/features/directory/needs.ts';
import { createAreaFinder } from '../../src/knowledge/areas.ts';
import { readGazetteer } from '../../src/knowledge/gazetteer.ts';
import { createReadPlaceQuestion, loadPlaceQuestionWords } from '../../src/knowledge/place-question.ts';
import { createWordReader, loadSteeringForms } from '../../src/knowledge/words.ts';

const gazetteer = readGazetteer(join(import.meta.dirname, '../../prisma/seed'));
const read = createReadPlaceQuestion(loadPlaceQuestionWords('locales'), gazetteer);
const findAreas = createAreaFinder(gazetteer);
const readIn = (text: string) => {
  const question = read(text);
  return question && { about: question.about, council: findAreas(question.place)[0]?.council?.name };
};

test.each([
  ['who helps near Birmingham', 'near', 'Birmingham'],
  ['groups near Manchester', 'near', 'Manchester'],
  ['i need help in Leeds please', 'near', 'Leeds'],
  ['any events in Leeds', 'events', 'Leeds'],
  ['What’s on in Bristol this week?', 'events', 'Bristol'],
  ['من يساعد بالقرب من برمنغهام', 'near', 'Birmingham'],
  ['هل توجد فعاليات في ليدز', 'events', 'Leeds'],
  ['مجموعات بمانشستر', 'near', 'Manchester'],
  ['گروه‌های نزدیک منچستر', 'near', 'Manchester'],
  ['رویدادها در لیدز', 'events', 'Leeds'],
  ['qui peut m’aider près de Birmingham', 'near', 'Birmingham'],
  ['des événements à Leeds', 'events', 'Leeds'],
  ['¿quién ayuda cerca de Manchester?', 'near', 'Manchester'],
  ['eventos en Leeds', 'events', 'Leeds'],
  ['caawimo u dhow Birmingham', 'near', 'Birmingham'],
  ['dhacdooyin Leeds', 'events', 'Leeds'],
  ['برمنگھم کے قریب کون مدد کر سکتا ہے', 'near', 'Birmingham'],
  ['لیڈز میں پروگرام', 'events', 'Leeds'],
  ['kush ndihmon afër Birmingham', 'near', 'Birmingham'],
  ['ngjarje në Leeds', 'events', 'Leeds'],
  ['хто допоможе біля Бірмінгема', 'near', 'Birmingham'],
  ['події в Лідсі', 'events', 'Leeds'],
  ['መን ይሕግዝ ኣብ ከባቢ ማንቸስተር', 'near', 'Manchester'],
  ['ንጥፈታት ኣብ ሊድስ', 'events', 'Leeds'],
])('"%s" asks what is %s there', (text, about, council) => {
  expect(readIn(text)).toEqual({ about, council });
});

test.each([
  ['English classes in Leeds', 'esol'],
  ['i want to learn english in Leeds', 'esol'],
  ['is there a food bank near Leeds', 'destitution'],
  ['women’s group in Leeds', 'womenOnly'],
  ['دروس الإنجليزية في ليدز', 'esol'],
  ['کلاس زبان انگلیسی در لیدز', 'esol'],
  ['cours d’anglais à Leeds', 'esol'],
  ['clases de inglés en Leeds', 'esol'],
  ['casharo ingiriisi Leeds', 'esol'],
  ['لیڈز میں انگلش کلاس', 'esol'],
  ['kurs anglishteje në Leeds', 'esol'],
  ['курси англійської в Лідсі', 'esol'],
  ['ትምህርቲ እንግሊዝኛ ኣብ ሊድስ', 'esol'],
])('"%s" asks who offers %s there', (text, need) => {
  const question = read(text);
  expect(question).toMatchObject({ about: 'near', need });
  expect(findAreas(question?.place ?? '')[0]?.council?.name).toBe('Leeds');
});

test('what is looked for goes by the names that the directory has for it', () => {
  const named = [...loadPlaceQuestionWords('locales').values()].flatMap(words => Object.keys(words.needs));
  expect(new Set(named)).toEqual(new Set(['esol', 'destitution', 'womenOnly']));
  expect(named.every(isNeed)).toBe(true);
});

test.each([
  ['Birmingham', 'Birmingham'],
  ['مانشستر', 'Manchester'],
  ['ليدز', 'Leeds'],
  ['i live in Leeds', 'Leeds'],
  ['Лідс', 'Leeds'],
])('the mere name of a place, "%s", asks who helps there', (text, council) => {
  expect(readIn(text)).toEqual({ about: 'near', council });
});

test.each([
  'can i see a doctor in Leeds without papers',
  'my landlord in Manchester wants me out',
  'هل أستطيع أن أعمل',
  'هل',
  'i am in detention near Birmingham',
  'how do i get to London for my interview',
  'help',
  'near me',
  '',
])('"%s" is another question', text => {
  expect(read(text)).toBeUndefined();
});

// Written by others, about rights and danger.
test.each(['crisis-messages.jsonl', 'threat-messages.jsonl'])(
  'no message of %s is taken for a question of places',
  file => {
    const lines = readFileSync(join(import.meta.dirname, 'data', file), 'utf8')
      .trim()
      .split('\n');
    const texts = lines.map(line => (JSON.parse(line) as { text: string }).text);
    expect(texts.filter(text => read(text))).toEqual([]);
  },
);

test.each([
  ['en', 'events'],
  ['ar', 'فعاليات'],
  ['fa', 'رویدادها'],
  ['fr', 'événements'],
  ['es', 'eventos'],
  ['so', 'dhacdooyin'],
  ['ur', 'تقریبات'],
  ['sq', 'ngjarje'],
  ['uk', 'події'],
  ['ti', 'ንጥፈታት'],
])('the word for events opens what is on, in %s', (language, text) => {
  const readWord = createWordReader(loadSteeringForms('locales'));
  expect(readWord(text, language)).toEqual({ kind: 'word', word: 'events' });
});
