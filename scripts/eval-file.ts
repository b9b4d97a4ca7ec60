import { createHash } from 'node:crypto';
import { z } from 'zod';
import { loadConceptForms } from '../src/knowledge/concepts.ts';
import type { CrisisKind } from '../src/knowledge/crisis.ts';
import type { CrisisFinder } from '../src/knowledge/crisis-finder.ts';
import { crisisOf, loadKnowledge } from '../src/knowledge/knowledge.ts';
import { createSearch, type Found, type Search } from '../src/knowledge/search.ts';
import type { SearchSource } from '../src/knowledge/search-source.ts';
import type { Answered, EvalQuery } from './eval-measures.ts';

/** What is asked, and what answers. */
export interface EvalFile {
  queries: EvalQuery[];
  search: Search;
  findCrisis: CrisisFinder;
  /** The danger that a card stands for; a file's own cards stand for none. */
  crisisOf: (found: Found) => CrisisKind | undefined;
}

const lineSchema = z.object({
  text: z.string(),
  lang: z.string(),
  expect: z.string(),
  also_accept: z.array(z.string()).nullish(),
});

const ownCardsSchema = z.object({
  faq: z.array(z.object({ id: z.coerce.string(), texts: z.array(z.string()) })),
  queries: z.array(z.object({ q: z.string(), gold: z.array(z.coerce.string()) })),
});

const cacheDirectory = 'node_modules/.cache/folding-chair';
/** Below this a query is counted as English: short texts are often taken for a neighbour's language. */
const detectedFrom = 0.9;

/**
 * Reads either form: JSON lines `{ text, lang, expect, also_accept? }` that are put to our own cards, or one object
 * `{ faq: [{ id, texts }], queries: [{ q, gold }] }` that brings its own.
 */
export function readEvalFile(text: string, localesDirectory: string): EvalFile {
  const whole = parseWhole(text);
  const own = whole === undefined ? undefined : ownCardsSchema.parse(whole);
  const knowledge = loadKnowledge(localesDirectory, cacheDirectory);
  if (!own) {
    const lines = text.split('\n').filter(line => line.trim() !== '');
    const queries = lines.map(line => queryOf(lineSchema.parse(JSON.parse(line))));
    const { library, search, findCrisis } = knowledge;
    return { queries, search, findCrisis, crisisOf: found => crisisOf(found, library) };
  }
  const languageOf = (query: string) => {
    const { language, confidence } = knowledge.detectLanguage(query);
    return confidence >= detectedFrom ? language : 'en';
  };
  return {
    queries: own.queries.map(({ q, gold }) => {
      const cards = gold.filter(id => id !== 'oos');
      return { text: q, language: languageOf(q), cards, wants: cards.length > 0 ? 'card' : 'none', mayBeCrisis: false };
    }),
    search: createSearch(ownSource(own.faq, localesDirectory), { cacheDirectory: `${cacheDirectory}/eval` }),
    findCrisis: knowledge.findCrisis,
    crisisOf: () => undefined,
  };
}

/** Puts each query to what the file brings, one after the other. */
export function answerAll({ queries, search, findCrisis, crisisOf }: EvalFile): Answered[] {
  return queries.map(query => {
    const start = performance.now();
    const heard = findCrisis(query.text);
    const found = search.find(query.text, query.language);
    const crisis = heard?.kind ?? crisisOf(found);
    return { query, crisis, found, tookMs: performance.now() - start };
  });
}

function parseWhole(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'faq' in value ? value : undefined;
  } catch {
    return undefined; // JSON lines
  }
}

function queryOf({ text, lang, expect, also_accept }: z.infer<typeof lineSchema>): EvalQuery {
  const accepted = [expect, ...(also_accept ?? [])];
  return {
    text,
    language: lang,
    cards: accepted.filter(one => one !== 'oos' && !one.startsWith('crisis:')),
    wants: expect === 'oos' ? 'none' : expect.startsWith('crisis:') ? 'crisis' : 'card',
    mayBeCrisis: accepted.some(one => one.startsWith('crisis:')),
  };
}

/** All texts in one index, whatever their language; sentences that are none of *our* business may be theirs. */
function ownSource(faq: z.infer<typeof ownCardsSchema>['faq'], localesDirectory: string): SearchSource {
  return {
    ids: faq.map(({ id }) => id),
    languages: ['en'],
    texts: () => faq.flatMap(({ id, texts }) => texts.map(text => ({ cardId: id, text, weight: 1 }))),
    fingerprint: () => createHash('sha256').update(JSON.stringify(faq)).digest('hex'),
    conceptForms: loadConceptForms(localesDirectory),
    background: new Map(),
  };
}
