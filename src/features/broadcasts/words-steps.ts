import type { FeatureTurn } from '../feature.ts';
import { readAbout } from './about-action.ts';
import type { BroadcastFile } from './broadcast-file.ts';
import { broadcastWrites as writes } from './broadcast-writes.ts';
import { cardOf, done, onBroadcast, tell } from './desk-say.ts';
import type { BroadcastAct, DeskDeps, DeskSteps } from './desk-step.ts';
import type { Look } from './look-steps.ts';
import { readWords, writeWords } from './words-form.ts';

/** The words of a draft, in each language. They lead on to the preview. */
export function wordsSteps(deps: DeskDeps, look: Look): DeskSteps {
  const { say, store, words } = deps;

  async function write(file: BroadcastFile, at: Date, notices: string[] = []): Promise<FeatureTurn> {
    const [people, actions] = await Promise.all([store.countPeople(file), store.actionsAfter(at, file.segment.region)]);
    return done(writeWords(file, { people, actions, languages: words.languages, notices }, say));
  }

  return {
    words: onBroadcast(deps, {
      async press({ file, heard, at }) {
        return file.status === 'draft'
          ? write(file, at)
          : done(tell(heard, say('broadcasts.title'), say('broadcasts.notDraft')));
      },

      async submit(act: BroadcastAct, values) {
        const { file, heard, who, rest, at } = act;
        if (file.status !== 'draft') return done(tell(heard, say('broadcasts.title'), say('broadcasts.notDraft')));
        const { texts, withoutWords } = readWords(values, words.languages, file);
        const { isGone, ...about } = readAbout(values, await store.actionsAfter(at, file.segment.region));
        const { actionId: _, ...before } = file;
        const changed: BroadcastFile = { ...before, ...about, texts, segment: { ...file.segment, withoutWords } };
        if (rest[1] !== String(file.version)) return write(changed, at, [say('broadcasts.words.changed')]);
        if (texts.length === 0) return write(changed, at, [say('broadcasts.words.none')]);
        if (isGone) return write(changed, at, [say('broadcasts.about.gone')]);
        const next = { ...changed, authorId: who.staffId, version: file.version + 1 };
        const turn = await look({ ...act, file: next });
        return { ...turn, writes: [writes.changeTexts(file, next)], shows: cardOf(file) };
      },
    }),
  };
}
