import type { Field, FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import type { FeatureTurn } from '../feature.ts';
import { contentOf, originalText, withContent, withText } from './action-content.ts';
import { isSaid, missingIn, titleLine, whenLine } from './action-lines.ts';
import { changeTurn, overtakenBy } from './desk-change.ts';
import type { DeskDeps } from './desk-deps.ts';
import { asMembersSee, previewReply, translateSteps } from './desk-preview.ts';
import { button, byOf, done, lineIn, onAction, tell } from './desk-say.ts';
import { type ActionAct, type DeskStep, deskId } from './desk-step.ts';
import { emptyText } from './draft-forms.ts';
import { faultsOf, filled } from './form-part.ts';
import { languageName } from './people-part.ts';
import { readScope, scopeFields } from './scope.ts';
import { wordsPart } from './words-part.ts';

const PLACE_CHARS_MAX = 200;

/** Somebody writes an action in a further language, with what there is of it above. In a series it counts for all that are to come. */
export function languageStep(deps: DeskDeps): DeskStep {
  const { say, words, actionWrites } = deps;
  return onAction(deps, {
    press: act => ifStands(act, () => done(window(act, textIn(act)))),
    submit: (act, values) => ifStands(act, () => take(act, values)),
  });

  /** Of a text that is to be checked. */
  function textIn({ action, rest }: ActionAct): FormValues | undefined {
    const text = action.file.texts.find(({ language }) => language === rest[1]);
    if (!text) return undefined;
    const { language, title, words: about, place, exactPlace } = text;
    return { language, title, words: about, place, exactPlace };
  }

  async function take(act: ActionAct, values: FormValues): Promise<FeatureTurn> {
    const { action, rest, heard } = act;
    const { file } = action;
    const overtaken = await overtakenBy(deps, act, rest[1]);
    const language = words.languages.find(each => each === lineIn(values, 'language'));
    const read = wordsPart(say).read({ ...values, kind: file.kind });
    if ('faults' in read || !language || overtaken) {
      const faults = [overtaken, !language && say('actions.fault.language'), ...faultsOf(read)];
      return done(window(act, values, faults.filter(isSaid)));
    }
    const { title, words: about } = read.answers;
    const place = lineIn(values, 'place') ?? '';
    const exactPlace = lineIn(values, 'exactPlace') ?? '';
    const text = { language, title, words: about, place, exactPlace, isMachine: false };
    const patch = (content: ReturnType<typeof contentOf>) => withText(content, text);
    const after = { ...action, file: withContent(file, patch(contentOf(file))), revision: action.revision + 1 };
    if (file.status === 'draft')
      return done(previewReply(deps, after), { writes: [actionWrites.change(action, { patch }, byOf(act))] });
    const done_ = say('actions.language.done', { language: languageName(language) });
    const shown = tell(heard, say('actions.language.title'), done_, { sections: asMembersSee(deps, after) });
    const what = say('actions.language.inThread', { language: languageName(language) });
    return changeTurn(deps, act, { patch, scope: readScope(lineIn(values, 'scope')) }, what, shown);
  }

  function window({ action }: ActionAct, typed?: FormValues, notices: string[] = []): Reply {
    const { file, revision } = action;
    const original = originalText(file) ?? emptyText('en');
    const missing = missingIn(file, words.languages);
    const unchecked = file.texts.filter(({ isMachine }) => isMachine).map(({ language }) => language);
    const written = words.languages.filter(each => !missing.includes(each) && each !== original.language);
    const options = [
      ...missing.map(id => ({ id, label: languageName(id) })),
      ...written.map(id => ({
        id,
        label: say(`actions.language.${unchecked.includes(id) ? 'unchecked' : 'written'}`, {
          language: languageName(id),
        }),
      })),
    ];
    const isSeries = file.status === 'published';
    const fields: Field[] = [
      { kind: 'choice', name: 'language', label: say('actions.form.language.label'), options },
      ...wordsPart(say).fields.filter(({ name }) => name !== 'kind'),
      ...(['place', 'exactPlace'] as const).map(
        (name): Field => ({
          kind: 'line',
          name,
          label: say(`actions.form.${name}.label`),
          charsMax: PLACE_CHARS_MAX,
          optional: true,
        }),
      ),
      ...(isSeries ? scopeFields(action, say) : []),
    ];
    const values = { place: original.place, exactPlace: original.exactPlace, scope: 'all', ...typed };
    return {
      text: [titleLine(file), whenLine(file), ...notices.map(notice => `⚠️ ${notice}`)].join('\n'),
      language: 'en',
      sections: [
        {
          text: original.words,
          language: original.language,
          choices: translateSteps(deps, action).map(step => button(say, step, file.id)),
        },
      ],
      form: {
        id: deskId('language', file.id, revision),
        title: say('actions.language.title'),
        language: 'en',
        submit: say('actions.save'),
        leadsOn: true,
        fields: filled(fields, values),
      },
    };
  }

  async function ifStands(act: ActionAct, then: () => FeatureTurn | Promise<FeatureTurn>): Promise<FeatureTurn> {
    const { status } = act.action.file;
    if (status !== 'cancelled') return then();
    return done(tell(act.heard, say('actions.title'), say('actions.is.cancelled')));
  }
}
