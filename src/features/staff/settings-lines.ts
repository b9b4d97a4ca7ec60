import type { topics } from '../../knowledge/card.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { CaseSettings } from '../case-settings.ts';
import { weekdays } from '../london-time.ts';
import { writeHours } from './hours-words.ts';
import { writeTarget } from './target-words.ts';

/** The settings as a lead reads them, a label and a value each, by the part they belong to. */
export interface SettingsLines {
  rooms: Map<string, string>;
  hours: Map<string, string>;
  targets: Map<string, string>;
}

export type Route = CaseSettings['routes'][number];

export const levels = ['E0', 'E1', 'E2', 'E3', 'E4'] as const;
export const clocks = ['firstReply', 'nextReply', 'close'] as const;

/** Says settings in words, and what differs between two of them. */
export interface TellSettings {
  lines(settings: CaseSettings): SettingsLines;
  /** `Monday: 09:00-17:00 → closed`, a line for each difference. */
  differences(before: CaseSettings, after: CaseSettings): string[];
  /** What a rule is for: `Asylum, from Wales`. */
  route(route: Omit<Route, 'channelId'>): string;
}

/** @param topicName what staff call a topic. @param roomHere the room in which the question was asked, which needs no id. */
export function createTellSettings(
  desk: DeskWords,
  topicName: (topic: (typeof topics)[number]) => string,
  roomHere?: string,
): TellSettings {
  const say = (key: string, values = {}) => desk.say(`staff.settings.${key}`, values);
  const room = (id: string) => (id === roomHere ? say('thisRoom') : say('room', { id }));

  function route({ topic, region }: Omit<Route, 'channelId'>): string {
    const about = topic ? topicName(topic) : say('anyTopic');
    return region ? say('fromRegion', { about, region }) : about;
  }

  function lines({ routes, fallbackChannelId, officeHours, targets }: CaseSettings): SettingsLines {
    return {
      rooms: new Map([
        ...routes.map(each => [route(each), room(each.channelId)] as const),
        [say('anythingElse'), fallbackChannelId ? room(fallbackChannelId) : say('noRoom')],
      ]),
      hours: new Map(weekdays.map(day => [say(`days.${day}`), writeHours(officeHours[day])])),
      targets: new Map(
        levels.flatMap(level =>
          clocks.map(clock => [
            say('target', { level: say(`levels.${level}`), clock: say(`clocks.${clock}`) }),
            writeTarget(targets[level][clock]),
          ]),
        ),
      ),
    };
  }

  return {
    route,
    lines,
    differences(before, after) {
      const [old, now] = [lines(before), lines(after)].map(
        ({ rooms, hours, targets }) => new Map([...rooms, ...hours, ...targets]),
      ) as [Map<string, string>, Map<string, string>];
      const labels = new Set([...old.keys(), ...now.keys()]);
      return [...labels].flatMap(label => {
        const [from, to] = [old.get(label) ?? say('nothing'), now.get(label) ?? say('nothing')];
        return from === to ? [] : [say('difference', { label, from, to })];
      });
    },
  };
}
