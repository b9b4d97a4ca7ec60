import type { Section } from '../../messages/reply.ts';
import { audit } from '../audit.ts';
import type { FeatureTurn } from '../feature.ts';
import { headOf, mainChoices } from './case-card.ts';
import type { CaseEntry } from './case-file.ts';
import { clip, fateInWords, handsLine } from './case-lines.ts';
import type { CaseView } from './case-view.ts';
import { button, done, onCase, tell } from './desk-say.ts';
import type { CaseAct, DeskDeps, DeskStep } from './desk-step.ts';
import { momentInWords } from './desk-times.ts';

const ENTRIES_SHOWN = 60;
const ENTRY_CHARS_MAX = 600;

/** All that happened in a case: who, when, what. To open it is to read somebody's words, so it is written down. */
export function timelineStep(deps: DeskDeps): DeskStep {
  return onCase(deps, { press: act => openCase(deps, act) });
}

export async function openCase(
  { say, views, seal }: DeskDeps,
  { heard, who: { staffId }, file }: CaseAct,
): Promise<FeatureTurn> {
  const view = await views.of(file);
  const shown = view.entries.slice(-ENTRIES_SHOWN);
  const left = view.entries.length - shown.length;
  const sections: Section[] = [
    {
      text: handsLine(view, say),
      choices: file.closedAt ? [button(say, 'reopen', [file.id], false)] : mainChoices(view, say),
    },
    ...(left > 0 ? [{ text: say('desk.timeline.left', { count: left }) }] : []),
    ...shown.map(entry => ({ text: entryInWords(entry, view) })),
  ];
  return done(tell(heard, file.reference, headOf(view, say), { sections }), {
    writes: [audit({ staffId, what: 'readCase', caseId: file.id }, seal)],
  });

  function entryInWords(entry: CaseEntry, { nameOf, at }: CaseView): string {
    const { kind, staffId: by, text, translation, mark, iaaLevel, fileIds } = entry;
    const head = [
      momentInWords(entry.at),
      say(`desk.entry.${kind}`),
      by && nameOf(by),
      mark && say(`desk.mark.${mark}`),
      iaaLevel !== undefined && say('desk.timeline.level', { level: iaaLevel }),
      kind === 'reply' && fateInWords(entry, at, say),
      fileIds.length > 0 && say('desk.timeline.files', { count: fileIds.length }),
    ];
    const words = text && clip(text, ENTRY_CHARS_MAX);
    const arrived = translation && say('desk.timeline.translation', { words: clip(translation, ENTRY_CHARS_MAX) });
    return [head.filter(part => part).join(' · '), words, arrived].filter(line => line).join('\n');
  }
}
