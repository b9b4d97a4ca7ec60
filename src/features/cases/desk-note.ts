import { audit } from '../audit.ts';
import { titleLine } from './case-lines.ts';
import { inThread } from './desk-post.ts';
import { done, lineIn, onCase, showsOf, tell } from './desk-say.ts';
import { type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

const NOTE_CHARS_MAX = 3000;

/** Words for colleagues: in the timeline and the thread, never to the member. */
export function noteStep(deps: DeskDeps): DeskStep {
  const { say, writes, seal } = deps;
  return onCase(deps, {
    press: ({ file }) =>
      done({
        text: titleLine(file),
        language: 'en',
        form: {
          id: deskId('note', file.id),
          title: say('desk.note.title'),
          language: 'en',
          submit: say('desk.note.submit'),
          fields: [
            {
              kind: 'text',
              name: 'note',
              label: say('desk.note.label'),
              hint: say('desk.note.hint'),
              charsMax: NOTE_CHARS_MAX,
            },
          ],
        },
      }),

    submit({ heard, file, who: { staffId, name }, at }, values) {
      const note = lineIn(values, 'note');
      if (!note) return done(tell(heard, say('desk.note.title'), say('desk.note.empty')));
      return done([], {
        writes: [
          writes.note(file.id, { staffId, at, text: note }),
          audit({ staffId, what: 'note', caseId: file.id }, seal),
        ],
        posts: inThread(file, say('desk.note.inThread', { name, note })),
        shows: showsOf(file.id),
      });
    },
  });
}
