import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type DetectedLanguage, detectLanguage, type LanguageModel, trainLanguageDetector } from './detect-language.ts';
import type { SearchSource } from './search-source.ts';
import { readTypedArrays, writeTypedArrays } from './typed-array-file.ts';
import { udhrSamples } from './udhr-samples.ts';

export type LanguageDetector = (text: string) => DetectedLanguage;

/** Raised when the shape of the model changes, so that older caches are left aside. */
const cacheVersion = '3';
/** Everyday sentences of languages that the declaration shows badly or not at all. */
const samplesPath = new URL('./language-samples.json', import.meta.url);
const samplesSchema = z.record(z.string(), z.array(z.string()));

/** Learns all languages from the declaration of human rights, our samples and our cards, or reads what was learnt before. */
export function loadLanguageDetector(source: SearchSource, cacheDirectory?: string): LanguageDetector {
  const model = cacheDirectory === undefined ? train(source) : keptModel(source, cacheDirectory);
  // A message is looked at by several ears, one after the other.
  let last: { text: string; detected: DetectedLanguage } | undefined;
  return text => {
    if (last?.text !== text) last = { text, detected: detectLanguage(model, text) };
    return last.detected;
  };
}

function train(source: SearchSource): LanguageModel {
  const samples = udhrSamples();
  const add = (language: string, texts: string[]) =>
    samples.set(language, [...(samples.get(language) ?? []), ...texts]);
  for (const [language, texts] of Object.entries(readSamples())) {
    // Twice, because they are everyday words and the declaration is not.
    add(language, texts);
    add(language, texts);
  }
  for (const language of source.languages)
    add(
      language,
      source.texts(language).map(({ text }) => text),
    );
  return trainLanguageDetector(samples);
}

function readSamples(): Record<string, string[]> {
  return samplesSchema.parse(JSON.parse(readFileSync(samplesPath, 'utf8')));
}

function keptModel(source: SearchSource, cacheDirectory: string): LanguageModel {
  const parts = [
    cacheVersion,
    readSamples(),
    source.languages.map(language => [language, source.fingerprint(language)]),
  ];
  const name = `languages.${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}.bin`;
  const path = join(cacheDirectory, name);
  const kept = readTypedArrays(path);
  if (kept)
    return {
      languages: kept.meta as string[],
      table: { slots: kept.array('slots', 'Uint32Array'), rows: kept.array('rows', 'Uint32Array') },
      weights: kept.array('weights', 'Int8Array'),
    };
  const { languages, table, weights } = train(source);
  writeTypedArrays(path, languages, { ...table, weights });
  return { languages, table, weights };
}
