import type { Candidate } from './deadline-radar-candidate.ts';
import type { Heard, Reading } from './deadline-radar-lexicon.ts';
import { type DateRole, type DeadlineKind, deadlineKinds } from './deadline-radar-words.ts';

/** How far away a word may stand to speak of a date: in words, with punctuation counted as several. */
const farFromWrittenMax = 40;
const farFromSpokenMax = 14;
const sentenceEndWords = 8;
const commaWords = 3;
/** A word of one kind wins over one that only says "deadline", unless it stands this much further off. */
const preferredWords = 14;
/** "I came on 12 March": the nearer word is what the date is of. */
const pastNear = 6;

/**
 * What a date is for: the nearest word of refusal, hearing and so on. `other` where only "deadline" or the like says that it
 * matters, `undefined` where nothing does, and `null` where a nearer word says that it is the day of something else: a birth, an
 * arrival, a call, a meeting.
 */
export function kindFinder(reading: Reading): (candidate: Candidate) => DeadlineKind | undefined | null {
  const breaks = breaksBefore(reading);
  const evidence = reading.heard.flatMap(heard => {
    const kind = heard.lexeme.type === 'kind' ? heard.lexeme.kind : undefined;
    return kind ? [{ heard, kind }] : [];
  });
  const rivals = (role: DateRole) =>
    reading.heard.filter(({ lexeme }) => lexeme.type === 'role' && lexeme.role === role);
  const [past, chat] = [rivals('past'), rivals('chat')];

  return candidate => {
    const isWritten = candidate.meaning.type === 'written';
    const far = isWritten ? farFromWrittenMax : farFromSpokenMax;
    const near = evidence
      .map(({ heard, kind }) => ({ kind, distance: distance(candidate, heard), length: heard.to - heard.from }))
      .filter(({ distance }) => distance <= far)
      .sort((a, b) => a.distance - b.distance || b.length - a.length || order(a.kind) - order(b.kind));
    const plain = near.find(({ kind }) => kind === 'other');
    const named = near.find(({ kind }) => kind !== 'other');
    const best = named && named.distance <= (plain?.distance ?? far) + preferredWords ? named : plain;
    const nearest = Math.min(best?.distance ?? Number.POSITIVE_INFINITY, plain?.distance ?? Number.POSITIVE_INFINITY);
    const isOther = (heard: Heard[]) => heard.some(one => distance(candidate, one) < Math.min(nearest, pastNear + 1));
    if (isOther(past) || (!isWritten && isOther(chat))) return null;
    return best?.kind;
  };

  function distance({ from, to }: Candidate, heard: Heard): number {
    if (heard.from >= to) return heard.from - to + (breaks[heard.from] ?? 0) - (breaks[to - 1] ?? 0);
    // What stands before a date is a little more likely to speak of it.
    if (heard.to <= from) return from - heard.to + (breaks[from] ?? 0) - (breaks[heard.to - 1] ?? 0) - 0.5;
    return 0;
  }
}

function order(kind: DeadlineKind): number {
  return deadlineKinds.indexOf(kind);
}

/** What the punctuation up to and before each token counts for, and a word that joins what is said of two dates. */
function breaksBefore({ tokens, roleEnd }: Reading): number[] {
  let sum = 0;
  return tokens.map(({ gap }, at) => {
    if (/[!?؟\n።]|\.\s/u.test(gap)) sum += sentenceEndWords;
    else if (/[,;:،؛፡፣–]/u.test(gap) || roleEnd(at, 'and') !== undefined) sum += commaWords;
    return sum;
  });
}
