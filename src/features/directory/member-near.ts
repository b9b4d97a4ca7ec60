import { z } from 'zod';
import type { Area } from '../../knowledge/areas.ts';
import type { Nation } from '../../messages/sender.ts';
import { goTo } from '../../messages/turn.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { organiserOf } from '../organiser-rooms.ts';
import { chooseGroups, type Whereabouts, type Wish } from './choose-groups.ts';
import type { DirectoryDeps } from './directory-deps.ts';
import { type MemberSay, said } from './member-say.ts';
import { nearReply } from './near-reply.ts';
import { isNeed, needs } from './needs.ts';

/** Where somebody lives was asked. */
export const placeState = z.object({ version: z.literal(1), asked: z.literal('place') });
export type PlaceState = z.infer<typeof placeState>;

/** What a member does with the directory: a step's name, and what follows in the id of the button. */
export type MemberSteps = Record<string, (heard: Heard, rest: string[]) => FeatureTurn | Promise<FeatureTurn>>;

/** A longer answer to "where do you live" is a question of its own. */
const PLACE_WORDS_MAX = 8;
/** So many places of one name are offered at most. */
const PLACES_MAX = 8;
/** A page of choices fits the smallest list of any platform. */
const NEEDS_MAX = 8;

/** Who can help near a member, once it is known where that is: a town or the first half of a postcode is enough. */
export function createMemberNear(deps: DirectoryDeps, say: MemberSay) {
  const { organisations, settings, findAreas, areaOf, words, charity, now } = deps;

  /** Where they live, as far as they said before; asked for where that is not enough. */
  function near(heard: Heard): FeatureTurn | Promise<FeatureTurn> {
    const { outcode, council, nation } = heard.sender;
    const areas = outcode === undefined ? [] : sideOf(findAreas(outcode), nation);
    const isSettled = areas.length < 2 || areas.some(area => area.council?.code === council);
    if (!isSettled) return askWhich(heard, areas);
    const area = areaOf(heard.sender);
    return area ? answer(heard, area) : askPlace(heard, 'ask');
  }

  async function answer(heard: Heard, where: Whereabouts, wish: Wish = {}): Promise<FeatureTurn> {
    const region = 'region' in where ? where.region : undefined;
    const [shown, current] = await Promise.all([organisations.shown(now()), settings()]);
    const reply = nearReply(
      {
        where,
        wish,
        chosen: chooseGroups(shown, where, wish),
        organiser: organiserOf(current, region),
        isIntroduced: heard.sender.isIntroduced === true,
        charity,
        language: heard.language,
      },
      words,
      say,
    );
    return said(reply);
  }

  function askPlace({ language }: Heard, key: 'ask' | 'unknown'): FeatureTurn {
    const choices = [say.button(language, 'skip', 'skip')];
    return { replies: [say.reply(language, key, {}, choices)], next: { wait: { version: 1, asked: 'place' } } };
  }

  /** An outcode that reaches into several councils, or a name that several places share. */
  function askWhich({ language }: Heard, areas: Area[]): FeatureTurn {
    const choices = areas.slice(0, PLACES_MAX).flatMap(({ council, outcode, region }) =>
      council
        ? {
            id: ['directory', 'area', council.code, ...(outcode ? [outcode] : [])].join(':'),
            label: outcode || council.name === region ? council.name : `${council.name} (${region})`,
          }
        : [],
    );
    const reply = say.reply(language, 'which', {}, [...choices, say.button(language, 'elsewhere', 'place')]);
    const [{ outcode, nation } = {}] = areas;
    return {
      ...said(reply),
      ...(outcode && { learnt: { outcode, council: null, ...(isOneNation(areas) && nation && { nation }) } }),
    };
  }

  /** What they wrote when they were asked where they live. */
  function answerPlace(heard: Heard, wish: Wish = {}): FeatureTurn | Promise<FeatureTurn> {
    const text = heard.text ?? '';
    const areas = findAreas(text);
    if (areas.length > 1) return askWhich(heard, areas);
    if (areas[0]) return keep(heard, areas[0], wish);
    const isQuestion = /[?؟፧]/.test(text) || text.trim().split(/\s+/).length > PLACE_WORDS_MAX;
    return isQuestion ? { replies: [], next: goTo('faq') } : askPlace(heard, 'unknown');
  }

  async function keep(heard: Heard, area: Area, wish: Wish = {}): Promise<FeatureTurn> {
    const { nation, outcode = null, council } = area;
    return { ...(await answer(heard, area, wish)), learnt: { nation, outcode, council: council?.code ?? null } };
  }

  async function askNeed(heard: Heard): Promise<FeatureTurn> {
    const { language, sender } = heard;
    const where = areaOf(sender) ?? whereabouts(sender.nation);
    const { offers } = chooseGroups(await organisations.shown(now()), where);
    const offered = needs.filter(need => offers.needs.has(need)).slice(0, NEEDS_MAX);
    const choices = [
      ...offered.map(need => ({ id: `directory:need:${need}`, label: words.say(language, `directory.need.${need}`) })),
      ...(language !== 'en' && offers.languages.has(language) ? [say.button(language, 'myLanguage', 'language')] : []),
    ];
    return said(say.reply(language, 'needs', {}, choices));
  }

  /** With what they look for; without a place, what there is for everybody. */
  function wishFor(heard: Heard, wish: Wish): FeatureTurn | Promise<FeatureTurn> {
    const { sender } = heard;
    return answer(heard, areaOf(sender) ?? whereabouts(sender.nation), wish);
  }

  const steps: MemberSteps = {
    near: heard => near(heard),
    place: heard => askPlace(heard, 'ask'),
    skip: heard => answer(heard, areaOf(heard.sender) ?? whereabouts(heard.sender.nation)),
    area(heard, [council = '', outcode]) {
      const area = areaOf({ council, ...(outcode && { outcode }) });
      return area ? keep(heard, area) : askPlace(heard, 'unknown');
    },
    needs: askNeed,
    need: (heard, [need = '']) => wishFor(heard, isNeed(need) ? { need } : {}),
    language: heard => wishFor(heard, { language: heard.language }),
  };

  return { steps, answerPlace };
}

function whereabouts(nation: Nation | undefined): Whereabouts {
  return nation ? { nation } : {};
}

/** Whoever has said on which side of a border they live is not asked about the other. */
function sideOf(areas: Area[], nation: Nation | undefined): Area[] {
  const there = areas.filter(area => area.nation === nation);
  return there.length > 0 ? there : areas;
}

function isOneNation(areas: Area[]): boolean {
  return new Set(areas.map(({ nation }) => nation)).size === 1;
}
