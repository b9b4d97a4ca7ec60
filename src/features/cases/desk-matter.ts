import { audit } from '../audit.ts';
import type { Colleague } from '../colleagues.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { levelAt, levelForAdvice, type Matter } from './advice-gate.ts';
import { titleLine } from './case-lines.ts';
import { inThread } from './desk-post.ts';
import { done, lineIn, onCase, showsOf, tell } from './desk-say.ts';
import { type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

const matters: Matter[] = ['none', 'application', 'casework', 'appeal'];

/** What a case is about in law: it decides who may give advice on it, so that not everybody may say it. */
export function matterStep(deps: DeskDeps): DeskStep {
  const { say, writes, seal, colleagues } = deps;
  return onCase(deps, {
    async press({ heard, file, who, at }) {
      if (!maySay(who, at)) return refuse(heard, at);
      return done({
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
      });
    },

    async submit({ heard, file, who, at }, values) {
      if (!maySay(who, at)) return refuse(heard, at);
      const { staffId, name } = who;
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

  async function refuse(heard: Heard, at: Date): Promise<FeatureTurn> {
    const able = (await colleagues.all()).filter(colleague => maySay(colleague, at));
    const present = able.toSorted((a, b) => Number(a.away) - Number(b.away));
    const names = present.map(({ name, away }) => (away ? say('desk.handOver.away', { name }) : name)).join(', ');
    const who = names ? say('desk.matter.couldSay', { names }) : say('desk.matter.nobody');
    return done(tell(heard, say('desk.matter.title'), [say('desk.matter.notYou'), who].join(' ')));
  }
}

/** A lead, or a caseworker who has a level at that moment. */
function maySay(colleague: Colleague, at: Date): boolean {
  return colleague.role === 'lead' || (colleague.role === 'caseworker' && levelAt(colleague, at) >= 1);
}
