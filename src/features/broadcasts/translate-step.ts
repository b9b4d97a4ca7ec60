import type { FeatureTurn } from '../feature.ts';
import { translateWords } from '../translate-words.ts';
import { originalOf } from './broadcast-file.ts';
import { missingIn } from './broadcast-lines.ts';
import { broadcastWrites as writes } from './broadcast-writes.ts';
import { cardOf, done, onBroadcast, tell } from './desk-say.ts';
import type { BroadcastAct, DeskDeps, DeskStep } from './desk-step.ts';
import type { Look } from './look-steps.ts';
import { WORDS_CHARS_MAX } from './words-form.ts';

/**
 * A machine writes a draft in the languages that somebody in the segment speaks and nobody has written it in. It is looked at before it is
 * sent, as everything is, and whoever gets it reads that a machine did it.
 */
export function translateStep(deps: DeskDeps, look: Look): DeskStep {
  const { say, store, words } = deps;

  return onBroadcast(deps, {
    async press(act) {
      const { file, who } = act;
      if (file.status !== 'draft') return answer(act, 'broadcasts.notDraft');
      if (!deps.translate) return answer(act, 'broadcasts.translate.off');
      const original = originalOf(file);
      if (!original) return answer(act, 'broadcasts.words.none');
      const to = missingIn(file, await store.countPeople(file), words.languages);
      const texts = [{ text: original.words, charsMax: WORDS_CHARS_MAX }];
      const { made, notices } = await translateWords(deps.translate, { texts, from: original.language, to }, say);
      if (made.length === 0) return look(act, notices.length > 0 ? notices : [say('broadcasts.translate.nothing')]);
      const added = made.map(([language, [translated = '']]) => ({ language, words: translated, isMachine: true }));
      const changed = { ...file, texts: [...file.texts, ...added], authorId: who.staffId, version: file.version + 1 };
      const turn = await look({ ...act, file: changed }, notices);
      return { ...turn, writes: [writes.changeTexts(file, changed)], shows: cardOf(file) };
    },
  });

  function answer({ heard }: BroadcastAct, key: string): FeatureTurn {
    return done(tell(heard, say('broadcasts.title'), say(key)));
  }
}
