import type { Database } from '../../database/database.ts';
import type { Seal } from '../../database/seal.ts';
import type { CardLibrary } from '../../knowledge/card-library.ts';
import type { Translator } from '../../language-model/translator.ts';
import type { FileStore } from '../../media/file-store.ts';
import type { ChannelName } from '../../messages/address.ts';
import type { Reply } from '../../messages/reply.ts';
import { goTo, type Post } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Colleagues } from '../colleagues.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import type { OrganisingSettings } from '../organising-settings.ts';
import { actionCard } from './action-card.ts';
import type { ActionStore } from './action-store.ts';
import { createActionWords } from './action-words.ts';
import { createActionWrites } from './action-writes.ts';
import type { ActionsDesk } from './actions-desk.ts';
import { attendanceOf } from './attendance.ts';
import { checkInSteps } from './check-in.ts';
import { createDeskActions } from './desk-actions.ts';
import { cancelStep } from './desk-cancel.ts';
import type { DeskDeps } from './desk-deps.ts';
import { draftSteps } from './desk-draft.ts';
import { editSteps } from './desk-edit.ts';
import { languageStep } from './desk-language.ts';
import { listSteps } from './desk-list.ts';
import { moveStep } from './desk-move.ts';
import { done, onAction, tell, toRoom } from './desk-say.ts';
import type { DeskAct, DeskSteps } from './desk-step.ts';
import { createDeskTick, hasCard } from './desk-tick.ts';
import { translateStep } from './desk-translate.ts';
import type { ChatLink } from './door-code.ts';
import type { RegistrationWrites } from './registration-writes.ts';

/** What the organisers' side of actions works with. */
export interface ActionsDeskDeps {
  database: Database;
  seal: Seal;
  actions: ActionStore;
  writes: RegistrationWrites;
  colleagues: Colleagues;
  files: FileStore;
  library: CardLibrary;
  words: Words;
  say: DeskWords['say'];
  organising(): Promise<OrganisingSettings>;
  /** Where a model is configured. */
  translate?: Translator | undefined;
  /** How a chat with the bot is opened with these words, on each platform that has such links. */
  chatLinks(text: string): Promise<ChatLink[]>;
  /** A reply as it will arrive on a platform: a text for each message. */
  preview(reply: Reply, channel: ChannelName): string[];
  now(): Date;
}

/**
 * What organisers and leads do with actions, by buttons, windows and a command. Whoever is neither gets one polite refusal, in whichever
 * way they ask.
 *
 * @example
 * > /folding-chair action
 * < a window → its preview in each language → [Publish] → the card in the region's room [Check in] [List] [Edit] …
 */
export function createActionsDesk(given: ActionsDeskDeps): ActionsDesk {
  const { actions, colleagues, words, say } = given;
  const deps: DeskDeps = {
    ...given,
    deskActions: createDeskActions(given.database, actions),
    actionWrites: createActionWrites(),
    actionWords: createActionWords(words),
  };
  const steps: DeskSteps = {
    ...draftSteps(deps),
    ...editSteps(deps),
    ...listSteps(deps),
    ...checkInSteps(deps),
    move: moveStep(deps),
    cancel: cancelStep(deps),
    language: languageStep(deps),
    translate: translateStep(deps),
    broadcast: onAction(deps, {
      press: ({ action }) => done([], { next: goTo('broadcasts', { actionId: action.file.id }) }),
    }),
  };

  return {
    async think(heard) {
      const who = await colleagues.find(heard.sender.personId);
      if (!who) return done(refusal(heard));
      if (who.role === 'caseworker') return done(tell(heard, say('actions.title'), say('actions.notCaseworkers')));
      const turn = await act({ heard, who, at: deps.now(), rest: [] });
      // Where others read along nobody is asked one question at a time.
      const isLost = heard.place === 'room' && !heard.hasWindow && turn.replies.some(({ form }) => form);
      return isLost ? done(tell(heard, say('actions.title'), say('actions.noWindow'))) : turn;
    },

    async show(key) {
      const [kind, id = ''] = key.split(':');
      if (kind === 'card') return card(id);
      throw new Error(`Nothing of actions is called ${kind}: show card:<actionId> or ticket:<registrationId>.`);
    },

    tick: createDeskTick(deps),
  };

  async function act(doing: DeskAct): Promise<FeatureTurn> {
    const { content } = doing.heard;
    switch (content.kind) {
      case 'choice': {
        const { step, rest } = read(content.choiceId);
        // A form that was asked one question at a time, and left.
        if (rest.at(-1) === 'cancel') return done(tell(doing.heard, say('actions.title'), say('actions.left')));
        return (await step?.press?.({ ...doing, rest })) ?? unknown(doing.heard);
      }
      case 'form': {
        const { step, rest } = read(content.formId);
        return (await step?.submit?.({ ...doing, rest }, content.values)) ?? unknown(doing.heard);
      }
      case 'command':
        return (await steps.new?.press?.(doing)) ?? unknown(doing.heard);
      default:
        return unknown(doing.heard);
    }
  }

  /** @param id `actions:desk:<step>:…`. */
  function read(id: string) {
    const [, , name = '', ...rest] = id.split(':');
    return { step: Object.hasOwn(steps, name) ? steps[name] : undefined, rest };
  }

  function unknown(heard: Heard): FeatureTurn {
    return done(tell(heard, say('actions.title'), say('actions.unknown')));
  }

  /** The same to everybody, in their own language: it tells nothing of what there is. */
  function refusal(heard: Heard): Reply {
    const { language } = heard;
    return { ...tell(heard, say('actions.title'), words.say(language, 'desk.onlyStaff')), language };
  }

  async function card(actionId: string): Promise<Post[]> {
    const action = await deps.deskActions.byId(actionId);
    if (!action || !hasCard(action)) return [];
    const attendance = attendanceOf(await actions.registrationsOf(actionId));
    const view = { action, attendance, languages: words.languages, at: deps.now() };
    return toRoom(action.file, actionCard(view, say));
  }
}
