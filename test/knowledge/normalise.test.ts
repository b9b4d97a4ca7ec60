import { expect, test } from '@jest/globals';
import { normalise, westernDigits } from '../../src/knowledge/normalise.ts';

test.each([
  ['accents', 'Où est l’hôpital', 'ou est l hopital'],
  ['elongation', 'pleeeease heeelp', 'please help'],
  ['contractions', "I don't know, I'm scared!!", 'i dont know im scared'],
  ['Persian and Arabic keyboards', 'كيف کیف', 'كيف كيف'],
  ['Arabic vowel signs and hamza', 'أُريدُ مُساعَدة', 'اريد مساعده'],
  ['the Persian half-space', 'می‌خواهم', 'مي خواهم'],
  ['Ethiopic homophones', 'ሓገዝ ሐገዝ ኀገዝ', normalise('ሃገዝ ሀገዝ ሀገዝ')],
  ['Ukrainian apostrophes', 'п’ять пʼять', 'пять пять'],
  ['digits of every script', '٩ ۹ ९ ９ ፱', '9 9 9 9 9'],
])('spellings that differ only in %s come out the same', (_, text, normal) => {
  expect(normalise(text)).toBe(normal);
});

test('a message without words comes out empty', () => {
  expect(normalise(' 👍 … ')).toBe('');
});

test('digits of any script are read as the numbers they are', () => {
  expect(westernDigits('٠١٢٣٤٥٦٧٨٩')).toBe('0123456789');
  expect(westernDigits('۰۹ ०९ ০৯ ੦੯')).toBe('09 09 09 09');
});
