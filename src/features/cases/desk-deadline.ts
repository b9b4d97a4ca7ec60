import { audit } from '../audit.ts';
import { deadlineLine, titleLine } from './case-lines.ts';
import { inThread } from './desk-post.ts';
import { chosenIn, done, lineIn, onCase, showsOf, tell } from './desk-say.ts';
import { type DeskDeps, type DeskStep, deskId } from './desk-step.ts';
import { dayInWords } from './desk-times.ts';

/** A deadline was found by a machine in somebody's words: a caseworker confirms it, corrects it, or says that there is none. */
export function deadlineStep(deps: DeskDeps): DeskStep {
  const { say, writes, seal, views } = deps;
  return onCase(deps, {
    async press({ file }) {
      const found = deadlineLine(await views.of(file), say);
      return done({
        text: [titleLine(file), found].join('\n\n'),
        language: 'en',
        form: {
          id: deskId('deadline', file.id),
          title: say('desk.deadline.title'),
          language: 'en',
          submit: say('desk.deadline.submit'),
          fields: [
            {
              kind: 'date',
              name: 'date',
              label: say('desk.deadline.date'),
              hint: say('desk.deadline.hint'),
              ...(file.deadline?.date && { initial: file.deadline.date }),
              optional: true,
            },
            {
              kind: 'choices',
              name: 'none',
              label: say('desk.deadline.orNone'),
              options: [{ id: 'none', label: say('desk.deadline.isNone') }],
              optional: true,
            },
          ],
        },
      });
    },

    submit({ heard, file, who: { staffId, name }, at }, values) {
      const date = lineIn(values, 'date');
      const isNone = chosenIn(values, 'none').includes('none');
      if (!isNone && (!date || !isDate(date)))
        return done(tell(heard, say('desk.deadline.title'), say('desk.deadline.whichDay')));
      const words = file.deadline?.words ?? '';
      const shown = isNone || !date ? say('desk.deadline.isNone') : dayInWords(date);
      return done([], {
        writes: [
          writes.setDeadline(file.id, isNone || !date ? undefined : { date, words, isSure: true }, {
            staffId,
            at,
            text: shown,
          }),
          audit({ staffId, what: 'setDeadline', caseId: file.id }, seal),
        ],
        posts: inThread(file, say('desk.deadline.inThread', { name, date: shown })),
        shows: showsOf(file.id, staffId, file.ownerId),
      });
    },
  });
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.slice(0, 10) === text;
}
