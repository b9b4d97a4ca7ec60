import type { Topic } from '../../knowledge/card.ts';
import type { CaseSettings } from '../case-settings.ts';

/** What decides where a case goes, as far as the member said it. */
export interface Routed {
  topic: Topic | undefined;
  region: string | undefined;
  /** BCP 47. */
  language: string | undefined;
}

/** What routing knows of somebody on the staff. */
export interface Colleague {
  staffId: string;
  /** BCP 47, those they work in. */
  languages: string[];
  /** Empty for all. */
  regions: string[];
  away: boolean;
}

export interface CaseRouting {
  /**
   * The Slack channel of a case: of the route that names its topic and region, else its topic, else its region, else the fallback.
   * Undefined when the settings have none of them.
   */
  channelOf(routed: Routed): string | undefined;
  /**
   * Who of those present could be offered a case: who has its language and its region; failing them who has its language, since
   * words matter more than miles; then who has its region; then anybody.
   */
  couldTake(routed: Routed, staff: Colleague[]): Colleague[];
}

export function createCaseRouting({
  routes,
  fallbackChannelId,
}: Pick<CaseSettings, 'routes' | 'fallbackChannelId'>): CaseRouting {
  return {
    channelOf({ topic, region }) {
      const fitting = routes.filter(route => (route.topic ?? topic) === topic && (route.region ?? region) === region);
      const [best] = fitting.toSorted((a, b) => weight(b) - weight(a));
      return best?.channelId ?? fallbackChannelId;
    },

    couldTake({ region, language }, staff) {
      const present = staff.filter(({ away }) => !away);
      const speaks = ({ languages }: Colleague) => language === undefined || languages.includes(language);
      const covers = ({ regions }: Colleague) =>
        region === undefined || regions.length === 0 || regions.includes(region);
      const choices = [
        present.filter(colleague => speaks(colleague) && covers(colleague)),
        present.filter(speaks),
        present.filter(covers),
      ];
      return choices.find(choice => choice.length > 0) ?? present;
    },
  };
}

/** How much a route says: the topic more than the region, both more than either. */
function weight({ topic, region }: CaseSettings['routes'][number]): number {
  return (topic ? 2 : 0) + (region ? 1 : 0);
}
