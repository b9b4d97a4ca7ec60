import { type CardLibrary, loadCardLibrary } from './card-library.ts';
import { compileConcepts } from './concepts.ts';
import { type CrisisKind, createCrisisSigns, loadCrisisPatterns } from './crisis.ts';
import { type CrisisFinder, createCrisisFinder } from './crisis-finder.ts';
import { loadCrisisModel } from './crisis-store.ts';
import { type LanguageDetector, loadLanguageDetector } from './language-detector.ts';
import { createSearch, type Found, type Search } from './search.ts';
import { librarySource } from './search-source.ts';
import { createWordReader, loadSteeringForms, type WordReader } from './words.ts';

/** All that the bot knows; nothing in it knows a member. */
export interface Knowledge {
  library: CardLibrary;
  search: Search;
  detectLanguage: LanguageDetector;
  findCrisis: CrisisFinder;
  readWord: WordReader;
}

/**
 * Loads everything under `locales/`. The first start trains and takes some seconds; later ones read what it left in
 * `cacheDirectory`.
 *
 * @throws Error that lists every fault of the content with its file and remedy.
 */
export function loadKnowledge(localesDirectory: string, cacheDirectory?: string): Knowledge {
  const library = loadCardLibrary(localesDirectory, cacheDirectory);
  const source = librarySource(library);
  const detectLanguage = loadLanguageDetector(source, cacheDirectory);
  const concepts = compileConcepts(source.conceptForms, cacheDirectory);
  const signs = createCrisisSigns(loadCrisisPatterns(localesDirectory), cacheDirectory);
  const model = loadCrisisModel(library, source, { concepts, signs }, cacheDirectory);
  return {
    library,
    search: createSearch(source, { concepts, detectLanguage, ...(cacheDirectory !== undefined && { cacheDirectory }) }),
    detectLanguage,
    findCrisis: createCrisisFinder({ signs, model, concepts, detectLanguage }),
    readWord: createWordReader(loadSteeringForms(localesDirectory)),
  };
}

/** The danger that somebody may be in who plainly asks for a card of it, where no pattern has found one. */
export function crisisOf(found: Found, library: CardLibrary): CrisisKind | undefined {
  const [best] = found.candidates;
  if (found.band !== 'answer' || !best) return undefined;
  return library.card(best.cardId, 'en')?.original.crisis;
}
