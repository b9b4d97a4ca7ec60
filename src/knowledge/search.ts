import { type Calibration, probability } from './calibration.ts';
import { type Concepts, compileConcepts } from './concepts.ts';
import { type Evidence, rank as rankCards } from './evidence.ts';
import { featureHash } from './feature-hash.ts';
import { extractFeatures } from './features.ts';
import { rowOf } from './hash-table.ts';
import type { LanguageDetector } from './language-detector.ts';
import { type Reading, readingOf } from './reading.ts';
import type { SearchSource } from './search-source.ts';
import { type Shard, scoreShard } from './shard.ts';
import { openShardStore } from './shard-store.ts';
import { correctWord } from './spelling.ts';

/** Which cards a message is about, and how sure that is. */
export interface Found {
  /** `answer`: show the first card. `unsure`: ask which of the first three is meant. `unknown`: offer a person. */
  band: 'answer' | 'unsure' | 'unknown';
  /** Best first, up to five; the score is the probability (0 to 1) that the card is the right one. */
  candidates: { cardId: string; score: number }[];
  /** Why this band, in a line that holds none of the person's words. */
  why: string;
  /** The language whose questions the message was compared with. */
  language: string;
}

export interface Search {
  /**
   * @param extraScores more scores by card id, about 0 to 1, to be added to the sum (from an embeddings endpoint, say).
   */
  find(said: string | Reading, language: string, extraScores?: ReadonlyMap<string, number>): Found;
}

export interface SearchOptions {
  /** Where trained shards are kept between starts. Without it they are trained each time. */
  cacheDirectory?: string;
  /** With it, a message in another language than the person's is compared with that language's questions as well. */
  detectLanguage?: LanguageDetector;
  /** The source's concepts, where they have been compiled already. */
  concepts?: Concepts;
}

const candidatesMax = 5;
/** From this probability on, the first card is shown as the answer. */
const answerFrom = 0.7;
/** From this probability on (of the first three together), the person is asked which of them they mean. */
const unsureFrom = 0.3;
/** From this confidence on, a message is in the language it seems to be in, whatever the person has chosen. */
const plainFrom = 0.9;
/** From this confidence on, it may be. */
const possibleFrom = 0.1;
const languagesTriedMax = 3;
/** Dari is near enough to Farsi to share its cards. */
const sharedShards: Record<string, string> = { prs: 'fa' };

/** Trains what the cache does not hold; languages that it holds are read when first asked for. */
export function createSearch(
  source: SearchSource,
  { cacheDirectory, detectLanguage, concepts = compileConcepts(source.conceptForms) }: SearchOptions = {},
): Search {
  const shardOf = openShardStore(source, concepts, cacheDirectory);

  const findIn = (shardLanguage: string, reading: Reading, extraScores?: ReadonlyMap<string, number>): Found => {
    const english = shardOf('en');
    const { shard, calibration } = shardOf(shardLanguage);
    const rank = (word: string) => wordRank(word, shard, english.shard);
    const message = reading.words.map(word => {
      const corrected = correctWord(word, rank);
      return corrected !== word && concepts.find([word], shardLanguage).length > 0 ? word : corrected;
    });
    const isAsWritten = message.every((word, at) => word === reading.words[at]);
    const features = isAsWritten
      ? reading.features(shardLanguage, concepts)
      : extractFeatures(message, shardLanguage, concepts);
    const ranked = rankCards(
      {
        own: shardLanguage === 'en' ? undefined : scoreShard(shard, features),
        english: scoreShard(english.shard, features),
        extra: extraScores && Float32Array.from(source.ids, id => extraScores.get(id) ?? 0),
        wordCount: features.wordCount,
      },
      candidatesMax,
    );
    return { ...judge(ranked, calibration, source.ids), language: shardLanguage };
  };

  /** The person's own language, unless the message is plainly in another; the likely ones where that is in doubt. */
  const languagesToTry = (reading: Reading, chosen: string): string[] => {
    if (!detectLanguage) return [chosen];
    const detected = reading.detected(detectLanguage);
    const likely = [detected, ...detected.alternatives].map(({ language, confidence }) => ({
      language: shardLanguageOf(language, source),
      confidence,
    }));
    const plain = likely.find(({ confidence }) => confidence >= plainFrom)?.language;
    if (plain) return [plain];
    const possible = likely.filter(({ confidence }) => confidence >= possibleFrom).map(({ language }) => language);
    return [...new Set([chosen, ...possible.filter(language => language !== undefined)])].slice(0, languagesTriedMax);
  };

  return {
    find(said, language, extraScores) {
      const reading = readingOf(said);
      const chosen = shardLanguageOf(language, source) ?? 'en';
      const tried = languagesToTry(reading, chosen).map(shardLanguage => findIn(shardLanguage, reading, extraScores));
      return tried.reduce((best, found) => (scoreOf(found) > scoreOf(best) ? found : best));
    },
  };
}

function shardLanguageOf(language: string, source: SearchSource): string | undefined {
  const shared = sharedShards[language] ?? language;
  return source.languages.includes(shared) ? shared : undefined;
}

/** Known words of the language come before those that only English knows. */
function wordRank(word: string, own: Shard, english: Shard): number {
  const hash = featureHash('word', word);
  const row = rowOf(own.terms.table, hash);
  if (row >= 0 || own === english) return row;
  const englishRow = rowOf(english.terms.table, hash);
  return englishRow < 0 ? -1 : own.terms.idf.length + englishRow;
}

function scoreOf({ candidates }: Found): number {
  return candidates[0]?.score ?? 0;
}

function judge(ranked: Evidence[], calibration: Calibration, ids: readonly string[]): Omit<Found, 'language'> {
  const judged = ranked.map(({ card, values }) => ({
    cardId: ids[card] ?? '',
    score: probability(calibration, values),
    values,
  }));
  judged.sort((a, b) => b.score - a.score);
  const candidates = judged.map(({ cardId, score }) => ({ cardId, score }));
  const first = candidates[0]?.score ?? 0;
  const together = candidates.slice(0, 3).reduce((sum, candidate) => sum + candidate.score, 0);
  const band = first >= answerFrom ? 'answer' : together >= unsureFrom ? 'unsure' : 'unknown';
  const [sum = 0, margin = 0, nearest = 0, centroid = 0, coverage = 0, classifier = 0] = judged[0]?.values ?? [];
  const figures = Object.entries({
    first,
    answerFrom,
    together,
    unsureFrom,
    sum,
    margin,
    nearest,
    centroid,
    coverage,
    classifier,
  });
  return { band, candidates, why: figures.map(([name, value]) => `${name} ${value.toFixed(2)}`).join(', ') };
}
