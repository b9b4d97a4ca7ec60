import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cardReply } from '../../src/features/card-reply.ts';
import { loadCardLibrary } from '../../src/knowledge/card-library.ts';
import { loadWords } from '../../src/words/words.ts';
import { CACHE } from '../support/cache.ts';

const LOCALES = join(import.meta.dirname, '../../locales');

test('below a card that is only there in English the buttons say so of themselves: they are in the member’s language', async () => {
  const library = loadCardLibrary(LOCALES, CACHE);
  const words = await loadWords(LOCALES, () => {});
  const inEnglish = library.ids.map(id => library.card(id, 'ti')).find(card => card?.bodyLanguage === 'en');
  const translated = library.ids.map(id => library.card(id, 'ar')).find(card => card?.bodyLanguage === 'ar');
  if (!inEnglish || !translated) throw new Error('Every card is translated into Tigrinya: take another language here.');
  const view = { related: [], nation: undefined, words };
  expect(cardReply({ ...view, card: inEnglish, language: 'ti' })).toMatchObject({
    language: 'en',
    choicesLanguage: 'ti',
  });
  expect(cardReply({ ...view, card: translated, language: 'ar' }).choicesLanguage).toBeUndefined();
});
