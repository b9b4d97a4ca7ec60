import { z } from 'zod';
import { readLocaleFiles } from './locale-file.ts';
import { words } from './normalise.ts';
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

export interface FoundCrisis {
  kind: CrisisKind;
  /** The language whose pattern matched, which need not be the one the person has chosen. */
  language: string;
}

/** `undefined` when nothing in the message, in any language, says that somebody is in danger. */
export type CrisisFinder = (text: string) => FoundCrisis | undefined;

const patternsSchema = z.partialRecord(
  z.enum(crisisKinds),
  z.strictObject({ say: z.array(z.string()), unless: z.array(z.string()).default([]) }),
);

export function loadCrisisPatterns(localesDirectory: string): Map<string, CrisisPatterns> {
  return readLocaleFiles(localesDirectory, 'crisis.json', patternsSchema);
}

/** Looks in all languages at once: in fear people fall back on another tongue. The first kind of `crisisKinds` wins. */
export function createCrisisFinder(patternsByLanguage: Map<string, CrisisPatterns>): CrisisFinder {
  const matcher = new PhraseMatcher(
    [...patternsByLanguage].flatMap(([language, patterns]) =>
      crisisKinds.flatMap(kind => {
        const { say, unless } = patterns[kind] ?? { say: [], unless: [] };
        return [...labelled(say, { kind, language, says: true }), ...labelled(unless, { kind, language, says: false })];
      }),
    ),
  );

  return text => {
    const said = new Map<string, FoundCrisis>();
    const denied = new Set<string>();
    for (const { payload } of matcher.find(words(text))) {
      const key = `${payload.kind} ${payload.language}`;
      if (payload.says) said.set(key, { kind: payload.kind, language: payload.language });
      else denied.add(key);
    }
    const standing = [...said].filter(([key]) => !denied.has(key)).map(([, found]) => found);
    return standing.sort((a, b) => crisisKinds.indexOf(a.kind) - crisisKinds.indexOf(b.kind))[0];
  };
}

function labelled<T>(patterns: string[], payload: T): [pattern: string, payload: T][] {
  return patterns.map(pattern => [pattern, payload]);
}
