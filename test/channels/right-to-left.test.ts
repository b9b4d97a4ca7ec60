import { expect, test } from '@jest/globals';
import { isRightToLeft, markRightToLeft } from '../../src/channels/right-to-left.ts';

test('Arabic, Persian and Urdu are written from right to left; Somali and Tigrinya are not', () => {
  expect(['ar', 'fa', 'ur', 'ar-SD'].every(isRightToLeft)).toBe(true);
  expect(['so', 'ti', 'en', 'uk'].some(isRightToLeft)).toBe(false);
});

test('every line begins with a mark, so that one which begins with a number does not turn around', () => {
  expect(markRightToLeft('سطر\n\n999 سطر')).toBe('\u200Fسطر\n\n\u200F999 سطر');
});

test('the groups of a telephone number keep their order', () => {
  expect(markRightToLeft('2019–2025')).toBe('\u200F\u20662019–2025\u2069');
  expect(markRightToLeft('اتصل 0808 2000 247')).toBe('\u200Fاتصل \u20660808 2000 247\u2069');
});

test.each([
  ['a code', 'رقمك: VGP-W7V'],
  ['a postcode', 'مثلاً M14 5SX، أو ليدز'],
  ['a postcode beside its town', 'Leeds, LS1 4AB'],
  ['a link', 'اقرأ: https://example.org/a-b?c=1'],
])('%s, which people copy, has nothing put into it or around it', (_, text) => {
  expect(markRightToLeft(text)).toBe(`\u200F${text}`);
});

test.each([
  ['a title that begins with a number', 'أين: 12 Long Street', '\u200Fأين: \u206612 Long Street\u2069'],
  ['a name that ends with a bracket', '*Refugee Action (Leeds)*', '\u200F*\u2066Refugee Action (Leeds)\u2069*'],
  ['a sentence', 'Bring your letter. We wait for you.', '\u200F\u2066Bring your letter. We wait for you.\u2069'],
  ['a question in bold', '*Who helps?*', '\u200F*\u2066Who helps?\u2069*'],
  ['a sentence behind a label', 'الوصف: Come at 3pm!', '\u200Fالوصف: \u2066Come at 3pm!\u2069'],
])('%s stays together', (_, text, marked) => {
  expect(markRightToLeft(text)).toBe(marked);
});

test('the full stop of the sentence around a name stays its own, and so does its bracket', () => {
  expect(markRightToLeft('اتصل بـ Refugee Action.')).toBe('\u200Fاتصل بـ Refugee Action.');
  expect(markRightToLeft('(في Leeds) أو')).toBe('\u200F(في Leeds) أو');
  expect(markRightToLeft('الداخلية (Home Office)، ثم')).toBe('\u200Fالداخلية (Home Office)، ثم');
});
