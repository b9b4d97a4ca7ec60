import type { Heard } from '../features/feature.ts';
import { Reading } from '../knowledge/reading.ts';
import type { InboundContent } from '../messages/inbound.ts';
import type { Sender } from '../messages/sender.ts';
import type { Utterance } from './gather.ts';
import { readSteering, type WordReader } from './read-steering.ts';

/** What the spine needs to know of languages; given by `main.ts`. */
export interface Ears {
  readWord: WordReader;
  /** Anything but undefined when the words say that somebody is in danger. */
  findCrisis(text: string): object | undefined;
  detectLanguage(text: string): { language: string; confidence: number };
  /** Languages the bot has words for, English first. */
  languages: string[];
}

/** Below this a short or mixed message says too little about its language. */
const CONFIDENCE_MIN = 0.8;

/** A code, a reference or a number is in no language, whatever its letters look like. */
const CODES = /\S*\p{N}\S*/gu;

/**
 * Makes out what was said: a digit stands for the choice it was offered for, a word that steers is recognised in any language,
 * and a language is guessed for those who have not chosen one.
 *
 * @param offered ids of the choices under the last reply, in order.
 */
export function hear(utterance: Utterance, sender: Sender, offered: string[], ears: Ears): Heard {
  const text = textOf(utterance.content);
  const words = text?.replace(CODES, ' ') ?? '';
  const guess = /\p{L}/u.test(words) ? ears.detectLanguage(words) : undefined;
  const appLanguage = ears.languages.find(known => known === utterance.inbound.appLanguage?.split('-')[0]);
  const isSure = guess && guess.confidence >= CONFIDENCE_MIN && !mayBeIn(appLanguage, guess.language, words);
  const writtenIn = isSure && ears.languages.includes(guess.language) ? guess : undefined;
  const language = sender.language ?? writtenIn?.language ?? appLanguage ?? ears.languages[0] ?? 'en';
  const { choiceId, word } = isSaid(utterance.content)
    ? readSteering(utterance.content.text, language, offered, ears.readWord)
    : {};
  return {
    sender,
    language,
    place: utterance.inbound.place,
    channel: utterance.inbound.from.channel,
    sentAtMs: utterance.inbound.sentAtMs,
    ...(utterance.inbound.roomId && { roomId: utterance.inbound.roomId }),
    hasWindow: utterance.inbound.windowId !== undefined,
    content: choiceId ? { kind: 'choice', choiceId, messageId: '' } : utterance.content,
    ...(text !== undefined && { text, reading: new Reading(text) }),
    ...(writtenIn && { writtenIn }),
    ...(word && { word }),
  };
}

/**
 * One word, the name of a town above all, is written alike in languages that share their letters: it does not speak against the language of
 * somebody's app. Latin letters are left out, since so many apps are in English.
 */
function mayBeIn(appLanguage: string | undefined, guessed: string, text = ''): boolean {
  if (appLanguage === undefined || appLanguage === guessed || /\s/.test(text.trim())) return false;
  const scriptOf = (language: string) => new Intl.Locale(language).maximize().script;
  return scriptOf(guessed) !== 'Latn' && scriptOf(appLanguage) === scriptOf(guessed);
}

function isSaid(content: InboundContent): content is Extract<InboundContent, { text: string }> {
  return content.kind === 'text' || content.kind === 'edit';
}

function textOf(content: InboundContent): string | undefined {
  if (isSaid(content)) return content.text;
  if (content.kind === 'media') return content.caption;
  // A slash before a question is a slip of the thumb: its first word is one of it.
  if (content.kind === 'command' && content.argument !== '') return `${content.name} ${content.argument}`;
  return undefined;
}
