import type { Area } from '../../knowledge/areas.ts';
import { type Region, regions } from '../../knowledge/regions.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import type { Learnt } from '../../messages/turn.ts';
import { actionKinds } from '../action-kinds.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { sayDay } from '../say-moment.ts';
import type { ActionFile, ActionKind } from './action-file.ts';
import type { ActionWords } from './action-words.ts';
import { cutLabel } from './cut-label.ts';
import type { MemberDeps } from './member-deps.ts';
import { type MemberSay, said } from './member-say.ts';

/** With what leads on, a page fits the smallest list of any platform: WhatsApp's ten rows. */
const PAGE_SIZE = 5;

/** What somebody looks for, as it stands in the id of a button: `actions:near:<area>:<kind>:<language>:<page>`. */
interface Wish {
  /** `here`: where they live; `all`: everywhere; else the number of a region. */
  area: string;
  kind: ActionKind | 'any';
  language: 'any' | 'mine';
  page: number;
}

const ANYTHING_NEAR: Wish = { area: 'here', kind: 'any', language: 'any', page: 0 };

/** "What’s on near me": the list, its filters, and the question where somebody lives. */
export interface MemberNear {
  /** @param parts what stands behind `actions:near` in the id of a button. */
  near(heard: Heard, parts?: string[]): Promise<FeatureTurn>;
  /** The kinds to choose from. */
  kinds(heard: Heard, parts: string[]): FeatureTurn;
  /** The answer to where they live; undefined for what names no place. */
  inPlace(heard: Heard, text: string): Promise<FeatureTurn | undefined>;
  askPlace(heard: Heard, key: string): FeatureTurn;
}

export function createMemberNear(deps: MemberDeps, say: MemberSay, action: ActionWords): MemberNear {
  const { actions, areaOf, findAreas, now } = deps;

  async function near(heard: Heard, parts: string[] = []): Promise<FeatureTurn> {
    const wish = wishOf(parts);
    const home = areaOf(heard.sender)?.region;
    const region = wish.area === 'here' ? home : regions[Number(wish.area)];
    if (wish.area === 'here' && !region) return askPlace(heard, 'place.ask');
    return said(await list(heard, wish, region, home));
  }

  async function list(heard: Heard, wish: Wish, region: Region | undefined, home: Region | undefined): Promise<Reply> {
    const { language } = heard;
    const filter = {
      ...(region && { region }),
      ...(wish.kind !== 'any' && { kind: wish.kind }),
      ...(wish.language === 'mine' && { language }),
    };
    const page = { skip: wish.page * PAGE_SIZE, limit: PAGE_SIZE + 1 };
    const found = await actions.publishedNear(home ?? region, filter, now(), page);
    const shown = found.slice(0, PAGE_SIZE);
    const heading = region
      ? say(language, 'near', { region: say(language, `region.${region}`) })
      : say(language, 'all');
    const lines = shown.map(each => line(each, language));
    return {
      text: [heading, ...(lines.length > 0 ? lines : [say(language, 'none')])].join('\n\n'),
      language,
      choices: [...shown.map(each => see(each, language)), ...further(heard, wish, found.length > PAGE_SIZE)],
    };
  }

  function line(each: ActionFile, language: string): string {
    const { title, place } = action.text(each, language);
    return [`*${title}*`, say(language, `kind.${each.kind}`), action.when(each, language), place]
      .filter(part => part)
      .join('\n');
  }

  function see(each: ActionFile, language: string): Choice {
    const label = `${sayDay(each.startsAt, language)}: ${action.text(each, language).title}`;
    return { id: `actions:see:${each.id}`, label: cutLabel(label) };
  }

  /** The next page, and the other ways to look. */
  function further({ language }: Heard, wish: Wish, isMore: boolean): Choice[] {
    const to = (change: Partial<Wish>) => idOf({ ...wish, page: 0, ...change });
    const way = (key: string, change: Partial<Wish>) => say.named(language, key, to(change));
    return [
      ...(isMore ? [way('more', { page: wish.page + 1 })] : []),
      wish.kind === 'any'
        ? { ...say.button(language, 'kinds'), id: to({}).replace(':near:', ':kinds:') }
        : way('anyKind', { kind: 'any' }),
      wish.language === 'any' ? way('myLanguage', { language: 'mine' }) : way('anyLanguage', { language: 'any' }),
      wish.area === 'all' ? way('here', { area: 'here' }) : way('everywhere', { area: 'all' }),
      say.button(language, 'mine'),
    ];
  }

  function kinds({ language }: Heard, parts: string[]): FeatureTurn {
    const wish = wishOf(parts);
    const choices = actionKinds.map(kind => ({
      id: idOf({ ...wish, kind, page: 0 }),
      label: say(language, `kind.${kind}`),
    }));
    return said(say.reply(language, 'kind.ask', {}, choices));
  }

  async function inPlace(heard: Heard, text: string): Promise<FeatureTurn | undefined> {
    const areas = findAreas(text);
    const [first] = areas;
    if (!first) return undefined;
    const found = [...new Set(areas.map(({ region }) => region))];
    if (found.length > 1) return askRegion(heard, areas);
    return { ...said(await list(heard, ANYTHING_NEAR, first.region, first.region)), learnt: learntFrom(areas) };
  }

  /** Which side of a border it is. */
  function askRegion({ language }: Heard, areas: Area[]): FeatureTurn {
    const names = [...new Set(areas.map(({ region }) => region))];
    const choices = names.map(region => ({
      id: idOf({ ...ANYTHING_NEAR, area: String(regions.indexOf(region)) }),
      label: cutLabel(say(language, `region.${region}`)),
    }));
    return said(say.reply(language, 'place.which', {}, choices));
  }

  function askPlace({ language }: Heard, key: string): FeatureTurn {
    const everywhere = say.named(language, 'everywhere', idOf({ ...ANYTHING_NEAR, area: 'all' }));
    return {
      replies: [say.reply(language, key, {}, [everywhere])],
      next: { wait: { version: 1, asked: 'place' } },
    };
  }

  return { near, kinds, inPlace, askPlace };
}

function wishOf([area = 'here', kind, language, page]: string[]): Wish {
  return {
    area,
    kind: actionKinds.find(known => known === kind) ?? 'any',
    language: language === 'mine' ? 'mine' : 'any',
    page: Math.max(0, Math.trunc(Number(page)) || 0),
  };
}

function idOf({ area, kind, language, page }: Wish): string {
  return ['actions', 'near', area, kind, language, page].join(':');
}

/** What is certain of where they live: an outcode across a border says neither side. */
function learntFrom(areas: Area[]): Learnt {
  const [first, ...others] = areas;
  if (!first) return {};
  return {
    nation: others.every(({ nation }) => nation === first.nation) ? first.nation : null,
    outcode: first.outcode ?? null,
    council: others.length === 0 ? (first.council?.code ?? null) : null,
  };
}
