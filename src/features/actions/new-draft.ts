import { drawActionCode } from './action-code.ts';
import type { ActionContent } from './action-content.ts';
import { originalText, withContent, withText } from './action-content.ts';
import type { ActionFile } from './action-file.ts';
import type { DeskAction } from './desk-actions.ts';
import { emptyText } from './draft-forms.ts';
import type { WordsAnswers } from './words-part.ts';

/** What an action begins with: nothing but its words is asked for. */
export function emptyContent(organiserId: string, roomId: string): ActionContent {
  return {
    ...{ kind: 'meeting', region: null, outcode: null, onlineLink: null, capacity: null, guestsMax: 0 },
    ...{ needsOffered: [], interpreterLanguages: [], photos: 'none', visibility: 'everyone', rightsCardId: null },
    ...{ organiserId, roomId, texts: [] },
  };
}

/** The same with other words. The only words that there are were written in the language that is chosen now. */
export function withWords(
  before: ActionContent,
  { kind, title, words }: WordsAnswers,
  language: string,
): ActionContent {
  const was = originalText(before) ?? emptyText(language);
  const isAlone = before.texts.filter(({ isMachine }) => !isMachine).length <= 1;
  const texts = isAlone && was.language !== language ? [] : before.texts;
  return withText({ ...before, kind, texts }, { ...was, language, title, words, isMachine: false });
}

/** A draft as it is once it has been written. */
export function newDraft(
  id: string,
  content: ActionContent,
  times: Pick<ActionFile, 'startsAt' | 'endsAt'>,
): DeskAction {
  const { organiserId, roomId, kind, guestsMax, needsOffered, interpreterLanguages, photos, visibility, texts } =
    content;
  const file: ActionFile = {
    ...{
      id,
      ...times,
      kind,
      guestsMax,
      needsOffered,
      interpreterLanguages,
      photos,
      visibility,
      organiserId,
      roomId,
      texts,
    },
    ...{ isException: false, status: 'draft', taken: 0, version: 1, code: drawActionCode() },
  };
  return { file: withContent(file, content), revision: 1, walkIns: 0, toldOf: [] };
}
