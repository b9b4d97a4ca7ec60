import type { Reply } from '../../messages/reply.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { platformName } from '../linked-chats.ts';
import { drawLinkCode } from './link-code.ts';
import type { LinkingDeps, LinkingState, LinkingSteps } from './linking-deps.ts';
import { done, type LinkingSay } from './linking-say.ts';
import { CODE_MINUTES, type FoundLink } from './linking-store.ts';
import type { ReachSteps } from './reach-steps.ts';

/** From the code in one chat to the yes in the other. */
export interface LinkSteps {
  steps: LinkingSteps;
  /** A code was written, or what is nearly one. */
  written(heard: Heard, code: string): Promise<FeatureTurn>;
}

export function createLinkSteps(
  { store, words, channels, chatLinks, joined, now }: LinkingDeps,
  say: LinkingSay,
  reach: Pick<ReachSteps, 'ask'>,
): LinkSteps {
  /** Of two transports of one platform only one is configured. */
  const isElsewhere = (heard: Heard) => channels.some(channel => channel !== heard.channel);

  async function begin(heard: Heard): Promise<FeatureTurn> {
    const { language, channel, sender } = heard;
    if (!isElsewhere(heard)) return done(say.reply(language, 'nowhere'));
    const code = drawLinkCode();
    const links = (await chatLinks(code)).filter(each => each.channel !== channel);
    const text = [
      say(language, 'code', { minutes: CODE_MINUTES }),
      ...links.map(each => `${platformName(words, language, each.channel)}: ${each.link}`),
      say(language, 'code.secret'),
    ].join('\n\n');
    // Alone, so that it can be copied with one touch.
    const alone = { text: code, language };
    return done([{ text, language }, alone], { writes: [store.giveCode(sender.conversationId, code, now())] });
  }

  async function written(asked: Heard, code: string): Promise<FeatureTurn> {
    const { sender } = asked;
    const found = await store.find({ code }, sender, now());
    const heard = inLanguageOf(asked, found);
    const { language } = heard;
    if (await store.isShut(sender.conversationId, now())) return done(say.reply(language, 'tooMany'));
    if (!found) return done(say.reply(language, 'wrong'), { writes: [store.countTry(sender.conversationId, now())] });
    if (found.obstacle) return refuse(heard, found);
    const choices = [
      say.button(language, 'yes', `join:${found.id}`),
      { id: `linking:not:${found.id}`, label: words.say(language, 'button.keep') },
    ];
    return {
      replies: [say.reply(language, 'ask', { platform: platformName(words, language, found.channel) }, choices)],
      writes: [store.noteWritten(found, sender)],
      next: { wait: { version: 1, linkId: found.id } satisfies LinkingState },
    };
  }

  function refuse({ language }: Heard, { obstacle = 'cannot' }: FoundLink): FeatureTurn {
    return done(say.reply(language, obstacle));
  }

  async function join(asked: Heard, linkId: string): Promise<FeatureTurn> {
    const { sender } = asked;
    const found = await store.find({ id: linkId }, sender, now());
    const heard = inLanguageOf(asked, found);
    const { language } = heard;
    if (!found?.isWrittenHere) return done(say.reply(language, 'wrong'));
    if (found.obstacle) return refuse(heard, found);
    const { posts = [], shows = [] } = await joined(found.people);
    return done([tellHere(heard, found), reach.ask(heard)], {
      writes: [store.join(found, sender, now())],
      posts: [...posts, { to: { conversationId: found.conversationId }, reply: tellThere(heard, found) }],
      shows,
    });
  }

  function tellHere({ language }: Heard, { channel }: FoundLink): Reply {
    const held = { id: 'privacy:held', label: words.say(language, 'button.held') };
    return say.reply(language, 'done', { platform: platformName(words, language, channel) }, [held]);
  }

  /** Whoever has not meant it undoes it from there. */
  function tellThere({ language: here, channel, sender }: Heard, { language = here }: FoundLink): Reply {
    const platform = platformName(words, language, channel);
    const unlink = say.button(language, 'unlinkOther', `unlink:${sender.conversationId}`, { platform });
    return say.reply(language, 'doneThere', { platform }, [unlink]);
  }

  async function not(heard: Heard, linkId: string): Promise<FeatureTurn> {
    const found = await store.find({ id: linkId }, heard.sender, now());
    return done(say.reply(inLanguageOf(heard, found).language, 'not'));
  }

  return { written, steps: { begin, join, not } };
}

/** Who has none here yet is spoken to in that of their other chat. */
function inLanguageOf(heard: Heard, found: FoundLink | undefined): Heard {
  return { ...heard, language: heard.sender.language ?? found?.language ?? heard.language };
}
