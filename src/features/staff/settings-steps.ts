import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { FormValues } from '../../messages/form.ts';
import type { Choice } from '../../messages/reply.ts';
import { Overtaken } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Audited } from '../audit.ts';
import { type CaseSettings, caseSettings } from '../case-settings.ts';
import { caseSettingsStore } from '../case-settings-store.ts';
import type { FeatureTurn, FeatureWrite } from '../feature.ts';
import { weekdays } from '../london-time.ts';
import type { StoredSettings } from '../settings-store.ts';
import { type Asked, ask, filledIn, oneOf, type Step, tell, wordsFields } from './asked.ts';
import type { ChangeOf, SettingsChange } from './settings-changes.ts';
import { levels, type TellSettings } from './settings-lines.ts';

/** The step that shows who organises which region. */
const ORGANISERS = 'organisers';

interface SettingsStepsDeps {
  desk: DeskWords;
  organisers: Step;
  readStored(): Promise<StoredSettings<CaseSettings>>;
  changeOf: ChangeOf;
  /** @param roomHere the room that is meant by "here". */
  tellSettings(roomHere: string | undefined): TellSettings;
  audit(event: Audited): FeatureWrite;
}

/**
 * Shows the settings of casework, and changes one thing of them at a time: a form, what it would change, and Save.
 *
 * The id of a form says what is changed: `staff:change:route:<room>`. Once the change has been shown, its mark stands at the end; only what
 * was shown is saved.
 */
export function createSettingsSteps(deps: SettingsStepsDeps): Record<'settings' | 'menu' | 'change', Step> {
  const { desk, organisers, readStored, changeOf, tellSettings, audit } = deps;
  const say = (key: string, values = {}) => desk.say(`staff.settings.${key}`, values);

  /** What stands as it is, in a message with buttons; in a window, above what can be changed. */
  async function overview(asked: Asked): Promise<FeatureTurn> {
    const room = roomOf(asked);
    const { settings, brokenParts } = await readStored();
    const { rooms, hours, targets } = tellSettings(room).lines(settings);
    const part = (title: string, lines: Map<string, string>) => [
      `*${say(title)}*`,
      ...Array.from(lines, ([label, value]) => say('line', { label, value })),
    ];
    const lines = [
      ...(brokenParts.length > 0 ? [say('broken', { parts: brokenParts.join(', ') })] : []),
      ...part('rooms', rooms),
      ...part('hours', hours),
      ...part('targets', targets),
      ...(room ? [] : [say('typeThere')]),
    ];
    if (asked.heard.hasWindow) return menuForm(asked, room, lines);
    return tell(asked.heard, { title: say('title'), lines, choices: choicesOf(room) });
  }

  /** What can be changed, to choose from. */
  function menuForm(asked: Asked, room: string | undefined, lines: string[] = []): FeatureTurn {
    const levelChoices = levels.map(level => ({
      id: `targets:${level}`,
      label: say('change.targets', { level: say(`levels.${level}`) }),
    }));
    return ask(asked.heard, {
      id: idOf('menu', room),
      title: say('title'),
      submit: desk.say('staff.next'),
      fields: [
        ...wordsFields('now', lines),
        {
          kind: 'choice',
          name: 'what',
          label: say('what'),
          options: [
            ...(room ? ['route', 'fallback'].map(id => ({ id: `${id}:${room}`, label: say(`change.${id}`) })) : []),
            { id: 'unroute', label: say('change.unroute') },
            { id: 'hours', label: say('change.hours') },
            ...levelChoices,
            { id: ORGANISERS, label: say('change.organisers') },
          ],
        },
      ],
    });
  }

  function choicesOf(room: string | undefined): Choice[] {
    const here = room
      ? ['route', 'fallback'].map(id => ({ id: idOf('change', id, room), label: say(`change.${id}`), opensForm: true }))
      : [];
    const organisers = { id: idOf(ORGANISERS, room), label: say('change.organisers') };
    return [...here, organisers, { id: idOf('menu', room), label: say('change.any'), opensForm: true }];
  }

  async function change(asked: Asked): Promise<FeatureTurn> {
    const [name = '', argument = '', seen] = asked.argument;
    const way = changeOf(name, argument || undefined);
    if (!way) return overview(asked);
    const teller = tellSettings(name === 'targets' ? undefined : argument);
    const { settings } = await readStored();
    const fields = way.fields(settings, teller);
    const form = { id: `staff:change:${name}:${argument}`, title: say('title'), submit: desk.say('staff.next') };
    if (!asked.values && fields.some(({ kind }) => kind !== 'words')) return ask(asked.heard, { ...form, fields });

    const values = asked.values ?? {};
    const outcome = settingsAfter(way, settings, values);
    if ('faults' in outcome)
      return ask(asked.heard, {
        ...form,
        fields: [...wordsFields('fault', outcome.faults), ...filledIn(fields, values)],
      });
    const differences = teller.differences(settings, outcome.settings);
    const mark = markOf(settings, outcome.settings);
    if (differences.length === 0) return tell(asked.heard, { title: say('title'), lines: [say('same')] });
    if (mark !== seen && asked.heard.hasWindow)
      return ask(asked.heard, {
        ...form,
        id: `${form.id}:${mark}`,
        submit: desk.say('staff.save'),
        fields: [...wordsFields('preview', [say('preview'), ...differences]), ...filledIn(fields, values)],
      });
    return tell(asked.heard, {
      title: say('title'),
      lines: [say('saved'), ...differences],
      writes: [
        caseSettingsStore.change(current => {
          const again = settingsAfter(way, current, values);
          if ('faults' in again) throw new Overtaken();
          return again.settings;
        }),
        audit({ staffId: asked.who.staffId, what: 'changeSettings' }),
      ],
    });
  }

  function settingsAfter(
    way: SettingsChange,
    before: CaseSettings,
    values: FormValues,
  ): { settings: CaseSettings } | { faults: string[] } {
    const outcome = way.change(before, values);
    if ('faults' in outcome) return outcome;
    const read = caseSettings.safeParse(outcome.becomes);
    return read.success ? { settings: read.data } : { faults: read.error.issues.map(faultIn) };
  }

  /** The schema's own words, behind the day that they are about. */
  function faultIn({ path, message }: z.core.$ZodIssue): string {
    const day = weekdays.find(each => path.includes(each));
    return say('fault', { what: day ? say(`days.${day}`) : say('office'), message });
  }

  return {
    settings: overview,
    change,
    async menu(asked) {
      const what = asked.values && oneOf(asked.values, 'what');
      if (!what) return menuForm(asked, roomOf(asked));
      const { values: _, ...pressed } = asked;
      if (what === ORGANISERS) return organisers({ ...pressed, argument: asked.argument });
      return change({ ...pressed, argument: what.split(':') });
    },
  };
}

/** The room that a button was made for, or that a command was typed in. */
function roomOf({ argument: [room], heard }: Asked): string | undefined {
  return room || heard.roomId;
}

function idOf(...parts: (string | undefined)[]): string {
  return ['staff', ...parts.filter(part => part)].join(':');
}

/** Stands for one change of one state: whatever else is asked for, or is there, has another. */
function markOf(before: CaseSettings, after: CaseSettings): string {
  return createHash('sha256')
    .update(JSON.stringify([before, after]))
    .digest('base64url')
    .slice(0, 8);
}
