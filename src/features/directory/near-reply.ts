import type { Choice, Reply } from '../../messages/reply.ts';
import type { Words } from '../../words/words.ts';
import type { OrganiserRoom } from '../organiser-rooms.ts';
import type { ChosenGroups, NearGroup, Whereabouts, Wish } from './choose-groups.ts';
import type { MemberSay } from './member-say.ts';
import type { Organisation } from './organisation.ts';

/** What is known when somebody asks who can help near them. */
export interface NearView {
  where: Whereabouts;
  wish: Wish;
  chosen: ChosenGroups;
  organiser: OrganiserRoom | undefined;
  /** True while an organiser is introduced to them already. */
  isIntroduced: boolean;
  charity: { name: string; contact: string } | undefined;
  language: string;
}

/**
 * Who can help near somebody: the organiser of the region, up to three groups, and groups for everybody; and always something to do next.
 *
 * @example
 * < *Near Leeds* … *Yorkshire organiser* … *PAFRAS* … Last checked: 2026-11-23 … [Introduce me] [What I need] [Another place]
 */
export function nearReply(view: NearView, words: Words, say: MemberSay): Reply {
  const { language, where, wish, chosen, organiser, charity } = view;
  const tell = (key: string, values: Record<string, string> = {}) => words.say(language, `directory.${key}`, values);
  const { near, everywhere } = chosen;
  const blocks = [
    `*${titleOf(view, words)}*`,
    organiserWords(organiser, tell),
    ...(near.length > 0 ? near.map(group => groupWords(group, view, words)) : [noneNear(view, words)]),
    ...(everywhere.length > 0
      ? [`*${tell('everywhere')}*`, ...everywhere.map(organisation => groupWords({ organisation }, view, words))]
      : []),
    near.length + everywhere.length === 0 && tell('nothing'),
    charity && near.length + everywhere.length === 0 && `${charity.name}: ${charity.contact}`,
    near.length + everywhere.length > 0 && tell('before'),
  ];
  return {
    text: blocks.filter(block => block).join('\n\n'),
    language,
    choices: nextSteps(view, say, 'region' in where || wish.need !== undefined),
  };
}

function titleOf({ where, language, wish }: NearView, words: Words): string {
  const place =
    'region' in where
      ? (where.council?.name ?? words.say(language, `nation.${where.nation}`))
      : where.nation && words.say(language, `nation.${where.nation}`);
  const title = place
    ? words.say(language, 'directory.near', { place: withOutcode(place, where) })
    : words.say(language, 'directory.anywhere');
  return [title, wish.need && words.say(language, `directory.need.${wish.need}`)].filter(part => part).join(' · ');
}

function withOutcode(place: string, where: Whereabouts): string {
  return 'outcode' in where && where.outcode ? `${place}, ${where.outcode}` : place;
}

/** A role and how to reach it: never a person. */
function organiserWords(
  organiser: OrganiserRoom | undefined,
  tell: (key: string, values?: Record<string, string>) => string,
): string {
  if (!organiser) return '';
  const { role, contact } = organiser;
  return [role ? tell('organiser', { role }) : tell('someOrganiser'), contact].filter(line => line).join('\n');
}

function noneNear({ wish, language }: NearView, words: Words): string {
  return words.say(language, wish.need || wish.language ? 'directory.noneFor' : 'directory.noneNear');
}

function groupWords({ organisation, distanceKm }: NearGroup, { language }: NearView, words: Words): string {
  const tell = (key: string, values: Record<string, string> = {}) => words.say(language, `directory.${key}`, values);
  const { name, needs, languages, description, url } = organisation;
  return [
    `*${name}*`,
    // What groups say of themselves is in English.
    language === 'en' && description,
    needs.length > 0 && tell('offers', { needs: needs.map(need => tell(`need.${need}`)).join(', ') }),
    languages.length > 0 &&
      tell('speaks', { languages: languages.map(code => languageName(language, code)).join(', ') }),
    distanceKm !== undefined && distanceKm >= 1 && tell('distance', { km: String(Math.round(distanceKm)) }),
    url,
    checkedWords(organisation, tell),
  ]
    .filter(line => line)
    .join('\n');
}

function checkedWords(
  { check, lastCheckedOn }: Organisation,
  tell: (key: string, values?: Record<string, string>) => string,
): string {
  return check === 'known' ? tell('notChecked') : tell('checked', { date: lastCheckedOn });
}

function nextSteps(
  { language, organiser, isIntroduced, chosen, wish }: NearView,
  say: MemberSay,
  isSomewhere: boolean,
): Choice[] {
  const meet = say.button(language, 'meet', 'meet', ...(wish.need ? [wish.need] : []));
  return [
    ...(organiser && !isIntroduced ? [meet] : []),
    ...(isIntroduced ? [say.button(language, 'toOrganiser', 'goOn')] : []),
    ...(chosen.offers.needs.size > 0 ? [say.button(language, 'needs', 'needs')] : []),
    say.button(language, isSomewhere ? 'elsewhere' : 'myPlace', 'place'),
    say.person(language),
    say.button(language, 'aboutData', 'data'),
  ];
}

const namesIn = new Map<string, Intl.DisplayNames>();

/** What a language is called in another. Names of a language are loaded once: that takes longer than all the rest. */
function languageName(language: string, code: string): string {
  const names = namesIn.get(language) ?? new Intl.DisplayNames(language, { type: 'language' });
  namesIn.set(language, names);
  return names.of(code) ?? code;
}
