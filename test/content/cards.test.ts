import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type CardWords, parseTranslation, sectionNames, titleCharsMax } from '../../src/knowledge/card.ts';
import { loadCardLibrary } from '../../src/knowledge/card-library.ts';
import { gradeMax, readingAge, sentenceWordsMax } from '../../src/knowledge/reading-age.ts';
import { numbersIn } from '../support/numbers-in.ts';

/** The questions of the fact base: each has its card. */
const FACTS = 99;
const VARIANTS_MIN = { english: 15, other: 8 };

const library = loadCardLibrary(join(import.meta.dirname, '../../locales'));
const english = library.ids.flatMap(id => library.card(id, 'en')?.original ?? []);
const wordsOf = (language: string) => [...library.cards(language).values()];

/** The ids of cards with their faults, for those that have one. */
function faults<Words extends CardWords>(cards: Words[], find: (card: Words) => string[]): string[] {
  return cards.flatMap(card => find(card).map(fault => `${card.language}/${card.id}: ${fault}`));
}

/** Addresses of pages and of mail, as a reader would type them. */
const addressesIn = (text: string) =>
  (text.match(/[a-z0-9][\w.@/-]*\.(?:uk|org|com|net|info|scot|wales)\b[\w/-]*/gi) ?? []).sort();

describe('the English cards', () => {
  test('answer every fact', () => {
    expect(english.length).toBe(FACTS);
  });

  test('can be read by a child of 11', () => {
    const hard = faults(english, ({ sections }) => {
      const { grade, longSentences } = readingAge(Object.values(sections).join('\n'));
      const long = longSentences.map(sentence => `more than ${sentenceWordsMax} words: ${sentence}`);
      return grade > gradeMax ? [`reading grade ${grade.toFixed(1)}`, ...long] : long;
    });
    expect(hard).toEqual([]);
  });

  test('name their source and its date, and how sure they are', () => {
    expect(
      faults(english, ({ sources, asOf }) => (sources.length > 0 && asOf.trim() !== '' ? [] : ['no source or date'])),
    ).toEqual([]);
  });

  test('lead on to cards that exist, and never to themselves', () => {
    const wrong = faults(english, ({ id, related }) =>
      related.filter(other => other === id || !library.ids.includes(other)).map(other => `related to ${other}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe.each([...library.languages])('the cards in %s', language => {
  const cards = wordsOf(language);
  const translated = cards.filter(card => language !== 'en' && card.sections.Answer !== undefined);
  const original = (id: string) => library.card(id, 'en')?.original;

  test('are there for every question', () => {
    expect(cards.map(({ id }) => id).sort()).toEqual(library.ids);
  });

  test('know enough ways to ask, no two the same', () => {
    const wanted = language === 'en' ? VARIANTS_MIN.english : VARIANTS_MIN.other;
    const wrong = faults(cards, ({ variants }) => [
      ...(variants.length < wanted ? [`${variants.length} variants`] : []),
      ...variants.filter((variant, index) => variants.indexOf(variant) !== index),
    ]);
    expect(wrong).toEqual([]);
  });

  test('have titles that fit on a button', () => {
    expect(faults(cards, ({ title }) => (title.length > titleCharsMax ? [title] : []))).toEqual([]);
  });

  test('were reviewed by somebody on a day, or by nobody', () => {
    expect(
      faults(cards, ({ reviewedBy, reviewedOn }) =>
        (reviewedBy === '') === (reviewedOn === '') ? [] : ['half a review'],
      ),
    ).toEqual([]);
  });

  test('have the sections, the numbers and the addresses of the English card, section by section', () => {
    const wrong = faults(translated, ({ id, sections }) =>
      sectionNames.flatMap(name => {
        const [theirs, ours] = [sections[name], original(id)?.sections[name]];
        if (theirs === undefined || ours === undefined) return theirs === ours ? [] : [`${name} is not in both`];
        const expected = [...numbersIn(ours), ...addressesIn(ours)].join(', ');
        const found = [...numbersIn(theirs), ...addressesIn(theirs)].join(', ');
        return expected === found ? [] : [`${name}: ${found}\n  instead of ${expected}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('are up to date with the English card', () => {
    expect(faults(translated, ({ id }) => (library.card(id, language)?.stale === false ? [] : ['stale']))).toEqual([]);
  });
});

test.each(['sources: []', 'asOf: 2026', 'confidence: low'])('no translation may say for itself: %s', line => {
  const front = `---\nid: HLT-01\ntitle: Cinwaan\nquestion: Su'aal?\n${line}\n---\n`;
  expect(() => parseTranslation('locales/so/cards/HLT-01.md', front)).toThrow(/HLT-01\.md/);
});
