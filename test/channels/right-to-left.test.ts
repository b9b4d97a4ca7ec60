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
