import { randomUUID } from 'node:crypto';
import type { FormValues } from '../../messages/form.ts';
import type { FeatureTurn, FeatureWrite } from '../feature.ts';
import { isId } from '../is-id.ts';
import { type ActionContent, contentOf, originalText, withContent } from './action-content.ts';
import { titleLine, whenLine } from './action-lines.ts';
import type { DeskAction } from './desk-actions.ts';
import type { DeskDeps } from './desk-deps.ts';
import { previewReply } from './desk-preview.ts';
import { publishTurn } from './desk-publish.ts';
import { createRooms } from './desk-rooms.ts';
import { button, byOf, done, lineIn, onAction, tell } from './desk-say.ts';
import type { ActionAct, DeskAct, DeskSteps } from './desk-step.ts';
import { createDraftForms, emptyText, firstOf } from './draft-forms.ts';
import { faultsOf } from './form-part.ts';
import { emptyContent, newDraft, withWords } from './new-draft.ts';
import { peoplePart } from './people-part.ts';
import { placePart, placePatch } from './place-part.ts';
import { repeatPart } from './repeat-part.ts';
import { timesPart, timesValues } from './times-part.ts';
import { wordsPart, wordsValues } from './words-part.ts';

/**
 * An action is written in three windows that lead on to each other, then shown as members will see it, and published only then. What is
 * filled in is kept at each step: who closes the window goes on later from the list of drafts.
 *
 * @example
 * > /folding-chair action
 * < [What and when] → [Where] → [For whom] → the preview, in each language → [Publish]
 */
export function draftSteps(deps: DeskDeps): DeskSteps {
  const { say, deskActions, actionWrites, words, library } = deps;
  const rooms = createRooms(deps);
  const forms = createDraftForms(deps);

  return {
    new: {
      async press({ who }) {
        const drafts = await deskActions.draftsOf(who.staffId);
        const sections = drafts.map(draft => ({
          text: `${titleLine(draft)}\n${whenLine(draft)}`,
          choices: [button(say, 'look', draft.id)],
        }));
        const intro = say(drafts.length > 0 ? 'actions.new.introDrafts' : 'actions.new.intro');
        return done({ ...forms.what([randomUUID()], { values: { language: 'en' }, notices: [intro] }), sections });
      },
    },

    copy: onAction(deps, {
      press({ action: { file } }) {
        const text = originalText(file) ?? emptyText('en');
        const { date: _, ...clocks } = timesValues(file);
        const values = { language: text.language, ...wordsValues(contentOf(file), text), ...clocks };
        return done(forms.what([randomUUID(), file.id], { values, notices: [say('actions.copy.intro')] }));
      },
    }),

    what: {
      ...onAction(deps, { press: act => ifDraft(act, () => done(forms.whatOf(act.action))) }),
      submit: takeWhat,
    },

    where: onAction(deps, {
      press: act => ifDraft(act, () => done(forms.where(act.action, act.who.regions))),
      submit: (act, values) => ifDraft(act, () => takeWhere(act, values)),
    }),

    who: onAction(deps, {
      press: act => ifDraft(act, () => done(forms.who(act.action))),
      submit: (act, values) => ifDraft(act, () => takeWho(act, values)),
    }),

    look: onAction(deps, { press: act => ifDraft(act, () => done(previewReply(deps, act.action))) }),

    publish: onAction(deps, { submit: act => ifDraft(act, () => publishTurn(deps, act)) }),
  };

  async function takeWhat(act: DeskAct, values: FormValues): Promise<FeatureTurn> {
    const [id = '', copyId = ''] = act.rest;
    if (!isId(id)) return done(tell(act.heard, say('actions.title'), say('actions.unknown')));
    const found = await deskActions.byId(id);
    if (found && found.file.status !== 'draft') return published(act);
    const read = wordsPart(say).read(values);
    const times = timesPart(say, act.at).read(values);
    if ('faults' in read || 'faults' in times)
      return done(forms.what(act.rest, { values, notices: faultsOf(read, times) }));
    const language = words.languages.find(each => each === lineIn(values, 'language')) ?? 'en';
    const { startsAt, endsAt } = times.answers;
    const next = (content: ActionContent) => withWords(content, read.answers, language);
    if (found) {
      const content = next(contentOf(found.file));
      const write = actionWrites.change(found, { patch: () => content, times: { startsAt, endsAt } }, byOf(act));
      return where(changed({ ...found, file: { ...found.file, startsAt, endsAt } }, content), act, write);
    }
    const copied = await deskActions.byId(copyId);
    const { staffId } = act.who;
    const before = copied ? contentOf(copied.file) : emptyContent(staffId, (await rooms(act.heard))(null));
    const draft = newDraft(id, next({ ...before, organiserId: staffId }), { startsAt, endsAt });
    return where(draft, act, actionWrites.draft(draft.file, byOf(act)));
  }

  function where(action: DeskAction, { who }: DeskAct, write: FeatureWrite): FeatureTurn {
    return done(forms.where(action, who.regions), { writes: [write] });
  }

  async function takeWhere(act: ActionAct, values: FormValues): Promise<FeatureTurn> {
    const { action, who, heard } = act;
    const read = placePart(say, who.regions).read(values);
    if ('faults' in read) return done(forms.where(action, who.regions, { values, notices: read.faults }));
    const language = originalText(action.file)?.language ?? 'en';
    const content = placePatch(read.answers, language, await rooms(heard))(contentOf(action.file));
    return done(forms.who(changed(action, content)), {
      writes: [actionWrites.change(action, { patch: () => content }, byOf(act))],
    });
  }

  function takeWho(act: ActionAct, values: FormValues): FeatureTurn {
    const { action } = act;
    const people = peoplePart(say, { languages: words.languages, library, taken: 0 }).read(values);
    const repeat = repeatPart(say, firstOf(action)).read(values);
    if ('faults' in people || 'faults' in repeat)
      return done(forms.who(action, { values, notices: faultsOf(people, repeat) }));
    const { recurrence } = repeat.answers;
    const content = { ...contentOf(action.file), ...people.answers };
    const { recurrence: _, ...once } = changed(action, content);
    return done(previewReply(deps, recurrence ? { ...once, recurrence } : once), {
      writes: [
        actionWrites.change(action, { patch: () => content }, byOf(act)),
        actionWrites.repeat(action, content, recurrence),
      ],
    });
  }

  async function ifDraft(act: ActionAct, then: () => FeatureTurn | Promise<FeatureTurn>): Promise<FeatureTurn> {
    return act.action.file.status === 'draft' ? then() : published(act);
  }

  function published({ heard }: DeskAct): FeatureTurn {
    return done(tell(heard, say('actions.title'), say('actions.isPublished')));
  }
}

/** As it is once the write of the same turn is true. */
function changed(action: DeskAction, content: ActionContent): DeskAction {
  return { ...action, file: withContent(action.file, content), revision: action.revision + 1 };
}
