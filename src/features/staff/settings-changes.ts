import { topics } from '../../knowledge/card.ts';
import { regions } from '../../knowledge/regions.ts';
import type { Field, FormValues } from '../../messages/form.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { CaseSettings } from '../case-settings.ts';
import { weekdays } from '../london-time.ts';
import { allOf, oneOf } from './asked.ts';
import { readHours, writeHours } from './hours-words.ts';
import { clocks, levels, type Route, type TellSettings } from './settings-lines.ts';
import { readTarget, writeTarget } from './target-words.ts';

/** One thing about the settings that can be changed: a form, and what its answers make of the settings. */
export interface SettingsChange {
  /** None where there is nothing to say but yes. */
  fields(settings: CaseSettings, tell: TellSettings): Field[];
  /**
   * A question that was skipped changes nothing.
   *
   * @returns what the settings become, of which `caseSettings` has still to say whether they are any; or what is wrong, in sentences that
   *   say what to do.
   */
  change(settings: CaseSettings, values: FormValues): { becomes: unknown } | { faults: string[] };
}

/** What can be changed. @param argument what its id says beyond its name: a level, or the room that was meant. */
export type ChangeOf = (name: string, argument: string | undefined) => SettingsChange | undefined;

export function createSettingsChanges(
  desk: DeskWords,
  topicName: (topic: (typeof topics)[number]) => string,
): ChangeOf {
  const say = (key: string, values = {}) => desk.say(`staff.settings.${key}`, values);

  const hours: SettingsChange = {
    fields: ({ officeHours }) =>
      weekdays.map(day => ({
        kind: 'line',
        name: day,
        label: say(`days.${day}`),
        hint: say('hoursHint'),
        initial: writeHours(officeHours[day]),
        charsMax: 60,
      })),
    change(settings, values) {
      const read = weekdays.map(day => {
        const typed = oneOf(values, day);
        return { day, hours: typed === undefined ? settings.officeHours[day] : readHours(typed) };
      });
      const faults = read.flatMap(({ day, hours: known }) =>
        known ? [] : [say('hoursFault', { day: say(`days.${day}`) })],
      );
      if (faults.length > 0) return { faults };
      const officeHours = Object.fromEntries(read.map(({ day, hours: known }) => [day, known]));
      return { becomes: { ...settings, officeHours } };
    },
  };

  const targets = (level: (typeof levels)[number]): SettingsChange => ({
    fields: settings =>
      clocks.map(clock => ({
        kind: 'line',
        name: clock,
        label: say(`clocks.${clock}`),
        hint: say('targetHint'),
        initial: writeTarget(settings.targets[level][clock]),
        charsMax: 40,
      })),
    change(settings, values) {
      const before = settings.targets[level];
      const read = clocks.map(clock => {
        const typed = oneOf(values, clock);
        return { clock, target: typed === undefined ? before[clock] : readTarget(typed) };
      });
      const faults = read.flatMap(({ clock, target }) =>
        target ? [] : [say('targetFault', { clock: say(`clocks.${clock}`) })],
      );
      if (faults.length > 0) return { faults };
      const after = Object.fromEntries(read.map(({ clock, target }) => [clock, target]));
      return { becomes: { ...settings, targets: { ...settings.targets, [level]: after } } };
    },
  });

  const route = (channelId: string): SettingsChange => ({
    fields: () => [
      {
        kind: 'choice',
        name: 'topic',
        label: say('routeTopic'),
        optional: true,
        options: topics.map(id => ({ id, label: topicName(id) })),
      },
      {
        kind: 'choice',
        name: 'region',
        label: say('routeRegion'),
        optional: true,
        options: regions.map(id => ({ id, label: id })),
      },
    ],
    change(settings, values) {
      const topic = topics.find(id => id === oneOf(values, 'topic'));
      const region = regions.find(id => id === oneOf(values, 'region'));
      if (!topic && !region) return { faults: [say('routeFault')] };
      const added: Route = { ...(topic && { topic }), ...(region && { region }), channelId };
      const others = settings.routes.filter(each => each.topic !== topic || each.region !== region);
      return { becomes: { ...settings, routes: [...others, added] } };
    },
  });

  const unroute: SettingsChange = {
    fields: ({ routes }, tell) =>
      routes.length === 0
        ? [{ kind: 'words', name: 'none', label: say('unrouteNone') }]
        : [
            {
              kind: 'choices',
              name: 'routes',
              label: say('unrouteWhich'),
              options: routes.map(each => ({ id: keyOf(each), label: tell.route(each) })),
            },
          ],
    change(settings, values) {
      const removed = allOf(values, 'routes');
      return { becomes: { ...settings, routes: settings.routes.filter(each => !removed.includes(keyOf(each))) } };
    },
  };

  const fallback = (fallbackChannelId: string): SettingsChange => ({
    fields: () => [],
    change: settings => ({ becomes: { ...settings, fallbackChannelId } }),
  });

  return (name, argument) => {
    const level = levels.find(each => each === argument);
    if (name === 'hours') return hours;
    if (name === 'unroute') return unroute;
    if (name === 'targets' && level) return targets(level);
    if (name === 'route' && argument) return route(argument);
    if (name === 'fallback' && argument) return fallback(argument);
    return undefined;
  };
}

/** A rule by what it is for: no two are for the same. */
function keyOf({ topic, region }: Route): string {
  return `${topic ?? ''}/${region ?? ''}`;
}
