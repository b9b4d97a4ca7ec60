import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { answerAll, readEvalFile } from './eval-file.ts';
import { type Measures, measure } from './eval-measures.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, locales: { type: 'string', default: 'locales' } },
});
const [path] = positionals;
if (path === undefined) {
  console.error('Name a file: npm run eval -- questions.jsonl [--json]');
  process.exit(1);
}

const file = readEvalFile(readFileSync(path, 'utf8'), values.locales);
// The first queries pay for loading and compiling; that is measured by nobody's patience.
for (const { text, language } of file.queries.slice(0, 200)) file.search.find(text, language);
const answered = answerAll(file);
const languages = [...new Set(answered.map(one => one.query.language))].sort();
const report = {
  overall: measure(answered),
  languages: Object.fromEntries(
    languages.map(language => [language, measure(answered.filter(one => one.query.language === language))]),
  ),
};
console.log(values.json ? JSON.stringify(report) : table({ ...report.languages, overall: report.overall }));

function table(rows: Record<string, Measures>): string {
  const percent = (share: number) => (Number.isNaN(share) ? '' : (100 * share).toFixed(1));
  const columns: [heading: string, value: (m: Measures) => string][] = [
    ['count', m => String(m.count)],
    ['R@1', m => percent(m.r1)],
    ['R@3', m => percent(m.r3)],
    ['answered', m => percent(m.answerShare)],
    ['precision', m => percent(m.answerPrecision)],
    ['oos', m => String(m.oosCount)],
    ['not answered', m => percent(m.oosRecall)],
    ['to a person', m => percent(m.oosUnknown)],
    ['crisis', m => String(m.crisisCount)],
    ['recall', m => percent(m.crisisRecall)],
    ['false alarms', m => percent(m.crisisFalseAlarms)],
    ['p50 ms', m => m.p50Ms.toFixed(2)],
    ['p95 ms', m => m.p95Ms.toFixed(2)],
  ];
  const line = (name: string, cells: string[]) =>
    [name.padEnd(8), ...cells.map((cell, at) => cell.padStart(columns[at]?.[0].length ?? 0))].join('  ');
  return [
    line(
      '',
      columns.map(([heading]) => heading),
    ),
    ...Object.entries(rows).map(([name, m]) =>
      line(
        name,
        columns.map(([, value]) => value(m)),
      ),
    ),
  ].join('\n');
}
