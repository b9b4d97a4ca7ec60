import { goTo } from '../../messages/turn.ts';
import type { Feature, FeatureTurn, Heard } from '../feature.ts';
import { readLinkCode } from './link-code.ts';
import { createLinkSteps } from './link-steps.ts';
import { type LinkingDeps, type LinkingState, type LinkingSteps, linkingState } from './linking-deps.ts';
import { createLinkingSay, done } from './linking-say.ts';
import { createReachSteps } from './reach-steps.ts';
import { createUnlinkSteps } from './unlink-steps.ts';

/**
 * A person with several chats: they link them by a code that one gives and the other is told, and unlink them, each by their own will.
 *
 * @example
 * > LINK-7K3M-9PXC
 * < Link this chat with your Telegram chat? … [Yes, link them] [No]
 */
export function createLinking(deps: LinkingDeps): Feature<LinkingState> {
  const { store, desk } = deps;
  const say = createLinkingSay(deps.words);
  const reach = createReachSteps(deps, say);
  const link = createLinkSteps(deps, say, reach);
  const steps: LinkingSteps = { ...link.steps, ...createUnlinkSteps(deps, say), ...reach.steps };

  return {
    name: 'linking',
    state: linkingState,
    asksYesOrNo: true,

    claims: ({ place, content, text }) =>
      place === 'private' && (isCommand(content) || codeIn({ content, text }) !== undefined),

    async think(heard, state) {
      const { content, word } = heard;
      if (!(await store.mayLink(heard.sender.personId))) return done({ text: desk.say('staff.link'), language: 'en' });
      const code = codeIn(heard);
      if (code !== undefined) return link.written(heard, code);
      if (isCommand(content)) return take('begin', heard);
      if (content.kind === 'choice') {
        const [, step = '', argument] = content.choiceId.split(':');
        return take(step, heard, argument);
      }
      if (state && word === 'yes') return take('join', heard, state.linkId);
      return state && word === 'no' ? take('not', heard, state.linkId) : { replies: [], next: goTo('faq') };
    },
  };

  async function take(name: string, heard: Heard, argument = ''): Promise<FeatureTurn> {
    const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
    return step ? step(heard, argument) : { replies: [], next: goTo('faq') };
  }
}

function isCommand(content: Heard['content']): boolean {
  return content.kind === 'command' && content.name === 'link' && content.argument === '';
}

/** The code of another chat: typed, or in the link that somebody followed. */
function codeIn({ content, text = '' }: { content: Heard['content']; text?: string | undefined }) {
  if (content.kind === 'command') return content.name === 'start' ? readLinkCode(content.argument) : undefined;
  return content.kind === 'text' ? readLinkCode(text) : undefined;
}
