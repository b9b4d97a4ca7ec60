import { parseArgs } from 'node:util';
import { crisisOf, loadKnowledge } from '../src/knowledge/knowledge.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: 'string' }, json: { type: 'boolean' }, locales: { type: 'string', default: 'locales' } },
});
const question = positionals.join(' ');
if (question === '') {
  console.error('Ask something: npm run ask -- [--lang xx] [--json] "can i see a doctor without papers"');
  process.exit(1);
}

const { library, search, detectLanguage, findCrisis, readWord } = loadKnowledge(
  values.locales,
  'node_modules/.cache/folding-chair',
);
const detected = detectLanguage(question);
const language = values.lang ?? (library.languages.includes(detected.language) ? detected.language : 'en');
const found = search.find(question, language);
const shown = library.card(found.candidates[0]?.cardId ?? '', language);
const heard = findCrisis(question);
const report = {
  question,
  detected,
  crisis: heard?.kind ?? crisisOf(found, library) ?? null,
  crisisWhy: heard?.why ?? null,
  word: readWord(question, language) ?? null,
  ...found,
  language,
  answer: found.band === 'answer' ? (shown?.sections.Answer ?? null) : null,
};

if (values.json) console.log(JSON.stringify(report));
else {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  console.log(`language   ${language} (it looks like ${detected.language}, ${percent(detected.confidence)})`);
  if (report.crisis)
    console.log(`crisis     ${heard?.why ?? `${report.crisis}, by the card`}: numbers to call come first`);
  if (report.word) console.log(`word       ${report.word.kind === 'word' ? report.word.word : report.word.digits}`);
  console.log(`band       ${found.band}`);
  for (const { cardId, score } of found.candidates)
    console.log(`${percent(score).padStart(9)}  ${cardId}  ${library.card(cardId, language)?.title ?? ''}`);
  console.log(`why        ${found.why}`);
  if (report.answer) console.log(`\n${report.answer}`);
}
