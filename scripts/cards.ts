import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CardWords, titleCharsMax } from '../src/knowledge/card.ts';
import { type CardLibrary, loadCardLibrary } from '../src/knowledge/card-library.ts';
import { loadConceptForms } from '../src/knowledge/concepts.ts';
import { loadCrisisPatterns } from '../src/knowledge/crisis.ts';
import { gradeMax, readingAge, sentenceWordsMax } from '../src/knowledge/reading-age.ts';
import { loadSteeringForms } from '../src/knowledge/words.ts';

const variantsMin = { english: 15, other: 8 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { locales: { type: 'string', default: 'locales' } },
});
const [command, stampLanguage] = positionals;

try {
  const library = loadCardLibrary(values.locales);
  if (command === undefined) report(library);
  else if (command === 'stamp' && stampLanguage !== undefined) stamp(library, stampLanguage);
  else {
    console.error('Use: npm run cards, or npm run cards -- stamp <lang>');
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Prints what needs care. Only what cannot be read at all is an error. */
function report(library: CardLibrary): void {
  const faults = [
    ...library.languages.flatMap(language => languageFaults(library, language)),
    ...conceptFaults(library.localesDirectory),
    ...fileFaults(library),
  ];
  for (const fault of faults) console.log(fault);
  for (const language of library.languages) {
    const cards = [...library.cards(language).values()];
    const variants = cards.reduce((sum, card) => sum + card.variants.length, 0);
    const bodies = cards.filter(card => card.sections.Answer !== undefined).length;
    console.log(
      `${language}: ${cards.length} of ${library.ids.length} cards, ${bodies} with an answer, ${variants} variants`,
    );
  }
  console.log(`${faults.length} to look at`);
}

function languageFaults(library: CardLibrary, language: string): string[] {
  const cards = library.cards(language);
  const missing = library.ids.filter(id => !cards.has(id)).map(id => `${language}/${id}: no card`);
  return [...missing, ...[...cards.values()].flatMap(card => cardFaults(card, library))];
}

function cardFaults(card: CardWords, library: CardLibrary): string[] {
  const faults: string[] = [];
  const wanted = card.language === 'en' ? variantsMin.english : variantsMin.other;
  if (card.title.length > titleCharsMax)
    faults.push(`the title has ${card.title.length} characters (at most ${titleCharsMax})`);
  if (card.variants.length < wanted) faults.push(`${card.variants.length} variants (at least ${wanted})`);
  if (new Set(card.variants).size < card.variants.length) faults.push('a variant stands there twice');
  if (card.language === 'en') {
    const { grade, longSentences } = readingAge(Object.values(card.sections).join('\n'));
    if (grade > gradeMax) faults.push(`reading grade ${grade.toFixed(1)} (at most ${gradeMax})`);
    for (const sentence of longSentences) faults.push(`more than ${sentenceWordsMax} words: "${sentence}"`);
  } else if (card.sections.Answer !== undefined) {
    const madeFrom = library.translation(card.id, card.language)?.madeFrom;
    if (madeFrom === undefined)
      faults.push(`not stamped: when it is up to date, npm run cards -- stamp ${card.language}`);
    else if (library.card(card.id, card.language)?.stale)
      faults.push('the English card has changed since this was made');
  }
  return faults.map(fault => `${card.language}/${card.id}: ${fault}`);
}

function conceptFaults(localesDirectory: string): string[] {
  const concepts = loadConceptForms(localesDirectory);
  const english = Object.keys(concepts.get('en') ?? {});
  return [...concepts].flatMap(([language, forms]) => [
    ...english.filter(id => !forms[id]?.length).map(id => `${language}/concepts.json: no forms for ${id}`),
    ...Object.keys(forms)
      .filter(id => !english.includes(id))
      .map(id => `${language}/concepts.json: English has no concept ${id}`),
  ]);
}

function fileFaults({ localesDirectory, languages }: CardLibrary): string[] {
  const crises = loadCrisisPatterns(localesDirectory);
  const steering = loadSteeringForms(localesDirectory);
  return languages.flatMap(language => [
    ...(crises.has(language) ? [] : [`${language}: no crisis.json`]),
    ...(steering.has(language) ? [] : [`${language}: no words.json`]),
  ]);
}

/** Writes into every translated answer of a language which English words it was made from. */
function stamp(library: CardLibrary, language: string): void {
  let stamped = 0;
  for (const card of library.cards(language).values()) {
    const original = library.card(card.id, 'en')?.original;
    if (language === 'en' || !original || card.sections.Answer === undefined) continue;
    const path = join(library.localesDirectory, language, 'cards', `${card.id}.md`);
    const text = readFileSync(path, 'utf8');
    const line = `madeFrom: "${original.hash}"`;
    const changed = /^madeFrom:.*$/mu.test(text)
      ? text.replace(/^madeFrom:.*$/mu, line)
      : text.replace(/^---\r?\n([\s\S]*?)\r?\n---/u, (_, front: string) => `---\n${front}\n${line}\n---`);
    if (changed === text) continue;
    writeFileSync(path, changed);
    stamped++;
  }
  console.log(`${language}: ${stamped} cards stamped`);
}
