import { expect, test } from '@jest/globals';
import { drawActionCode, readActionCode } from '../../../src/features/actions/action-code.ts';

test('a code that was drawn is read, however it is typed', () => {
  for (let draw = 0; draw < 200; draw++) {
    const code = drawActionCode();
    expect(readActionCode(code)).toBe(code);
    expect(readActionCode(` ${code.toLowerCase().slice(0, 2)}-${code.slice(2, 5)} ${code.slice(5)} `)).toBe(code);
  }
  expect(readActionCode('go ۳۴۶۷۸۹')).toBe('GO346789');
});

test.each(['M14 4AB', 'go', 'going to court', 'K7M-4XP', 'GO7K3M9', 'GO7K3M9PP', 'GO7K3M9A', ''])(
  '%s is no code',
  text => {
    expect(readActionCode(text)).toBeUndefined();
  },
);
