import type { Choice, Reply, Section } from '../../messages/reply.ts';
import {
  isSaid,
  languageLines,
  missingIn,
  named,
  offerLines,
  repeatLine,
  titleLine,
  whenLine,
  whereLines,
} from './action-lines.ts';
import type { DeskAction } from './desk-actions.ts';
import type { DeskDeps } from './desk-deps.ts';
import { button } from './desk-say.ts';
import { deskId } from './desk-step.ts';

/** What may be changed below a preview. */
const PARTS = ['what', 'where', 'who', 'language'];

/**
 * A draft as members will see it, in each language that there is, and the button that publishes it.
 *
 * @param notices what has to be mended, or looked at.
 */
export function previewReply(deps: DeskDeps, action: DeskAction, notices: string[] = []): Reply {
  const { say } = deps;
  const { file, revision } = action;
  const steps = [...PARTS, ...translateSteps(deps, action)];
  return {
    text: [...notices.map(notice => `⚠️ ${notice}`), ...headLines(deps, action)].join('\n'),
    language: 'en',
    sections: [
      ...asMembersSee(deps, action),
      { text: say('actions.preview.change'), choices: steps.map(step => button(say, step, file.id)) },
    ],
    form: {
      id: deskId('publish', file.id, revision),
      title: say('actions.preview.title'),
      language: 'en',
      submit: say('actions.preview.publish'),
      leadsOn: true,
      fields: [],
    },
  };
}

/** A machine is offered for the languages that are missing, where there is one. */
export function translateSteps({ translate, words }: DeskDeps, { file }: DeskAction): string[] {
  return translate && missingIn(file, words.languages).length > 0 ? ['translate'] : [];
}

/** Exactly what arrives, language by language, and what only those who come are told. */
export function asMembersSee({ say, actionWords, preview }: DeskDeps, { file }: DeskAction): Section[] {
  return file.texts.flatMap(({ language, exactPlace, isMachine }) => {
    const heading = say('actions.preview.language', { language: named([language]) });
    const chunks = preview({ text: actionWords.describe(file, language), language }, 'telegram');
    const after = [exactPlace, file.onlineLink].filter(isSaid).join(', ');
    return [
      { text: heading },
      ...chunks.map(text => ({ text, language })),
      ...(after ? [{ text: say('actions.preview.after', { after }) }] : []),
      ...(isMachine ? [{ text: say('actions.preview.unchecked'), choices: [checkButton(file.id, language)] }] : []),
    ];
  });

  function checkButton(actionId: string, language: string): Choice {
    return { ...button(say, 'check'), id: deskId('language', actionId, language) };
  }
}

function headLines({ say, words }: DeskDeps, { file, recurrence }: DeskAction): string[] {
  const { capacity } = file;
  return [
    titleLine(file),
    whenLine(file),
    repeatLine(recurrence, say),
    ...whereLines(file, say),
    ...offerLines(file, say),
    capacity === undefined ? say('actions.card.noLimit') : say('actions.preview.capacity', { count: capacity }),
    ...languageLines(file, words.languages, say),
  ].filter(isSaid);
}
