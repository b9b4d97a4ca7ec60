import { expect, test } from '@jest/globals';
import { readCsv } from '../../src/knowledge/csv.ts';

test('a table is read by its column names, with quotes, commas and line breaks in values, whatever ends its lines', () => {
  const text =
    '\uFEFFname,what,url\r\n"Centre ""A""","advice, English",https://example.org\r\n"two\nlines",,\r\n\r\nlast';
  expect(readCsv(text)).toEqual([
    { name: 'Centre "A"', what: 'advice, English', url: 'https://example.org' },
    { name: 'two\nlines', what: '', url: '' },
    { name: 'last', what: '', url: '' },
  ]);
});

test('an empty table has no records', () => {
  expect(readCsv('')).toEqual([]);
  expect(readCsv('name,url\n')).toEqual([]);
});

test('a quote that is never closed is an error that says where', () => {
  expect(() => readCsv('name\nfine\n"never closed')).toThrow('Line 3 has a quote that is not closed');
});
