// One start of what the bot knows, and questions put to it: node test/bench/scale-start.ts LOCALES CACHE QUESTIONS
import { readFileSync } from 'node:fs';
import { openKnowledge } from '../../src/knowledge/open-knowledge.ts';

/** What one start came to; the first question of each language, for which its shard is read, apart from the others. */
export interface Started {
  startSeconds: number;
  firstMs: number[];
  laterMs: number[];
  /** Questions whose card was among the first three. */
  found: number;
  rssMb: number;
}

const [localesDirectory = '', cacheDirectory = '', questionsPath = ''] = process.argv.slice(2);
const questions = JSON.parse(readFileSync(questionsPath, 'utf8')) as {
  language: string;
  text: string;
  cardId: string;
}[];

const start = performance.now();
const { search } = openKnowledge(localesDirectory, cacheDirectory, () => {});
const startSeconds = (performance.now() - start) / 1000;

const met = new Set<string>();
const firstMs: number[] = [];
const laterMs: number[] = [];
let found = 0;
for (const { language, text, cardId } of questions) {
  const asked = performance.now();
  const { candidates } = search.find(text, language);
  (met.has(language) ? laterMs : firstMs).push(performance.now() - asked);
  met.add(language);
  if (candidates.slice(0, 3).some(candidate => candidate.cardId === cardId)) found++;
}
const started: Started = { startSeconds, firstMs, laterMs, found, rssMb: process.memoryUsage.rss() / 1e6 };
console.log(JSON.stringify(started));
