import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createWordReader, loadSteeringForms } from '../../src/knowledge/words.ts';
import { numbersIn } from '../support/numbers-in.ts';

type Messages = Record<string, string>;

const LOCALES = join(import.meta.dirname, '../../locales');
/** Says of a file who made its words; it is no sentence. */
const MAKER_KEY = 'translation';
/** Languages whose words a person has checked, and no machine's warning is needed. */
const CHECKED = ['en'];
/** May read as in English: made of values alone, or names. */
const MAY_EQUAL_ENGLISH = [/^person\.charity$/, /^platform\./, /^nation\./, /^button\.keep$/, /^actions\.region\./];
/** WhatsApp's own limits: a reply button, and the row of a list that it becomes where a label is longer. */
const BUTTON_CHARS_ADVISED = 20;
const BUTTON_CHARS_MAX = 24;
const PLURAL = /_(zero|one|two|few|many|other)$/;

const languages = readdirSync(LOCALES).filter(language => existsSync(join(LOCALES, language, 'messages.json')));
const others = languages.filter(language => language !== 'en');
const english = messagesOf('en');

function messagesOf(language: string): Messages {
  const { [MAKER_KEY]: _, ...messages } = JSON.parse(
    readFileSync(join(LOCALES, language, 'messages.json'), 'utf8'),
  ) as Messages;
  return messages;
}

const valuesIn = (sentence: string) => (sentence.match(/\{\{\w+\}\}/g) ?? []).sort();

/** The keys a language must have: English's, with the plural forms that the language itself has. */
function keysFor(language: string): string[] {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const keys = Object.keys(english).flatMap(key =>
    PLURAL.test(key) ? forms.map(form => key.replace(PLURAL, `_${form}`)) : key,
  );
  return [...new Set(keys)].sort();
}

/** What English says by the same key; of a plural form that English lacks, its most general one. */
const inEnglish = (key: string) => english[key] ?? english[key.replace(PLURAL, '_other')] ?? '';

describe.each(others)('the words in %s', language => {
  const messages = messagesOf(language);
  const faults = (isWrong: (key: string, sentence: string) => boolean) =>
    Object.entries(messages).flatMap(([key, sentence]) => (isWrong(key, sentence) ? `${key}: ${sentence}` : []));

  test('have a sentence for every English one, and no other', () => {
    expect(Object.keys(messages).sort()).toEqual(keysFor(language));
  });

  test('have the same values to fill in as English', () => {
    expect(faults((key, sentence) => String(valuesIn(sentence)) !== String(valuesIn(inEnglish(key))))).toEqual([]);
  });

  test('have the numbers of English, every digit of every one, in whatever script', () => {
    expect(faults((key, sentence) => String(numbersIn(sentence)) !== String(numbersIn(inEnglish(key))))).toEqual([]);
  });

  test('are never empty, nor left in English', () => {
    const mayEqual = (key: string) => MAY_EQUAL_ENGLISH.some(pattern => pattern.test(key));
    expect(
      faults((key, sentence) => sentence.trim() === '' || (sentence === inEnglish(key) && !mayEqual(key))),
    ).toEqual([]);
  });

  test('are said to be a machine’s until a person has checked them', () => {
    const file = JSON.parse(readFileSync(join(LOCALES, language, 'messages.json'), 'utf8')) as Messages;
    expect(file[MAKER_KEY]).toBe(CHECKED.includes(language) ? undefined : 'machine');
  });
});

test('every danger has numbers to call', () => {
  const crises = Object.entries(english).filter(([key]) => key.startsWith('crisis.') && key !== 'crisis.after');
  expect(crises.length).toBe(8);
  expect(crises.filter(([, sentence]) => !numbersIn(sentence).includes('999'))).toEqual([]);
});

test('help names what is on and my data by words that lead there, in every language', () => {
  const readWord = createWordReader(loadSteeringForms(LOCALES));
  const ledTo = (language: string) =>
    (messagesOf(language).help ?? '').split('\n').flatMap(line => {
      const [key = '', what] = line.split(' – ');
      const read = what === undefined ? undefined : readWord(key, language);
      return read?.kind === 'word' ? read.word : [];
    });
  expect(languages.filter(language => String(ledTo(language)) !== 'events,held')).toEqual([]);
});

test('labels fit on a button', () => {
  const labels = languages.flatMap(language =>
    Object.entries(messagesOf(language)).flatMap(([key, label]) =>
      /(?:^|\.)button\./.test(key) ? { language, key, label, chars: [...label].length } : [],
    ),
  );
  const longer = (chars: number) =>
    labels
      .filter(label => label.chars > chars)
      .map(label => `${label.language} ${label.key} (${label.chars}): ${label.label}`);
  const advised = longer(BUTTON_CHARS_ADVISED);
  if (advised.length > 0) console.info(`More than the ${BUTTON_CHARS_ADVISED} characters advised:`, advised);
  expect(longer(BUTTON_CHARS_MAX)).toEqual([]);
});
