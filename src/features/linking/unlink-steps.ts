import type { Post } from '../../messages/turn.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { type LinkedChat, platformName, platformNames } from '../linked-chats.ts';
import type { LinkingDeps, LinkingStep, LinkingSteps } from './linking-deps.ts';
import { done, type LinkingSay } from './linking-say.ts';

/** A chat that is to be taken out, and those that stay. */
interface Parted {
  out: LinkedChat;
  stay: LinkedChat[];
  /** It is the one that is being written in. */
  isThis: boolean;
}

/** Takes a chat out: the one that somebody writes in, or another, for whoever holds that telephone may not be them. */
export function createUnlinkSteps({ store, linkedChats, words, now }: LinkingDeps, say: LinkingSay): LinkingSteps {
  const onOwn =
    (step: (heard: Heard, parted: Parted) => FeatureTurn): LinkingStep =>
    async (heard, id) => {
      const chats = await linkedChats(heard.sender.personId);
      const out = chats.find(({ conversationId }) => conversationId === id);
      const stay = chats.filter(chat => chat !== out);
      if (!out || stay.length === 0) return done(say.reply(heard.language, 'none'));
      return step(heard, { out, stay, isThis: out.conversationId === heard.sender.conversationId });
    };

  function ask({ language }: Heard, { out, stay, isThis }: Parted): FeatureTurn {
    const values = {
      platform: platformName(words, language, out.channel),
      platforms: platformNames(words, language, stay),
    };
    const choices = [
      say.button(language, 'unlinkYes', `out:${out.conversationId}`),
      { id: 'linking:stay', label: words.say(language, 'button.keep') },
    ];
    return done(say.reply(language, isThis ? 'unlink.this' : 'unlink.other', values, choices));
  }

  function takeOut(heard: Heard, { out, stay, isThis }: Parted): FeatureTurn {
    const { language, sender } = heard;
    const platform = platformName(words, language, out.channel);
    const platforms = platformNames(words, language, stay);
    const tell = ({ conversationId }: LinkedChat, key: string): Post[] =>
      conversationId === sender.conversationId
        ? []
        : [{ to: { conversationId }, reply: say.reply(language, key, { platform, platforms }) }];
    return done(say.reply(language, isThis ? 'unlinked.this' : 'unlinked.other', { platform, platforms }), {
      writes: [store.unlink(sender.personId, out, stay.length === 1, now())],
      posts: [...tell(out, 'unlinked.this'), ...stay.flatMap(chat => tell(chat, 'unlinked.other'))],
    });
  }

  return {
    unlink: onOwn(ask),
    out: onOwn(takeOut),
    stay: async ({ language }) => done(say.reply(language, 'unlink.not')),
  };
}
