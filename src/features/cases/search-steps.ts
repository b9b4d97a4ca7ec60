import { topics } from '../../knowledge/card.ts';
import type { Form } from '../../messages/form.ts';
import { audit } from '../audit.ts';
import type { FeatureTurn } from '../feature.ts';
import { readReference } from './case-reference.ts';
import { button, chosenIn, done, lineIn, tell } from './desk-say.ts';
import { type DeskAct, type DeskDeps, type DeskStep, deskId } from './desk-step.ts';
import { openCase } from './desk-timeline.ts';
import { caseInLines } from './home-page.ts';
import { type CaseQuery, FOUND_MAX, readQuery, searchCases } from './search-cases.ts';

/** Looking for cases, by a form or by the words behind a command. */
export interface SearchSteps {
  find: DeskStep;
  /** `/case REF`. */
  openByReference(act: DeskAct, argument: string): Promise<FeatureTurn>;
  /** `find …`; without words, the form. */
  findByWords(act: DeskAct, argument: string): Promise<FeatureTurn>;
}

export function createSearchSteps(deps: DeskDeps): SearchSteps {
  const { say, cases, views, seal } = deps;
  const ask = () => done({ text: say('desk.find.intro'), language: 'en', form: formFor() });

  return {
    find: {
      press: ask,
      submit: (act, values) =>
        results(act, {
          words: lineIn(values, 'words'),
          topic: topics.find(topic => topic === lineIn(values, 'topic')),
          deadlineThisWeek: chosenIn(values, 'deadline').includes('week'),
        }),
    },

    async openByReference(act, argument) {
      if (argument.trim() === '') return ask();
      const reference = readReference(argument);
      if (reference === undefined) return results(act, readQuery(argument, say));
      if (reference === 'mistyped') return nothing(act, say('desk.find.mistyped', { reference: argument.trim() }));
      const file = await cases.byReference(reference);
      return file ? openCase(deps, { ...act, file }) : nothing(act, say('desk.find.noSuch', { reference }));
    },

    findByWords: async (act, argument) => (argument.trim() === '' ? ask() : results(act, readQuery(argument, say))),
  };

  async function results(act: DeskAct, query: CaseQuery): Promise<FeatureTurn> {
    const { heard, who, at } = act;
    if (!query.words && !query.topic && !query.deadlineThisWeek) return ask();
    const found = await searchCases(cases, query, at);
    if ('mistyped' in found) return nothing(act, say('desk.find.mistyped', { reference: found.mistyped }));
    const shown = found.cases.slice(0, FOUND_MAX);
    if (shown.length === 0) return nothing(act, say('desk.find.none'));
    const left = found.cases.length - shown.length;
    const sections = shown.map(file => ({
      text: caseInLines({ file, calendar: views.calendarOf(file), at }, say),
      choices: [button(say, 'timeline', [file.id])],
    }));
    const more = left > 0 ? [{ text: say('desk.find.left', { count: left }) }] : [];
    return done(
      tell(heard, say('desk.find.title'), say('desk.find.found', { count: found.cases.length }), {
        sections: [...sections, ...more],
      }),
      { writes: [audit({ staffId: who.staffId, what: 'search' }, seal)] },
    );
  }

  function nothing({ heard, who: { staffId } }: DeskAct, text: string): FeatureTurn {
    return done(tell(heard, say('desk.find.title'), text), { writes: [audit({ staffId, what: 'search' }, seal)] });
  }

  function formFor(): Form {
    return {
      id: deskId('find'),
      title: say('desk.find.title'),
      language: 'en',
      submit: say('desk.find.submit'),
      leadsOn: true,
      fields: [
        {
          kind: 'line',
          name: 'words',
          label: say('desk.find.words'),
          hint: say('desk.find.wordsHint'),
          optional: true,
        },
        {
          kind: 'choice',
          name: 'topic',
          label: say('desk.find.topic'),
          options: topics.map(topic => ({ id: topic, label: say(`desk.topic.${topic}`) })),
          optional: true,
        },
        {
          kind: 'choices',
          name: 'deadline',
          label: say('desk.find.deadline'),
          options: [{ id: 'week', label: say('desk.find.week') }],
          optional: true,
        },
      ],
    };
  }
}
