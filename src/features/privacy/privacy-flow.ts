import { z } from 'zod';
import { forgetPerson } from '../../database/forget-person.ts';
import type { AreaOf } from '../../knowledge/areas.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import { goTo } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Colleagues } from '../colleagues.ts';
import type { Feature, FeatureTurn, Heard } from '../feature.ts';
import type { CountKept } from './privacy-store.ts';

type Step = (heard: Heard) => FeatureTurn | Promise<FeatureTurn>;

/** Whether to delete everything has been asked; only a plain yes does it. */
const privacyState = z.object({ version: z.literal(1), asked: z.literal('forget') });
type PrivacyState = z.infer<typeof privacyState>;

interface PrivacyDeps {
  words: Words;
  /** What staff read. */
  desk: DeskWords;
  colleagues: Pick<Colleagues, 'find'>;
  countKept: CountKept;
  areaOf: AreaOf;
  /** What takes the place of somebody's words where staff read them, and what is to be shown there without them. */
  forgotten(personId: string): Promise<Pick<FeatureTurn, 'posts' | 'shows'>>;
  keepMessagesDays: number;
}

/**
 * What is stored of a person, told in plain words, and deleted when they say so.
 *
 * @example
 * > delete my data
 * < Delete everything? … [Yes, delete everything] [No]
 */
export function createPrivacy({
  words,
  desk,
  colleagues,
  countKept,
  areaOf,
  forgotten,
  keepMessagesDays,
}: PrivacyDeps): Feature<PrivacyState> {
  /** What a word, a command or a button leads to. */
  const steps: Record<string, Step> = {
    forget: unlessStaff(async heard => ({
      replies: [await askForget(heard)],
      next: { wait: { version: 1, asked: 'forget' } satisfies PrivacyState },
    })),
    erase: unlessStaff(async heard => ({
      ...done(reply(heard, 'forgotten')),
      writes: [forgetPerson(heard.sender.personId)],
      ...(await forgotten(heard.sender.personId)),
    })),
    keep: heard => done(reply(heard, 'forget.kept')),
    held: async heard => done(await held(heard)),
  };
  const take = (heard: Heard, name = '') =>
    (Object.hasOwn(steps, name) ? steps[name]?.(heard) : undefined) ?? { replies: [], next: goTo('faq') };

  return {
    name: 'privacy',
    state: privacyState,

    claims: ({ place, word, content }) =>
      place === 'private' &&
      (isOurs(word) || (content.kind === 'command' && content.argument === '' && isOurs(content.name))),

    think(heard, state) {
      const { content, word } = heard;
      if (content.kind === 'choice') return take(heard, content.choiceId.split(':')[1]);
      if (content.kind === 'command') return take(heard, content.name);
      if (state && word === 'yes') return take(heard, 'erase');
      if (state && word === 'no') return take(heard, 'keep');
      return take(heard, word);
    },
  };

  /** Whoever works here has colleagues who rely on it, and members whose case they have: they leave first. */
  function unlessStaff(step: Step): Step {
    return async heard => {
      const isStaff = (await colleagues.find(heard.sender.personId)) !== undefined;
      return isStaff ? done({ text: desk.say('staff.forget'), language: 'en' }) : step(heard);
    };
  }

  async function askForget(heard: Heard): Promise<Reply> {
    const { registrations } = await countKept(heard.sender.personId);
    const asked = reply(heard, 'forget.ask', [button(heard, 'erase'), button(heard, 'keep')]);
    if (registrations === 0) return asked;
    return { ...asked, text: [asked.text, words.say(heard.language, 'forget.places')].join('\n\n') };
  }

  async function held(heard: Heard): Promise<Reply> {
    const { language, nation, outcode, council, isDiscreet, personId } = heard.sender;
    const councilName = council && areaOf({ council })?.council?.name;
    const { messages, files, cases, caseFiles, introductions, registrations, consents, hasReportingDay } =
      await countKept(personId);
    const say = (key: string, values = {}) => words.say(heard.language, key, values);
    const lines = [
      language && say('held.language', { language: words.say(language, 'language.name') }),
      nation && say('held.nation', { nation: say(`nation.${nation}`) }),
      outcode && say('held.outcode', { outcode }),
      councilName && say('held.council', { council: councilName }),
      say('held.messages', { messages, days: keepMessagesDays }),
      files > 0 && say('held.files', { files, days: keepMessagesDays }),
      cases > 0 && say('held.cases', { cases }),
      caseFiles > 0 && say('held.caseFiles', { files: caseFiles }),
      registrations > 0 && say('held.registrations', { actions: registrations }),
      consents > 0 && say('held.consents', { consents }),
      hasReportingDay && say('held.reporting'),
      isDiscreet && say('held.discreet'),
      introductions > 0 && say('held.introductions', { introductions }),
      say('held.address'),
    ].filter(line => line);
    const not = heard.channel.startsWith('whatsapp') ? 'held.notOnWhatsapp' : 'held.not';
    const text = [say('held'), lines.map(line => `– ${line}`).join('\n'), say(not)].join('\n\n');
    return { text, language: heard.language, choices: [button(heard, 'forget')] };
  }

  function reply(heard: Heard, key: string, choices: Choice[] = []): Reply {
    return { text: words.say(heard.language, key), language: heard.language, choices };
  }

  function button(heard: Heard, step: string): Choice {
    return { id: `privacy:${step}`, label: words.say(heard.language, `button.${step}`) };
  }
}

function isOurs(name: string | undefined): boolean {
  return name === 'forget' || name === 'held';
}

function done(reply: Reply): FeatureTurn {
  return { replies: [reply], next: 'start' };
}
