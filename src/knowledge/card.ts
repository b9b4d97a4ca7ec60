import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { type CrisisKind, crisisKinds } from './crisis.ts';
import { parseFrontMatter } from './front-matter.ts';

export const topics = [
  'healthcare',
  'asylum',
  'immigration',
  'detention',
  'housing',
  'work',
  'money',
  'education',
  'safety',
  'everyday',
  'legal',
  'organising',
] as const;
export type Topic = (typeof topics)[number];

/** Headings are keys: the same in every language. */
export const sectionNames = [
  'Answer',
  'England',
  'Scotland',
  'Wales',
  'Northern Ireland',
  'What goes wrong',
  'Who to call',
] as const;
export type SectionName = (typeof sectionNames)[number];
export type Sections = Partial<Record<SectionName, string>>;

/** The words of a card in one language. */
export interface CardWords {
  id: string;
  language: string;
  /** The words on a button. */
  title: string;
  question: string;
  /** How people ask it; never shown. */
  variants: string[];
  /** Empty in a translation that only teaches how people ask. */
  sections: Sections;
  /** The name of the adviser who has read these words; empty until one has. */
  reviewedBy: string;
  reviewedOn: string;
}

/** One reviewed answer: the English original, from which every other language is made. */
export interface Card extends CardWords {
  topic: Topic;
  escalation: { level: 'E0' | 'E1' | 'E2' | 'E3' | 'E4'; when: string };
  related: string[];
  /** Whoever asks this may be in danger: numbers to call come before the answer. */
  crisis?: CrisisKind | undefined;
  sources: { name: string; url: string; seen: boolean }[];
  /** The date of the newest source, in the fact base's own words. */
  asOf: string;
  confidence: 'high' | 'medium' | 'low';
  confidenceNote?: string | undefined;
  note?: string | undefined;
  /** Names what a translator works from: changes when the words that people read change. */
  hash: string;
}

/** The words of a card in another language. */
export interface CardTranslation extends CardWords {
  translation: 'machine' | 'human';
  /** The hash of the English card these words were made from. */
  madeFrom?: string | undefined;
}

const line = z.string().trim().min(1);
const cardId = z.string().regex(/^[A-Z]{2,5}-\d{1,6}$/, 'must look like HLT-01');
/** Twenty characters is WhatsApp's button, 24 its list row: the smallest place a title has to fit. */
export const titleCharsMax = 24;

const wordsFields = {
  id: cardId,
  title: line,
  question: line,
  variants: z.array(z.coerce.string()).default([]),
  reviewedBy: z.string().default(''),
  reviewedOn: z.coerce.string().default(''),
};

const cardFields = z.strictObject({
  ...wordsFields,
  topic: z.enum(topics),
  escalation: z.strictObject({ level: z.enum(['E0', 'E1', 'E2', 'E3', 'E4']), when: z.string() }),
  related: z.array(cardId).default([]),
  crisis: z.enum(crisisKinds).optional(),
  sources: z.array(z.strictObject({ name: line, url: z.string(), seen: z.boolean() })),
  asOf: z.coerce.string(),
  confidence: z.enum(['high', 'medium', 'low']),
  confidenceNote: line.optional(),
  note: line.optional(),
});

const translationFields = z.strictObject({
  ...wordsFields,
  translation: z.enum(['machine', 'human']).default('machine'),
  madeFrom: line.optional(),
});

/**
 * Reads an English card.
 *
 * @throws Error that names the file, the field and the remedy.
 */
export function parseCard(path: string, text: string): Card {
  const { data, body } = parseFrontMatter(path, text, cardFields);
  const sections = parseSections(path, body);
  if (!sections.Answer) throw new Error(`${path}: no "## Answer". Write the answer under that heading.`);
  checkId(path, data.id);
  return { ...data, language: 'en', sections, hash: cardHash(data, sections) };
}

/** Reads a card in another language, which the path names (`locales/<lang>/cards/<ID>.md`). */
export function parseTranslation(path: string, text: string): CardTranslation {
  const { data, body } = parseFrontMatter(path, text, translationFields);
  checkId(path, data.id);
  return { ...data, language: basename(dirname(dirname(path))), sections: parseSections(path, body) };
}

function checkId(path: string, id: string): void {
  if (basename(path, '.md') !== id) throw new Error(`${path}: the id is ${id}. Name the file ${id}.md.`);
}

function parseSections(path: string, body: string): Sections {
  const sections: Sections = {};
  for (const part of body.split(/^## +/mu).filter(text => text.trim() !== '')) {
    const [heading = '', ...lines] = part.split('\n');
    const name = sectionNames.find(known => known === heading.trim());
    if (!name)
      throw new Error(`${path}: "${heading.trim()}" is not a section. Use one of: ${sectionNames.join(', ')}.`);
    sections[name] = lines.join('\n').trim();
  }
  return sections;
}

function cardHash(data: z.infer<typeof cardFields>, sections: Sections): string {
  const words = [data.title, data.question, data.escalation.when, ...sectionNames.map(name => sections[name] ?? '')];
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 12);
}
