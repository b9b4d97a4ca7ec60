import { expect, test } from '@jest/globals';
import { createCrisisFinder, loadCrisisPatterns } from '../../src/knowledge/crisis.ts';

const finder = createCrisisFinder(
  new Map([
    [
      'en',
      {
        'self-harm': { say: ['kill myself'], unless: ['kill myself laughing'] },
        'violence-now': { say: ['he has a knife'], unless: [] },
      },
    ],
    ['fr', { 'self-harm': { say: ['me tuer'], unless: [] } }],
  ]),
);

test('danger is heard in any language, whatever language the person has chosen', () => {
  expect(finder('Je vais me TUER ce soir')).toEqual({ kind: 'self-harm', language: 'fr' });
});

test('a phrase that shows there is no danger takes back its own kind only', () => {
  expect(finder('i could kill myself laughing')).toBeUndefined();
  expect(finder('i could kill myself laughing but he has a knife')?.kind).toBe('violence-now');
});

test('of several dangers the one to life comes first', () => {
  expect(finder('he has a knife and i want to kill myself')?.kind).toBe('self-harm');
});

test('an empty or endless message is no danger and no delay', () => {
  expect(finder('')).toBeUndefined();
  expect(finder('knife '.repeat(20_000))).toBeUndefined();
});

test.each(['i want to kill myself', 'he is beating me right now', 'they are taking me to the detention centre now'])(
  'the real patterns hear "%s"',
  text => {
    expect(createCrisisFinder(loadCrisisPatterns('locales'))(text)).toBeDefined();
  },
);

test.each([
  'what are my rights if i am detained',
  'how do i register with a gp',
  'my friend was detained last year and i want to thank you',
])('the real patterns do not take "%s" for danger', text => {
  expect(createCrisisFinder(loadCrisisPatterns('locales'))(text)).toBeUndefined();
});
