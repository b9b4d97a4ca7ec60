import type { Meaning, Parser } from './deadline-radar-candidate.ts';
import { isBreak } from './deadline-radar-gap.ts';
import type { Heard, Lexeme, Reading } from './deadline-radar-lexicon.ts';
import { type PeriodMarker, type PeriodUnit, periodMarkers } from './deadline-radar-words.ts';

type Span = Extract<Meaning, { type: 'span' }>;

/** How many words may stand between a number of days and what tells of them: "within the next 14 days". */
const fillersMax = 2;
const countMax = 400;
const hasClock = /^[:.]$/u;
/** What a period runs towards, where nothing else tells what it is: "14 days appeal". */
const periodKinds = ['appeal', 'eviction', 'removal', 'other'];

/** A number of days, weeks or so, as far as something beside it says that it is to come. */
export function span(reading: Reading): Parser<Span> {
  const { tokens, starting, ending, roleStart, roleEnd } = reading;
  return at => {
    const found = spanAt(at);
    if (!found) return undefined;
    const marker = markerAround(found.from, found.to) ?? implied(found);
    if (!marker || marker.lexeme.marker === 'lasting') return undefined;
    const { count, unit } = found;
    const meaning: Span = { type: 'span', unit, marker: marker.lexeme.marker, ...(count !== undefined && { count }) };
    const weak = marker.lexeme.marker !== 'left' || found.isBare;
    if (marker.lexeme.marker === 'have') return { from: found.from, to: found.to, meaning, weak };
    return { from: Math.min(found.from, marker.from), to: Math.max(found.to, marker.to), meaning, weak };
  };

  function spanAt(at: number): SpanAt | undefined {
    const [whole] = starting(at, 'span');
    if (whole) return { from: at, to: whole.to, count: whole.lexeme.count, unit: whole.lexeme.unit, isBare: false };
    const [word] = starting(at, 'number');
    const token = tokens[at];
    const number = token?.number ?? word?.lexeme.value;
    if (number === undefined) return withoutNumber(at);
    if (number > countMax || number < 1 || token?.digits === 4 || hasClock.test(token?.gap ?? '')) return undefined;
    const numberTo = token?.number === undefined ? (word?.to ?? at + 1) : at + 1;
    const [unit] = isBreak(tokens[numberTo]?.gap) ? [] : starting(numberTo, 'unit');
    return unit && { ...rangeFrom(at, number), to: unit.to, unit: unit.lexeme.unit, isBare: false };
  }

  /** "2-3 weeks": which of them is not known. */
  function rangeFrom(at: number, number: number): { from: number; count?: number } {
    const isRange = tokens[at - 1]?.number !== undefined && /^\s?[-–/]\s?$/u.test(tokens[at]?.gap ?? '');
    return isRange ? { from: at - 1 } : { from: at, count: number };
  }

  /** "Within a week" in a language that says no number for one. */
  function withoutNumber(at: number): SpanAt | undefined {
    const [unit] = starting(at, 'unit');
    if (!unit || !['week', 'month', 'day'].includes(unit.lexeme.unit)) return undefined;
    const isMarked = ending(at, 'before').some(({ lexeme }) => ['within', 'in'].includes(lexeme.marker));
    const isNamed = roleStart(at, 'next', 'this', 'last') ?? roleEnd(unit.to, 'next', 'this', 'last');
    if (!isMarked || isNamed !== undefined || (tokens[at - 1]?.digits ?? 0) > 0) return undefined;
    return { from: at, to: unit.to, count: 1, unit: unit.lexeme.unit, isBare: true };
  }

  /** The nearest of what stands around; what says that there is no deadline outweighs the rest. */
  function markerAround(from: number, to: number): MarkerHeard | undefined {
    const around: Around[] = [];
    for (let distance = 0; distance <= fillersMax; distance++) {
      if (isBreak(tokens[from - distance]?.gap)) break;
      around.push(...ending(from - distance, 'before').map(found => ({ found, distance })));
    }
    for (let distance = 0; distance <= fillersMax; distance++) {
      if (isBreak(tokens[to + distance]?.gap)) break;
      // "2 mahine mein": what means "in" after its period stands right there.
      const heard = starting(to + distance, 'after').filter(({ lexeme }) => distance === 0 || lexeme.marker !== 'in');
      around.push(...heard.map(found => ({ found, distance })));
    }
    const shadowed = around.filter(
      ({ found }) => !around.some(other => other.found !== found && covers(other.found, found)),
    );
    const nearestStrong = Math.min(...shadowed.filter(isStrong).map(({ distance }) => distance));
    const rank = ({ found, distance }: Around) => {
      const isNo = ['ago', 'lasting'].includes(found.lexeme.marker) && distance <= Math.min(1, nearestStrong);
      return isNo ? -1 : periodMarkers.indexOf(found.lexeme.marker);
    };
    return shadowed.toSorted((a, b) => rank(a) - rank(b) || a.distance - b.distance)[0]?.found;
  }

  /** "14 days appeal", "removal window 7 days". */
  function implied({ from, to, unit }: SpanAt): MarkerHeard | undefined {
    const after = isBreak(tokens[to]?.gap) ? [] : starting(to, 'kind');
    const isShort = unit !== 'month' && unit !== 'year' && !isBreak(tokens[from]?.gap);
    const before = isShort ? [0, 1].flatMap(distance => ending(from - distance, 'kind')) : [];
    const isImplied = [...after, ...before].some(({ lexeme }) => periodKinds.includes(lexeme.kind));
    return isImplied ? { lexeme: { type: 'after', marker: 'have' }, from: to, to } : undefined;
  }
}

interface SpanAt {
  from: number;
  to: number;
  count?: number;
  unit: PeriodUnit;
  /** Without a number. */
  isBare: boolean;
}

type MarkerHeard = Heard<Extract<Lexeme, { marker: PeriodMarker }>>;

/** A marker, and how many words stand between it and its period. */
interface Around {
  found: MarkerHeard;
  distance: number;
}

/** Of "il y a" and "a" only the longer was meant. */
function covers(outer: MarkerHeard, inner: MarkerHeard): boolean {
  return outer.from <= inner.from && inner.to <= outer.to && outer.to - outer.from > inner.to - inner.from;
}

function isStrong({ found }: Pick<Around, 'found'>): boolean {
  return found.lexeme.marker === 'within' || found.lexeme.marker === 'left';
}
