import { audit } from '../audit.ts';
import { levelForAdvice, type Matter } from './advice-gate.ts';
import { titleLine } from './case-lines.ts';
import { inThread } from './desk-post.ts';
import { done, lineIn, onCase, showsOf, tell } from './desk-say.ts';
import { type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

const matters: Matter[] = ['none', 'application', 'casework', 'appeal'];

/** What a case is about in law: it decides who may give advice on it. */
export function matterStep(deps: DeskDeps): DeskStep {
  const { say, writes, seal } = deps;
  return onCase(deps, {
    press: ({ file }) =>
      done({
        text: [titleLine(file), say('desk.matter.intro')].join('\n\n'),
        language: 'en',
        form: {
          id: deskId('matter', file.id),
          title: say('desk.matter.title'),
          language: 'en',
          submit: say('desk.matter.submit'),
          fields: [
            {
              kind: 'choice',
              name: 'matter',
              label: say('desk.matter.label'),
              options: matters.map(matter => ({
                id: matter,
                label: say('desk.matter.option', {
                  matter: say(`desk.matter.${matter}`),
                  level: levelForAdvice(file.topic, matter),
                }),
              })),
              ...(file.matter && { initial: file.matter }),
            },
          ],
        },
      }),

    submit({ heard, file, who: { staffId, name }, at }, values) {
      const matter = matters.find(known => known === lineIn(values, 'matter'));
      if (!matter) return done(tell(heard, say('desk.matter.title'), say('desk.matter.which')));
      const text = say('desk.matter.said', {
        matter: say(`desk.matter.${matter}`),
        level: levelForAdvice(file.topic, matter),
      });
      return done([], {
        writes: [
          writes.setMatter(file.id, matter, { staffId, at, text }),
          audit({ staffId, what: 'setMatter', caseId: file.id }, seal),
        ],
        posts: inThread(file, say('desk.matter.inThread', { name, text })),
        shows: showsOf(file.id),
      });
    },
  });
}
