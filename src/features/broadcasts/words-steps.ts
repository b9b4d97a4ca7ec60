import type { FeatureTurn } from '../feature.ts';
import type { BroadcastFile } from './broadcast-file.ts';
import { broadcastWrites as writes } from './broadcast-writes.ts';
import { cardOf, done, onBroadcast, tell } from './desk-say.ts';
import type { BroadcastAct, DeskDeps, DeskSteps } from './desk-step.ts';
import type { Look } from './look-steps.ts';
import { readWords, writeWords } from './words-form.ts';

/** The words of a draft, in each language. They lead on to the preview. */
export function wordsSteps(deps: DeskDeps, look: Look): DeskSteps {
  const { say, store, words } = deps;

  async function write(file: BroadcastFile, notices: string[] = []): Promise<FeatureTurn> {
    return done(writeWords(file, await store.countPeople(file), words.languages, say, notices));
  }

  return {
    words: onBroadcast(deps, {
      async press({ file, heard }) {
        return file.status === 'draft'
          ? write(file)
          : done(tell(heard, say('broadcasts.title'), say('broadcasts.notDraft')));
      },

      async submit(act: BroadcastAct, values) {
        const { file, heard, who, rest } = act;
        if (file.status !== 'draft') return done(tell(heard, say('broadcasts.title'), say('broadcasts.notDraft')));
        const { texts, withoutWords } = readWords(values, words.languages, file);
        const changed: BroadcastFile = { ...file, texts, segment: { ...file.segment, withoutWords } };
        if (rest[1] !== String(file.version)) return write({ ...changed }, [say('broadcasts.words.changed')]);
        if (texts.length === 0) return write(changed, [say('broadcasts.words.none')]);
        const to = { texts, segment: changed.segment, authorId: who.staffId };
        const next = { ...changed, authorId: who.staffId, version: file.version + 1 };
        const turn = await look({ ...act, file: next });
        return { ...turn, writes: [writes.changeTexts(file, to)], shows: cardOf(file) };
      },
    }),
  };
}
