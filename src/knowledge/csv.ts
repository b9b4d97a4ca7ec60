/**
 * Reads a table with a line of column names, as RFC 4180 has it: a value with a comma, a quote or a line break stands in double quotes.
 *
 * @returns a record for each line, by the names of the columns; what a line lacks is empty.
 * @throws SyntaxError for a quote that is never closed.
 */
export function readCsv(text: string): Record<string, string>[] {
  const [names = [], ...lines] = readLines(text.replace(/^\uFEFF/, ''));
  return lines.map(line => Object.fromEntries(names.map((name, index) => [name.trim(), (line[index] ?? '').trim()])));
}

/** A value in quotes, or one without any; then what ends it. */
const VALUE = /(?:"((?:[^"]|"")*)"|([^",\r\n][^,\r\n]*)?)(,|\r?\n|$)/y;

function readLines(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  VALUE.lastIndex = 0;
  while (VALUE.lastIndex < text.length) {
    const match = VALUE.exec(text);
    if (!match)
      throw new SyntaxError(`Line ${lines.length + 1} has a quote that is not closed. Close it, or double it.`);
    const [, quoted, plain = '', end] = match;
    line.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',' && VALUE.lastIndex < text.length) continue;
    if (end === ',') line.push('');
    if (line.some(value => value !== '')) lines.push(line);
    line = [];
  }
  return lines;
}
