import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { compileConcepts } from '../../src/knowledge/concepts.ts';
import { createCrisisSigns } from '../../src/knowledge/crisis.ts';
import { type CrisisText, trainCrisisModel } from '../../src/knowledge/crisis-classifier.ts';
import { createCrisisFinder } from '../../src/knowledge/crisis-finder.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { loadSteeringForms } from '../../src/knowledge/words.ts';
import { CACHE } from '../support/cache.ts';

const signs = createCrisisSigns(
  new Map([
    [
      'en',
      {
        'self-harm': { say: ['kill myself'], unless: ['laughing'] },
        'violence-now': { say: ['he has a knife'], unless: [] },
      },
    ],
    ['fr', { 'self-harm': { say: ['me tuer'], unless: [] } }],
  ]),
);
const concepts = compileConcepts(new Map());
const detectLanguage = () => ({ language: 'en', confidence: 1, alternatives: [] });
const byPatterns = createCrisisFinder({ signs, concepts, detectLanguage });
/** About as far as a long message goes. */
const story = 'i came here three years ago and my case is slow and the hotel is far from any town '.repeat(3);

test('danger is heard in any language, whatever language the person has chosen', () => {
  expect(byPatterns('Je vais me TUER ce soir')).toMatchObject({ kind: 'self-harm', language: 'fr' });
});

test('what shows that there is no danger takes back only its own kind, and only what is said beside it', () => {
  expect(byPatterns('i could kill myself laughing')).toBeUndefined();
  expect(byPatterns('i could kill myself laughing but he has a knife')?.kind).toBe('violence-now');
  expect(byPatterns(`everybody was laughing. ${story} now i will kill myself`)?.kind).toBe('self-harm');
});

test('of several dangers the one to life comes first', () => {
  expect(byPatterns('he has a knife and i want to kill myself')?.kind).toBe('self-harm');
});

test('danger in the middle of a long story is heard', () => {
  expect(byPatterns(`${story} he has a knife ${story}`)?.kind).toBe('violence-now');
});

test('an empty or endless message is no danger and no delay', () => {
  expect(byPatterns('')).toBeUndefined();
  expect(byPatterns('knife '.repeat(20_000))).toBeUndefined();
});

test('what no pattern says is heard by its likeness to examples, and an ordinary question is not', () => {
  const said = (kind: CrisisText['kind'], ...texts: string[]) =>
    texts.map(text => ({ kind, text, language: 'en', weight: 1 }));
  const model = trainCrisisModel(
    [
      ...said('medical', 'my baby turned blue', 'the baby is blue', 'baby blue lips', 'her lips turned blue'),
      ...said('none', 'how do i register with a gp', 'where is the gp', 'my baby goes to school', 'the school is far'),
    ],
    { signs, concepts },
  );
  const finder = createCrisisFinder({ signs, model, concepts, detectLanguage });
  expect(finder('lips of my baby are blue')?.kind).toBe('medical');
  expect(finder('is the gp near the school')).toBeUndefined();
});

const { findCrisis } = loadKnowledge('locales', CACHE);

test.each(['i want to kill myself', 'he is beating me right now', 'they are taking me to the detention centre now'])(
  'the real knowledge hears "%s"',
  text => {
    expect(findCrisis(text)).toBeDefined();
  },
);

test('danger that no pattern says is heard as plainly in the middle of a long story', () => {
  const danger = 'a car took the boy from our hotel yesterday and nobody has seen him';
  expect(findCrisis(danger)?.why).toMatch('likeness');
  expect(findCrisis(`${story} ${danger} ${story}`)).toMatchObject({ kind: 'child-missing', isPlain: true });
});

test.each([
  'what are my rights if i am detained',
  'how do i register with a gp',
  'my friend was detained last year and i want to thank you',
  'xyzzy plugh',
])('the real knowledge does not take "%s" for danger', text => {
  expect(findCrisis(text)).toBeUndefined();
});

test('words and numbers that steer are no danger, in any language', () => {
  const forms = [...loadSteeringForms('locales').values()].flatMap(byWord => Object.values(byWord).flat());
  expect([...forms, '0', '00', '9', '٩', '2.', '👍'].filter(form => findCrisis(form))).toEqual([]);
});

// Written by somebody who knew neither patterns nor examples, and kept out of both: a measuring stick. Those that are no crisis sound
// like one.
const lineSchema = z.object({ text: z.string(), lang: z.string(), expect: z.string() });
const readMessages = (file: string) =>
  readFileSync(join(import.meta.dirname, 'data', file), 'utf8')
    .trim()
    .split('\n')
    .map(line => lineSchema.parse(JSON.parse(line)));
const messages = readMessages('crisis-messages.jsonl');
const heardShare = (some: typeof messages) =>
  some.filter(({ text }) => findCrisis(text) !== undefined).length / some.length;
const dangers = messages.filter(({ expect }) => expect !== 'none');

test('of dangers in words that nobody prepared for, at least 96 in 100 are heard, and 90 in each language', () => {
  expect(heardShare(dangers)).toBeGreaterThanOrEqual(0.96);
  const byLanguage = Array.from(Map.groupBy(dangers, ({ lang }) => lang));
  expect(byLanguage.filter(([, some]) => heardShare(some) < 0.9).map(([lang]) => lang)).toEqual([]);
});

test('of messages that only sound like danger, at most 12 in 100 are taken for it', () => {
  expect(heardShare(messages.filter(({ expect }) => expect === 'none'))).toBeLessThanOrEqual(0.12);
});

// As short as answers to a question are, and kept out of the examples: what people say of times and places, and cries of few words.
const short = readMessages('short-messages.jsonl');

test.each([
  ['answers', 'none', 0, 0.04],
  ['cries', 'crisis', 0.98, 1],
])('of %s of a few words danger is heard in as many as it should be', (_, expected, least, most) => {
  const some = short.filter(({ expect }) => expect === expected);
  expect(heardShare(some)).toBeGreaterThanOrEqual(least);
  expect(heardShare(some)).toBeLessThanOrEqual(most);
});

test('in no language are short answers often taken for danger, or cries missed', () => {
  const byLanguage = Array.from(Map.groupBy(short, ({ lang }) => lang));
  const wrong = ({ text, expect }: (typeof short)[number]) => (findCrisis(text) !== undefined) === (expect === 'none');
  expect(byLanguage.filter(([, some]) => some.filter(wrong).length > 2)).toEqual([]);
});

// Kept out of the examples too: whoever is kept at work by a threat (of the police, of being sent away), what is ordinarily asked about
// work and passports, and answers to the questions of a form.
const threats = readMessages('threat-messages.jsonl');

test('of threats that keep somebody at work, at least 95 in 100 are heard, and all but one in each language', () => {
  const dangers = threats.filter(({ expect }) => expect !== 'none');
  expect(heardShare(dangers)).toBeGreaterThanOrEqual(0.95);
  const byLanguage = Array.from(Map.groupBy(dangers, ({ lang }) => lang));
  const missed = (some: typeof dangers) => some.filter(({ text }) => findCrisis(text) === undefined);
  expect(byLanguage.filter(([, some]) => missed(some).length > 1)).toEqual([]);
});

test('of ordinary questions about work and passports, and short answers, at most 2 in 100 are taken for danger', () => {
  expect(heardShare(threats.filter(({ expect }) => expect === 'none'))).toBeLessThanOrEqual(0.02);
});

test.each(['my boss keeps my passport and calls police on me', 'رئيسي في العمل يحتفظ بجواز سفري ويهددني بالشرطة'])(
  'the real knowledge plainly hears "%s"',
  text => {
    expect(findCrisis(text)).toMatchObject({ kind: 'trafficking', isPlain: true });
  },
);

test.each(['only in the morning', 'فقط في الصباح', 'في الصباح فقط'])('"%s" is no danger', text => {
  expect(findCrisis(text)).toBeUndefined();
});
