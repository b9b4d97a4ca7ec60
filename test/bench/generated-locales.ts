import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { topics } from '../../src/knowledge/card.ts';
import { localeLanguages } from '../../src/knowledge/locale-file.ts';
import { udhrSamples } from '../../src/knowledge/udhr-samples.ts';

/** A library of made-up cards, and questions that it should be able to answer. */
export interface GeneratedLocales {
  languages: string[];
  /** The way somebody might ask for a card: some of its words, some of everybody's, a slip here and there. */
  question(language: string): { text: string; cardId: string };
}

/** A language as the generator speaks it. */
interface Tongue {
  /** From the Declaration of Human Rights, the commonest first. */
  common: string[];
  /** What each card is about: words that look like the language's own. */
  subjects: string[][];
}

const variantsPerCard = 4;
const rareWordCount = 6_000;
const subjectWordCount = 6;
const slipShare = 0.15;

/** Writes cards in as many languages, our own ones first, beside the thesaurus and the other files that ours have. */
export function generateLocales(directory: string, cardCount: number, languageCount: number): GeneratedLocales {
  const samples = udhrSamples();
  samples.delete('zh'); // It sets no spaces between words.
  const languages = [...new Set([...localeLanguages('locales'), ...samples.keys()])].slice(0, languageCount);
  const random = seededRandom(20);
  const tongues = new Map(
    languages.map(language => [language, makeTongue(samples.get(language) ?? [], cardCount, random)]),
  );
  const ids = Array.from({ length: cardCount }, (_, number) => `GEN-${number + 1}`);

  for (const [language, tongue] of tongues) {
    const ours = join('locales', language);
    if (existsSync(ours))
      cpSync(ours, join(directory, language), { recursive: true, filter: path => !path.endsWith('cards') });
    mkdirSync(join(directory, language, 'cards'), { recursive: true });
    for (const [number, id] of ids.entries())
      writeFileSync(join(directory, language, 'cards', `${id}.md`), cardFile(language, tongue, number, id, random));
  }
  return {
    languages,
    question(language) {
      const tongue = tongues.get(language);
      const number = Math.floor(random() * cardCount);
      if (!tongue) throw new Error(`No cards were generated in ${language}. Ask for one of: ${languages.join(', ')}.`);
      const text = phrase(tongue, number, random)
        .split(' ')
        .map(word => (random() < slipShare ? slip(word, random) : word));
      return { text: text.join(' '), cardId: ids[number] ?? '' };
    },
  };
}

function cardFile(language: string, tongue: Tongue, number: number, id: string, random: () => number): string {
  const line = () => JSON.stringify(phrase(tongue, number, random));
  const title = JSON.stringify((tongue.subjects[number] ?? []).slice(0, 2).join(' '));
  const variants = Array.from({ length: variantsPerCard }, () => `  - ${line()}\n`).join('');
  const english = `topic: ${topics[number % topics.length]}
escalation:
  level: E0
  when: Never.
sources:
  - name: Generated
    url: https://example.org/
    seen: false
asOf: "2026"
confidence: low
`;
  return `---
id: ${id}
title: ${title}
question: ${line()}
variants:
${variants}${language === 'en' ? english : ''}---
## Answer
${phrase(tongue, number, random)}. ${phrase(tongue, number, random)}.
`;
}

/** Two to four of the words that the card is about among some that anybody uses. */
function phrase({ common, subjects }: Tongue, number: number, random: () => number): string {
  const subject = subjects[number] ?? [];
  const own = Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(subject, random));
  const others = Array.from({ length: 1 + Math.floor(random() * 5) }, () => pickCommon(common, random));
  return [...own, ...others]
    .map(word => ({ word, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ word }) => word)
    .join(' ');
}

function makeTongue(sentences: string[], cardCount: number, random: () => number): Tongue {
  const said =
    sentences
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (const word of said) counts.set(word, (counts.get(word) ?? 0) + 1);
  const common = [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
  const rare = inventWords(common, random);
  const subjects = Array.from({ length: cardCount }, () =>
    Array.from({ length: subjectWordCount }, () => pick(rare, random)),
  );
  return { common, subjects };
}

/** The beginning of one word and the end of another look like a word of the same language. */
function inventWords(known: string[], random: () => number): string[] {
  const invented = new Set<string>();
  while (invented.size < rareWordCount) {
    const [first, second] = [pick(known, random), pick(known, random)];
    invented.add(first.slice(0, Math.ceil(first.length / 2)) + second.slice(Math.floor(second.length / 2)));
  }
  return [...invented];
}

function slip(word: string, random: () => number): string {
  const at = Math.floor(random() * word.length);
  return word.slice(0, at) + word.slice(at + 1);
}

function pick<T>(items: T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** The first ones far more often, as in every language (Zipf). */
function pickCommon(items: string[], random: () => number): string {
  return items[Math.floor(items.length ** random()) - 1] ?? '';
}

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}
