import { z } from 'zod';
import { forgetPerson } from '../../database/forget-person.ts';
import type { AreaOf } from '../../knowledge/areas.ts';
import type { Choice, Reply } from '../../messages/reply.ts';
import { goTo, type Post } from '../../messages/turn.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Words } from '../../words/words.ts';
import type { Colleagues } from '../colleagues.ts';
import type { Consents } from '../consents.ts';
import type { Feature, FeatureTurn, Heard } from '../feature.ts';
import { type LinkedChat, type LinkedChats, platformName, platformNames } from '../linked-chats.ts';
import { createHeldReply } from './held-reply.ts';
import type { CountKept } from './privacy-store.ts';

/** @param toldOf of so many other chats they were told that they are forgotten too. */
type Step = (heard: Heard, toldOf: number) => FeatureTurn | Promise<FeatureTurn>;

/** Whether to delete everything has been asked; only a plain yes does it. */
const privacyState = z.object({ version: z.literal(1), asked: z.literal('forget'), others: z.number().optional() });
type PrivacyState = z.infer<typeof privacyState>;

export interface PrivacyDeps {
  words: Words;
  /** What staff read. */
  desk: DeskWords;
  colleagues: Pick<Colleagues, 'find'>;
  countKept: CountKept;
  areaOf: AreaOf;
  /** What takes the place of somebody's words where staff read them, and what is to be shown there without them. */
  forgotten(personId: string): Promise<Pick<FeatureTurn, 'posts' | 'shows'>>;
  linkedChats: LinkedChats;
  consents: Pick<Consents, 'of'>;
  keepMessagesDays: number;
}

/** Who is told in another chat, which cannot be reached now, need not be told for longer: until then their address is kept. */
const TOLD_WITHIN_SECONDS = 3600;

/**
 * What is stored of a person, told in plain words, and deleted when they say so.
 *
 * @example
 * > delete my data
 * < Delete everything? … [Yes, delete everything] [No]
 */
export function createPrivacy(deps: PrivacyDeps): Feature<PrivacyState> {
  const { words, desk, colleagues, countKept, forgotten, linkedChats } = deps;
  const held = createHeldReply(deps);
  /** What a word, a command or a button leads to. */
  const steps: Record<string, Step> = {
    forget: unlessStaff(askForget),
    erase: unlessStaff(async (heard, toldOf) => {
      // What was linked since they were asked would go with it, untold.
      if ((await otherChats(heard)).length !== toldOf) return askForget(heard);
      const { posts = [], shows = [] } = await forgotten(heard.sender.personId);
      return {
        ...done(reply(heard, 'forgotten')),
        writes: [forgetPerson(heard.sender.personId)],
        posts: [...posts, ...(await tellElsewhere(heard))],
        shows,
      };
    }),
    keep: heard => done(reply(heard, 'forget.kept')),
    held: async heard => done(await held(heard, await otherChats(heard))),
  };
  const take = (heard: Heard, name = '', toldOf = 0) =>
    (Object.hasOwn(steps, name) ? steps[name]?.(heard, toldOf) : undefined) ?? { replies: [], next: goTo('faq') };

  return {
    name: 'privacy',
    state: privacyState,
    asksYesOrNo: true,

    claims: ({ place, word, content }) =>
      place === 'private' &&
      (isOurs(word) || (content.kind === 'command' && content.argument === '' && isOurs(content.name))),

    think(heard, state) {
      const { content, word } = heard;
      if (content.kind === 'choice') {
        const [, step, toldOf = 0] = content.choiceId.split(':');
        return take(heard, step, Number(toldOf));
      }
      if (content.kind === 'command') return take(heard, content.name);
      if (state && word === 'yes') return take(heard, 'erase', state.others);
      if (state && word === 'no') return take(heard, 'keep');
      return take(heard, word);
    },
  };

  /** Whoever works here has colleagues who rely on it, and members whose case they have: they leave first. */
  function unlessStaff(step: Step): Step {
    return async (heard, toldOf) => {
      const isStaff = (await colleagues.find(heard.sender.personId)) !== undefined;
      return isStaff ? done({ text: desk.say('staff.forget'), language: 'en' }) : step(heard, toldOf);
    };
  }

  async function askForget(heard: Heard): Promise<FeatureTurn> {
    const { registrations } = await countKept(heard.sender.personId);
    const others = await otherChats(heard);
    const erase = button(heard, 'erase');
    const choices = [
      others.length > 0 ? { ...erase, id: `${erase.id}:${others.length}` } : erase,
      button(heard, 'keep'),
    ];
    const asked = reply(heard, 'forget.ask', choices);
    const platforms = platformNames(words, heard.language, others);
    const text = [
      asked.text,
      ...(others.length > 0 ? [words.say(heard.language, 'forget.linked', { platforms })] : []),
      ...(registrations > 0 ? [words.say(heard.language, 'forget.places')] : []),
    ].join('\n\n');
    const state: PrivacyState = { version: 1, asked: 'forget', others: others.length };
    return { replies: [{ ...asked, text }], next: { wait: state } };
  }

  async function otherChats({ sender }: Heard): Promise<LinkedChat[]> {
    const all = await linkedChats(sender.personId);
    return all.filter(({ conversationId }) => conversationId !== sender.conversationId);
  }

  /** Their other chats are forgotten with this one, and say so. */
  async function tellElsewhere(heard: Heard): Promise<Post[]> {
    const { language, channel } = heard;
    const text = words.say(language, 'forgotten.elsewhere', { platform: platformName(words, language, channel) });
    const others = await otherChats(heard);
    return others.map(({ conversationId }) => ({
      to: { conversationId },
      reply: { text, language, expiresAfterSeconds: TOLD_WITHIN_SECONDS },
    }));
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
