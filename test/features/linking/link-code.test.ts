import { describe, expect, test } from '@jest/globals';
import { drawLinkCode, readLinkCode } from '../../../src/features/linking/link-code.ts';

const CODE = 'LINK-7K3M-9PXC';

describe('the code of another chat', () => {
  test('is drawn in one shape, without letters that are taken for others, and never the same twice', () => {
    const codes = Array.from({ length: 500 }, () => drawLinkCode());
    expect(codes.filter(code => !/^LINK(?:-[346789CDFGHJKLMNPRTVWXY]{4}){2}$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.map(readLinkCode)).toEqual(codes);
  });

  test.each([
    [CODE],
    ['link-7k3m-9pxc'],
    ['LINK 7K3M 9PXC'],
    ['LINK–7K3M–9PXC'],
    ['link7k3m9pxc'],
    ['LINK-٧K٣M-٩PXC'],
    ['my code is LINK-7K3M-9PXC.'],
    ['hi\nLINK-7K3M-9PXC'],
    ['"LINK-7K3M-9PXC"'],
  ])('is read as people type it: %s', typed => {
    expect(readLinkCode(typed)).toBe(CODE);
  });

  test.each([['LINK-7K3O-9PXC'], ['LINK-7K3-9PXC'], ['link-1111-2222']])(
    'is nearly one, and is said to be: %s',
    typed => {
      expect(readLinkCode(typed)).toBe('mistyped');
    },
  );

  test.each([
    ['can i see a doctor without papers'],
    ['please send me the link'],
    ['link with care home'],
    ['LINK-UP-NOW'],
    ['can you link my case to the home office'],
    ['my landlord wrote LINK-7K3M-9PXC on the letter, what does it mean'],
    ['K7M-4XP'],
    ['GO7K3M9P'],
    [''],
  ])('is no ordinary message: %s', said => {
    expect(readLinkCode(said)).toBeUndefined();
  });
});
