import { z } from 'zod';
import { readLocaleFiles } from './locale-file.ts';
import { keepPatternKeys } from './pattern-keys.ts';
import { PhraseMatcher } from './phrase-matcher.ts';

export const crisisKinds = [
  'self-harm',
  'violence-now',
  'detained-now',
  'removal',
  'trafficking',
  'child-missing',
  'homeless-tonight',
  'medical',
] as const;
export type CrisisKind = (typeof crisisKinds)[number];

/** What someone says in danger (`say`), and what shows that they only ask about the subject (`unless`). */
export type CrisisPatterns = Partial<Record<CrisisKind, { say: string[]; unless: string[] }>>;

/** A pattern that a message holds. */
export interface CrisisSign {
  kind: CrisisKind;
  /** The language of the pattern, which need not be the one the person has chosen. */
  language: string;
  /** `says` danger; `denied`: says it, beside words that take it back; `denies`: those words. */
  sign: 'says' | 'denied' | 'denies';
}

/** @param message the words of a text as `normalise` leaves them. */
export type CrisisSigns = (message: string[]) => CrisisSign[];

const patternsSchema = z.partialRecord(
  z.enum(crisisKinds),
  z.strictObject({ say: z.array(z.string()), unless: z.array(z.string()).default([]) }),
);
/** "Last year" takes back what is said beside it, not what is said in another sentence of a long message. */
const denialReachWords = 6;

export function loadCrisisPatterns(localesDirectory: string): Map<string, CrisisPatterns> {
  return readLocaleFiles(localesDirectory, 'crisis.json', patternsSchema);
}

/** Looks in all languages at once: in fear people fall back on another tongue. */
export function createCrisisSigns(
  patternsByLanguage: Map<string, CrisisPatterns>,
  cacheDirectory?: string,
): CrisisSigns {
  const labelledPatterns = [...patternsByLanguage].flatMap(([language, patterns]) =>
    crisisKinds.flatMap(kind => {
      const { say, unless } = patterns[kind] ?? { say: [], unless: [] };
      return [...labelled(say, { kind, language, says: true }), ...labelled(unless, { kind, language, says: false })];
    }),
  );
  const keys = keepPatternKeys(
    'crisis',
    labelledPatterns.map(([pattern]) => pattern),
    cacheDirectory,
  );
  const matcher = new PhraseMatcher(labelledPatterns, keys);

  return message => {
    const matches = matcher.find(message);
    const denials = matches.filter(({ payload }) => !payload.says);
    return matches.map(({ payload: { kind, language, says }, from, to }) => {
      const isDenied = denials.some(
        denial =>
          denial.payload.kind === kind &&
          denial.payload.language === language &&
          denial.from < to + denialReachWords &&
          from < denial.to + denialReachWords,
      );
      return { kind, language, sign: !says ? 'denies' : isDenied ? 'denied' : 'says' };
    });
  };
}

function labelled<T>(patterns: string[], payload: T): [pattern: string, payload: T][] {
  return patterns.map(pattern => [pattern, payload]);
}
