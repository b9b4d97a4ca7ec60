import type { FeatureTurn } from '../feature.ts';
import { translateWords } from '../translate-words.ts';
import {
  type ContentText,
  contentOf,
  originalText,
  type Patch,
  withContent,
  withTranslations,
} from './action-content.ts';
import { missingIn } from './action-lines.ts';
import { changeTurn } from './desk-change.ts';
import type { DeskDeps } from './desk-deps.ts';
import { asMembersSee, previewReply } from './desk-preview.ts';
import { byOf, done, onAction, tell } from './desk-say.ts';
import type { ActionAct, DeskStep } from './desk-step.ts';
import { TITLE_CHARS_MAX, WORDS_CHARS_MAX } from './words-part.ts';

/**
 * A machine writes an action in the languages that nobody has written it in. Members read that a machine did, until a person has checked
 * it. Where it is stays in the words of whoever wrote it, since a place that was translated is found by nobody. In a series it counts for
 * all that are to come and have the same words.
 */
export function translateStep(deps: DeskDeps): DeskStep {
  const { say, words, actionWrites } = deps;
  return onAction(deps, {
    async press(act) {
      const { action, heard } = act;
      const { file } = action;
      if (file.status === 'cancelled') return answer(act, say('actions.is.cancelled'));
      const original = originalText(file);
      const missing = missingIn(file, words.languages);
      if (!deps.translate || !original) return answer(act, say('actions.translate.off'));
      if (missing.length === 0) return answer(act, say('actions.translate.nothing'));
      const wanted = {
        texts: [
          { text: original.title, charsMax: TITLE_CHARS_MAX },
          { text: original.words, charsMax: WORDS_CHARS_MAX },
        ],
        from: original.language,
        to: missing,
      };
      const { made, notices } = await translateWords(deps.translate, wanted, say);
      const texts = made.map(
        ([language, [title = '', about = '']]): ContentText => ({
          ...original,
          ...{ language, title, words: about, isMachine: true },
        }),
      );
      const patch: Patch = content => withTranslations(content, original, texts);
      const isAny = texts.length > 0;
      const after = isAny
        ? { ...action, file: withContent(file, patch(contentOf(file))), revision: action.revision + 1 }
        : action;
      if (file.status === 'draft')
        return done(
          previewReply(deps, after, notices),
          isAny ? { writes: [actionWrites.change(action, { patch }, byOf(act))] } : {},
        );
      const lines = [say(isAny ? 'actions.translate.done' : 'actions.translate.none'), ...notices];
      const shown = tell(heard, say('actions.language.title'), lines.join('\n'), {
        sections: asMembersSee(deps, after),
      });
      return isAny
        ? changeTurn(deps, act, { patch, scope: 'all' }, say('actions.translate.inThread'), shown)
        : done(shown);
    },
  });

  function answer({ heard }: ActionAct, text: string): FeatureTurn {
    return done(tell(heard, say('actions.language.title'), text));
  }
}
