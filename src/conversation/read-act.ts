import type { Heard } from '../features/feature.ts';
import { normalise } from '../knowledge/normalise.ts';
import { askQuestion, plainLabel, questionKey, type Say } from './ask-question.ts';
import type { AskedForm } from './asked-form.ts';
import type { Act } from './form-rules.ts';
import type { WordReader } from './read-steering.ts';

/**
 * Reads what somebody does with the question of a form. Whoever writes what a button says has pressed it; a button of a question that is
 * over does nothing.
 */
export function readAct(heard: Heard, asked: AskedForm, say: Say, readWord: WordReader): Act {
  const { content } = heard;
  if (content.kind === 'choice') return actOf(content.choiceId, asked);
  if (content.kind === 'command') return content.name === 'cancel' ? { kind: 'cancel' } : { kind: 'other' };
  if (content.kind === 'media') return { kind: 'file', media: content.media };
  if (content.kind !== 'text') return { kind: 'other' };
  const { language } = asked.form;
  const says = normalise(content.text);
  const button = askQuestion(asked, say).choices?.find(choice => {
    const label = plainLabel(choice);
    const read = readWord(label, language);
    return normalise(label) === says || (heard.word !== undefined && read?.kind === 'word' && read.word === heard.word);
  });
  return button ? actOf(button.id, asked) : { kind: 'words', text: content.text };
}

function actOf(choiceId: string, asked: AskedForm): Act {
  const key = `${questionKey(asked)}:`;
  const [act, index] = choiceId.startsWith(key) ? choiceId.slice(key.length).split(':') : [];
  if (act === 'pick') return { kind: 'pick', index: Number(index) };
  return act === 'done' || act === 'skip' || act === 'back' || act === 'cancel' ? { kind: act } : { kind: 'other' };
}
