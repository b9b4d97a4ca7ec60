/** Names of fewer letters are too near to one another for any mistake to be sure of. */
const LETTERS_MIN = 5;
const LETTERS_FOR_TWO = 9;

/** Finds the names that somebody may have meant who mistyped one. */
export type ForgiveTypos = (typed: string) => string[];

/**
 * Forgives one letter too many, too few, wrong or changed over with the next, and two in a long name; never the first, since "other" is not
 * Rother. The nearest alone count: where several are as near, all of them.
 */
export function createForgiveTypos(names: Iterable<string>): ForgiveTypos {
  const byFirst = Map.groupBy(
    Array.from(names, name => ({ name, letters: [...name] })).filter(({ letters }) => letters.length >= LETTERS_MIN),
    ({ letters }) => letters[0],
  );
  return typed => {
    const letters = [...typed];
    if (letters.length < LETTERS_MIN) return [];
    let nearest = letters.length < LETTERS_FOR_TWO ? 1 : 2;
    let found: string[] = [];
    for (const other of byFirst.get(letters[0]) ?? []) {
      if (Math.abs(other.letters.length - letters.length) > nearest) continue;
      const mistakes = mistakesBetween(letters, other.letters);
      if (mistakes > nearest) continue;
      if (mistakes < nearest) found = [];
      nearest = mistakes;
      found.push(other.name);
    }
    return found;
  };
}

/** The optimal string alignment distance: https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance */
function mistakesBetween(one: string[], other: string[]): number {
  let twoAbove: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      line.push(
        Math.min(
          at(above, column) + 1,
          at(line, column - 1) + 1,
          at(above, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(twoAbove, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [twoAbove, above] = [above, line];
  }
  return at(above, other.length);
}

function at(numbers: number[], index: number): number {
  return numbers[index] ?? Number.POSITIVE_INFINITY;
}
