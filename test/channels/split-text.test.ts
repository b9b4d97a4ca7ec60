import { describe, expect, test } from '@jest/globals';
import { splitText } from '../../src/channels/split-text.ts';

const paragraph = (words: number) => `${Array.from({ length: words }, (_, index) => `word${index}`).join(' ')}.`;

describe('a long text is cut', () => {
  test('not at all when it fits', () => {
    expect(splitText('short', 10)).toEqual(['short']);
    expect(splitText('', 10)).toEqual([]);
  });

  test('between paragraphs where that is possible', () => {
    expect(splitText(`${'a'.repeat(30)}\n\n${'b b '.repeat(8)}`, 40)).toEqual([
      'a'.repeat(30),
      'b b '.repeat(8).trim(),
    ]);
  });

  test('then between sentences, also where they end with other marks', () => {
    expect(splitText('First one here. Second one is here too.', 25)).toEqual([
      'First one here.',
      'Second one is here too.',
    ]);
    expect(splitText('هل أنت بخير؟ نعم أنا بخير جدا اليوم', 20)[0]).toBe('هل أنت بخير؟');
  });

  test('then between words, and never inside one', () => {
    const text = paragraph(400);
    const chunks = splitText(text, 100);
    expect(chunks.every(chunk => chunk.length <= 100)).toBe(true);
    expect(chunks.join(' ')).toBe(text);
  });

  test('inside a word only when it is longer than a whole chunk, and never inside a character', () => {
    const chunks = splitText('😀'.repeat(30), 11);
    expect(chunks.join('')).toBe('😀'.repeat(30));
    expect(chunks.every(chunk => chunk.length <= 11 && chunk.isWellFormed())).toBe(true);
  });
});
