import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createTopicBrowser, type TopicBrowser } from '../../../src/features/faq/topic-browser.ts';
import { topics } from '../../../src/knowledge/card.ts';
import { type CardLibrary, loadCardLibrary } from '../../../src/knowledge/card-library.ts';
import type { Choice, Reply } from '../../../src/messages/reply.ts';
import { loadWords, type Words } from '../../../src/words/words.ts';
import { CACHE } from '../../support/cache.ts';

const LOCALES = join(import.meta.dirname, '../../../locales');
const LABEL_CHARS_MAX = 24;

let library: CardLibrary;
let words: Words;
let browser: TopicBrowser;
const missing: string[] = [];

beforeAll(async () => {
  library = loadCardLibrary(LOCALES, CACHE);
  words = await loadWords(LOCALES, (language, key) => missing.push(`${language} ${key}`));
  browser = createTopicBrowser({ library, words });
});

/** Every page that "more" leads to, until the first comes round again. */
function pages(page: (number: number) => Reply | undefined): Choice[][] {
  const all: Choice[][] = [];
  for (let number = 0; number < 10; number++) {
    const choices = page(number)?.choices ?? [];
    const isRound = number > 0 && choices[0]?.id === all[0]?.[0]?.id;
    if (isRound) break;
    all.push(choices);
  }
  return all;
}
const allPages = (language: string) => [
  ...pages(number => browser.topics(language, number)),
  ...topics.flatMap(topic => pages(number => browser.cardsOf(topic, language, number))),
];

describe('by buttons alone', () => {
  test('every card of every topic can be reached', () => {
    const topicIds = pages(number => browser.topics('en', number))
      .flat()
      .map(({ id }) => id);
    expect(topics.filter(topic => !topicIds.includes(`faq:topic:${topic}`))).toEqual([]);
    const reached = topics.flatMap(topic => pages(number => browser.cardsOf(topic, 'en', number)).flat());
    const ids = reached.flatMap(({ id }) => /^faq:card:(.+)$/.exec(id)?.[1] ?? []);
    expect(ids.sort()).toEqual(library.ids);
  });

  test('a page fits the smallest platform, in every language', () => {
    for (const language of words.languages) {
      for (const page of allPages(language)) {
        expect(page.length).toBeLessThanOrEqual(10);
        for (const { id, label } of page) {
          expect(Buffer.byteLength(id)).toBeLessThanOrEqual(64);
          expect([...label].length).toBeLessThanOrEqual(LABEL_CHARS_MAX);
        }
      }
    }
    expect(missing).toEqual([]);
  });

  test('a person is on every page, and the key 9 never means anything else', () => {
    for (const page of allPages('en')) {
      const place = page.findIndex(({ id }) => id === 'cases:person');
      expect(place).toBeGreaterThanOrEqual(0);
      if (page.length >= 9) expect(place).toBe(8);
    }
  });

  test('a page or a topic that is not there harms nobody', () => {
    expect(browser.topics('en', Number.NaN)).toEqual(browser.topics('en', 0));
    expect(browser.cardsOf('asylum', 'en', 99)).toEqual(browser.cardsOf('asylum', 'en', 0));
    expect(browser.cardsOf('constructor', 'en')).toBeUndefined();
  });
});
