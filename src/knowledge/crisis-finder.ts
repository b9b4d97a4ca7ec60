import type { Concepts } from './concepts.ts';
import { type CrisisKind, type CrisisSigns, crisisKinds } from './crisis.ts';
import { type CrisisModel, crisisOdds } from './crisis-classifier.ts';
import { extractFeatures, type Features } from './features.ts';
import type { LanguageDetector } from './language-detector.ts';
import { type Reading, readingOf } from './reading.ts';

export interface FoundCrisis {
  kind: CrisisKind;
  /** False where it only sounds like danger: then what was asked is answered as well, after the numbers to call. */
  isPlain: boolean;
  /** The language whose pattern it was heard by, if any: it need not be the one the person has chosen. */
  language?: string;
  /** How it was heard, in a line that holds none of the person's words. */
  why: string;
}

/** `undefined` when nothing in the message, in any language, says that somebody is in danger. */
export type CrisisFinder = (said: string | Reading) => FoundCrisis | undefined;

interface CrisisEars {
  signs: CrisisSigns;
  /** Without it only patterns are heard. */
  model?: CrisisModel | undefined;
  concepts: Concepts;
  detectLanguage: LanguageDetector;
}

/** From this probability on, a message is heard as danger; docs/retrieval.md says how the numbers were found. */
const heardFrom = 0.2;
/** From this, where a pattern says so too. */
const heardBesidePatternFrom = 0.02;
/** From this, there is no doubt. */
const plainFrom = 0.6;
/** Danger in the middle of a long story is as loud as in a short cry: it is looked for in pieces. */
const pieceWords = 30;
const pieceStepWords = 15;
const piecesMax = 60;

/** Hears danger by patterns and by likeness to what people say in danger, in all languages at once. */
export function createCrisisFinder({ signs, model, concepts, detectLanguage }: CrisisEars): CrisisFinder {
  function hear(message: string[], features: Features): (FoundCrisis & { probability: number }) | undefined {
    const found = signs(message);
    const said = found.filter(({ sign }) => sign === 'says').sort((a, b) => rankOf(a.kind) - rankOf(b.kind));
    const odds = model && crisisOdds(model, features, found);
    const probability = odds?.probability ?? Number(said.length > 0);
    if (probability < (said.length > 0 ? heardBesidePatternFrom : heardFrom)) return undefined;
    const [pattern] = said;
    const kind = pattern?.kind ?? odds?.likeliest;
    if (!kind) return undefined;
    const by = pattern ? `a pattern of ${pattern.language}` : 'likeness';
    return {
      kind,
      isPlain: probability >= plainFrom,
      ...(pattern && { language: pattern.language }),
      why: `${kind}, by ${by}, probability ${probability.toFixed(2)}`,
      probability,
    };
  }

  return said => {
    const reading = readingOf(said);
    if (!reading.words.some(word => /\p{L}/u.test(word))) return undefined; // a number is a choice, or none of our business
    const { language } = reading.detected(detectLanguage);
    const featuresOf = (piece: string[]) =>
      piece.length === reading.words.length
        ? reading.features(language, concepts)
        : extractFeatures(piece, language, concepts);
    const heard = [...piecesOf(reading.words)].flatMap(piece => hear(piece, featuresOf(piece)) ?? []);
    // Of several dangers the one to life comes first, be it less plain: the kinds are in that order.
    return heard.sort((a, b) => Number(b.isPlain) - Number(a.isPlain) || rankOf(a.kind) - rankOf(b.kind))[0];
  };
}

function* piecesOf(message: string[]): Generator<string[]> {
  for (let from = 0, count = 0; count < piecesMax; from += pieceStepWords, count++) {
    yield message.slice(from, from + pieceWords);
    if (from + pieceWords >= message.length) return;
  }
}

function rankOf(kind: CrisisKind): number {
  return crisisKinds.indexOf(kind);
}
