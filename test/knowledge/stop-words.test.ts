import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createWordReader, loadSteeringForms } from '../../src/knowledge/words.ts';

const forms = loadSteeringForms(join(import.meta.dirname, '../../locales'));
const languages = ['en', 'ar', 'fa', 'fr', 'es', 'so', 'sq', 'uk', 'ur', 'ti'];
const readWord = createWordReader(forms);

describe('to stop', () => {
  test('every language has words of its own', () => {
    expect(languages.filter(language => (forms.get(language)?.stop?.length ?? 0) < 20)).toEqual([]);
  });

  test.each([
    'STOP',
    'stop!',
    'ARRET',
    'Arrêtez',
    'توقف',
    'بس',
    'متوقف کن',
    'ALTO',
    'Basta',
    'JOOJI',
    'Ndalo',
    'СТОП',
    'بند کرو',
    'اسٹاپ',
    'ጠጠው በል',
    'ደው በል',
  ])('%s is enough, whatever language somebody has chosen', said => {
    for (const language of languages)
      expect({ language, ...readWord(said, language) }).toEqual({ language, kind: 'word', word: 'stop' });
  });
});

test.each([
  ['prison', 'ar', 'حبس'],
  ['arrested', 'fr', 'arrêté'],
  ['money', 'sq', 'para'],
  ['money, as it is said in Kosovo', 'sq', 'pare'],
  ['a fund', 'en', 'fund'],
  ['what the Home Office may do', 'en', 'remove me'],
])('%s stops nothing', (_, language, said) => {
  expect(readWord(said, language)).toBeUndefined();
});
