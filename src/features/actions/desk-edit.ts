import type { Field, FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import type { FeatureTurn } from '../feature.ts';
import { type ActionContent, contentOf, originalText, type Patch, withContent, withText } from './action-content.ts';
import { isSaid, titleLine, whenLine } from './action-lines.ts';
import { changeTurn, overtakenBy } from './desk-change.ts';
import type { DeskDeps } from './desk-deps.ts';
import { asMembersSee } from './desk-preview.ts';
import { createRooms } from './desk-rooms.ts';
import { done, lineIn, onAction, tell } from './desk-say.ts';
import { type ActionAct, type DeskSteps, deskId } from './desk-step.ts';
import { emptyText } from './draft-forms.ts';
import { filled } from './form-part.ts';
import { languageName, peoplePart, peopleValues } from './people-part.ts';
import { placePart, placePatch, placeValues } from './place-part.ts';
import { readScope, type Scope, scopeFields, scopeIn } from './scope.ts';
import { wordsPart, wordsValues } from './words-part.ts';

const parts = ['words', 'place', 'people'] as const;
type Part = (typeof parts)[number];

/** What is edited: a part of an action, of its series or of it alone, in one of its languages. */
interface Edited {
  part: Part;
  scope: Scope;
  language: string;
}

/** Changes what was published: first what and how much of it, then a window that begins with what there is. */
export function editSteps(deps: DeskDeps): DeskSteps {
  const { say, words, library } = deps;
  const rooms = createRooms(deps);

  return {
    edit: onAction(deps, {
      press: act => ifStands(act, () => done(choose(act))),
      submit: (act, values) =>
        ifStands(act, () => {
          const text = originalText(act.action.file)?.language ?? 'en';
          const part = parts.find(each => each === lineIn(values, 'part')) ?? 'words';
          const edited = { part, scope: scopeIn(values), language: lineIn(values, 'language') ?? text };
          return done(window(act, edited));
        }),
    }),

    change: onAction(deps, {
      submit: (act, values) => ifStands(act, () => take(act, values)),
    }),
  };

  function choose({ action }: ActionAct): Reply {
    const { file } = action;
    const languages: Field = {
      kind: 'choice',
      name: 'language',
      label: say('actions.form.which.label'),
      options: file.texts.map(({ language }) => ({ id: language, label: languageName(language) })),
      initial: originalText(file)?.language ?? 'en',
    };
    const part: Field = {
      kind: 'choice',
      name: 'part',
      label: say('actions.form.part.label'),
      options: parts.map(id => ({ id, label: say(`actions.part.${id}`) })),
      initial: 'words',
    };
    return {
      text: [titleLine(file), whenLine(file)].join('\n'),
      language: 'en',
      form: {
        id: deskId('edit', file.id),
        title: say('actions.edit.title'),
        language: 'en',
        submit: say('actions.next'),
        leadsOn: true,
        fields: [part, ...scopeFields(action, say), ...(file.texts.length > 1 ? [languages] : [])],
      },
    };
  }

  async function take(act: ActionAct, values: FormValues): Promise<FeatureTurn> {
    const { action, rest } = act;
    const edited = readEdited(rest);
    const read = await patchFrom(act, edited, values);
    const overtaken = await overtakenBy(deps, act, rest[1]);
    const notices = [overtaken, ...('faults' in read ? read.faults : [])].filter(isSaid);
    if (notices.length > 0 || 'faults' in read) return done(window(act, edited, values, notices));
    const { patch } = read;
    const after = { ...action, file: withContent(action.file, patch(contentOf(action.file))) };
    const shown = tell(act.heard, say('actions.edit.title'), say('actions.changed.done'), {
      sections: asMembersSee(deps, after),
    });
    const what = [say(`actions.part.${edited.part}`), say(`actions.scope.${edited.scope}`)].join(', ');
    return changeTurn(deps, act, { patch, scope: edited.scope }, what, shown);
  }

  async function patchFrom(
    { who, heard, action }: ActionAct,
    { part, language }: Edited,
    values: FormValues,
  ): Promise<{ patch: Patch } | { faults: string[] }> {
    switch (part) {
      case 'words': {
        const read = wordsPart(say).read(values);
        if ('faults' in read) return read;
        const { kind, title, words: about } = read.answers;
        const with_ = (content: ActionContent) => {
          const was = content.texts.find(text => text.language === language) ?? originalText(content);
          const text = { ...(was ?? emptyText(language)), language, title, words: about, isMachine: false };
          return withText({ ...content, kind }, text);
        };
        return { patch: with_ };
      }
      case 'place': {
        const read = placePart(say, who.regions).read(values);
        return 'faults' in read ? read : { patch: placePatch(read.answers, language, await rooms(heard)) };
      }
      case 'people': {
        const { taken } = action.file;
        const read = peoplePart(say, { languages: words.languages, library, taken }).read(values);
        return 'faults' in read ? read : { patch: content => ({ ...content, ...read.answers }) };
      }
    }
  }

  function window({ action, who }: ActionAct, edited: Edited, typed?: FormValues, notices: string[] = []): Reply {
    const { file, revision } = action;
    const { part, scope, language } = edited;
    const content = contentOf(file);
    const text = file.texts.find(each => each.language === language) ?? originalText(file) ?? emptyText(language);
    const [fields, values] = fieldsOf();
    return {
      text: [titleLine(file), whenLine(file), ...notices.map(notice => `⚠️ ${notice}`)].join('\n'),
      language: 'en',
      form: {
        id: deskId('change', file.id, revision, part, scope, language),
        title: say('actions.edit.title'),
        language: 'en',
        submit: say('actions.save'),
        leadsOn: true,
        fields: filled(fields, typed ?? values),
      },
    };

    function fieldsOf(): [Field[], FormValues] {
      switch (part) {
        case 'words':
          return [wordsPart(say).fields, wordsValues(content, text)];
        case 'place':
          return [placePart(say, who.regions).fields, placeValues(content, text)];
        case 'people':
          return [peoplePart(say, { languages: words.languages, library, taken: 0 }).fields, peopleValues(content)];
      }
    }
  }

  async function ifStands(act: ActionAct, then: () => FeatureTurn | Promise<FeatureTurn>): Promise<FeatureTurn> {
    const { status } = act.action.file;
    return status === 'published' ? then() : done(tell(act.heard, say('actions.title'), say(`actions.is.${status}`)));
  }
}

function readEdited([, , part, scope, language]: string[]): Edited {
  return {
    part: parts.find(each => each === part) ?? 'words',
    scope: readScope(scope),
    language: language ?? 'en',
  };
}
