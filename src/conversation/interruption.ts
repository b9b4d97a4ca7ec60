import type { Feature, Heard } from '../features/feature.ts';
import { type AskedForm, asksForWords, questionOf } from './asked-form.ts';
import { claimantOf } from './route.ts';

/** Words that lead where they always lead, also in the middle of a form; all others may be an answer. */
const UNIVERSAL: Heard['word'][] = ['help', 'menu', 'language', 'person', 'stop', 'forget', 'held'];
const DIGITS = /^[\p{Nd}\s.)]+$/u;

/**
 * Who takes the word while a form is being filled in: whoever owns a button that was pressed, and whoever claims a crisis, a universal
 * word, or what cannot be an answer. Everything else is the form's, whatever a feature claims.
 */
export async function interruption(
  features: Map<string, Feature>,
  heard: Heard,
  asked: AskedForm,
  isCrisis: boolean,
): Promise<Feature | undefined> {
  const { content, word, text = '' } = heard;
  if (content.kind === 'choice') return features.get(content.choiceId.split(':')[0] ?? '');
  if (content.kind === 'form') return features.get(content.formId.split(':')[0] ?? '');
  if (isCrisis) return claimantOf(features, heard);
  if (content.kind === 'text') {
    const isAnswer = asksForWords(asked) && DIGITS.test(text);
    return UNIVERSAL.includes(word) && !isAnswer ? claimantOf(features, heard) : undefined;
  }
  if (content.kind === 'media' && questionOf(asked).field?.kind === 'files') return undefined;
  const isCancel = content.kind === 'command' && content.name === 'cancel';
  return content.kind === 'edit' || isCancel ? undefined : claimantOf(features, heard);
}
