import { randomUUID } from 'node:crypto';
import { regions } from '../../knowledge/regions.ts';
import type { Form, FormValues } from '../../messages/form.ts';
import { type ActionKind, actionKinds } from '../action-kinds.ts';
import type { Colleague } from '../colleagues.ts';
import type { FeatureTurn } from '../feature.ts';
import { organiserOf } from '../organiser-rooms.ts';
import { type BroadcastFile, type Segment, segment } from './broadcast-file.ts';
import { languageInWords, momentInWords } from './broadcast-lines.ts';
import type { ActionInBrief } from './broadcast-store.ts';
import { broadcastWrites as writes } from './broadcast-writes.ts';
import { cardOf, chosenIn, done, lineIn, mayOrganise, onBroadcast, tell } from './desk-say.ts';
import { type DeskAct, type DeskDeps, type DeskStep, deskId } from './desk-step.ts';
import { writeWords } from './words-form.ts';

const EVERYWHERE = 'all';
const NO_ACTION = 'none';

/** Whom a broadcast is for. */
export interface SegmentSteps {
  /** A new one; its id may go on with an action that it is about. */
  new: DeskStep;
  /** Of a draft, other people. */
  seg: DeskStep;
  /** The form of a new one, for whoever comes from an action. */
  begin(act: DeskAct, actionId?: string): Promise<FeatureTurn>;
}

/** What was chosen. */
interface Chosen {
  kind: ActionKind;
  segment: Segment;
}

export function createSegmentSteps(deps: DeskDeps): SegmentSteps {
  const { say, store, settings, words } = deps;

  async function begin(act: DeskAct, actionId?: string): Promise<FeatureTurn> {
    const action = actionId ? await store.action(actionId) : undefined;
    const form = await formFor(act, deskId('new', ...(action ? [action.id] : [])), action);
    return done({ text: say('broadcasts.segment.intro'), language: 'en', form });
  }

  return {
    begin,

    new: {
      press: act => begin(act, act.rest[0]),
      async submit(act, values) {
        const { heard, who, rest } = act;
        const action = await store.action(rest[0] ?? '');
        const chosen = read(values);
        if (!mayOrganise(who, chosen.segment.region)) return notThere(act);
        const roomId = await roomFor(chosen.segment.region, heard.roomId);
        if (!roomId) return done(tell(heard, say('broadcasts.title'), say('broadcasts.noRoom')));
        const file: BroadcastFile = {
          ...chosen,
          id: randomUUID(),
          status: 'draft',
          ...(action && { actionId: action.id }),
          authorId: who.staffId,
          roomId,
          version: 1,
          texts: [],
        };
        return goOn(file, act.at, [writes.create(file)]);
      },
    },

    seg: onBroadcast(deps, {
      async press(act) {
        const { file, heard } = act;
        if (file.status !== 'draft') return done(tell(heard, say('broadcasts.title'), say('broadcasts.notDraft')));
        const form = await formFor(act, deskId('seg', file.id), undefined, file);
        return done({ text: say('broadcasts.segment.intro'), language: 'en', form });
      },
      async submit(act, values) {
        const { file, heard, who } = act;
        if (file.status !== 'draft') return done(tell(heard, say('broadcasts.title'), say('broadcasts.notDraft')));
        const chosen = read(values);
        if (!mayOrganise(who, chosen.segment.region)) return notThere(act);
        const withoutWords = file.segment.withoutWords;
        const to = {
          ...chosen,
          segment: { ...chosen.segment, withoutWords },
          authorId: who.staffId,
          roomId: file.roomId,
        };
        return goOn({ ...file, ...to, version: file.version + 1 }, act.at, [writes.changeSegment(file, to)]);
      },
    }),
  };

  /** Its size is shown, and the words are asked for. */
  async function goOn(file: BroadcastFile, at: Date, all: FeatureTurn['writes'] & object): Promise<FeatureTurn> {
    const [people, actions] = await Promise.all([store.countPeople(file), store.actionsAfter(at, file.segment.region)]);
    const window = writeWords(file, { people, actions, languages: words.languages }, say);
    return done(window, { writes: all, shows: cardOf(file) });
  }

  function notThere({ heard }: DeskAct): FeatureTurn {
    return done(tell(heard, say('broadcasts.title'), say('broadcasts.notYourRegion')));
  }

  async function roomFor(region: Segment['region'], here: string | undefined): Promise<string | undefined> {
    return organiserOf(await settings(), region)?.roomId ?? here;
  }

  async function formFor(
    { who, at }: DeskAct,
    id: string,
    action: ActionInBrief | undefined,
    file?: BroadcastFile,
  ): Promise<Form> {
    const actions = await store.actionsAfter(at);
    const kind = file?.kind ?? action?.kind;
    const before = file?.segment;
    const known = before?.notRegisteredFor ?? action?.id;
    return {
      id,
      title: say('broadcasts.segment.title'),
      language: 'en',
      submit: say('broadcasts.next'),
      leadsOn: true,
      fields: [
        {
          kind: 'choice',
          name: 'kind',
          label: say('broadcasts.segment.kind'),
          hint: say('broadcasts.segment.kindHint'),
          options: actionKinds.map(each => ({ id: each, label: say(`broadcasts.kind.${each}`) })),
          ...(kind && { initial: kind }),
        },
        {
          kind: 'choice',
          name: 'region',
          label: say('broadcasts.segment.region'),
          options: regionOptions(who),
          ...(regionInitial(who, before?.region ?? action?.region) ?? {}),
        },
        {
          kind: 'choices',
          name: 'languages',
          label: say('broadcasts.segment.languages'),
          hint: say('broadcasts.segment.languagesHint'),
          options: words.languages.map(each => ({ id: each, label: languageInWords(each) })),
          ...(before && before.languages.length > 0 && { initial: before.languages }),
          optional: true,
        },
        {
          kind: 'choices',
          name: 'before',
          label: say('broadcasts.segment.before'),
          options: [{ id: 'yes', label: say('broadcasts.segment.cameBefore') }],
          ...(before?.cameBefore && { initial: ['yes'] }),
          optional: true,
        },
        {
          kind: 'choice',
          name: 'action',
          label: say('broadcasts.segment.action'),
          hint: say('broadcasts.segment.actionHint'),
          options: [
            { id: NO_ACTION, label: say('broadcasts.segment.noAction') },
            ...actions.map(each => ({ id: each.id, label: `${momentInWords(each.startsAt)} · ${each.title}` })),
          ],
          initial: actions.some(each => each.id === known) && known ? known : NO_ACTION,
          optional: true,
        },
      ],
    };
  }

  function regionOptions(who: Colleague): { id: string; label: string }[] {
    const theirs = regions.filter(region => mayOrganise(who, region));
    const all = mayOrganise(who, undefined) ? [{ id: EVERYWHERE, label: say('broadcasts.everywhere') }] : [];
    return [...all, ...theirs.map(region => ({ id: region, label: region }))];
  }

  function regionInitial(who: Colleague, region: string | undefined): { initial: string } | undefined {
    if (region !== undefined && mayOrganise(who, region)) return { initial: region };
    return mayOrganise(who, undefined) ? { initial: EVERYWHERE } : undefined;
  }

  function read(values: FormValues): Chosen {
    const region = regions.find(each => each === lineIn(values, 'region'));
    const actionId = lineIn(values, 'action');
    return {
      kind: actionKinds.find(each => each === lineIn(values, 'kind')) ?? 'meeting',
      segment: segment.parse({
        ...(region && { region }),
        languages: chosenIn(values, 'languages').filter(each => words.languages.includes(each)),
        cameBefore: chosenIn(values, 'before').includes('yes'),
        ...(actionId && actionId !== NO_ACTION && { notRegisteredFor: actionId }),
      }),
    };
  }
}
