import { expect, test } from '@jest/globals';
import { numbersIn } from './numbers-in.ts';

test('numbers are read in any script, their groups in order', () => {
  expect(numbersIn('٩٩٩ أو 0808 2000 247')).toEqual(['0808 2000 247', '999']);
  expect(numbersIn('۲۰۲۶، १२, 0808\u00A02000-247, none')).toEqual(['0808 2000 247', '12', '2026']);
  expect(numbersIn('116 123')).not.toEqual(numbersIn('123 116'));
});
