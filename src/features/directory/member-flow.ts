import { z } from 'zod';
import type { Feature, FeatureTurn, Heard } from '../feature.ts';
import type { DirectoryDeps } from './directory-deps.ts';
import type { Introduction } from './introduction.ts';
import { createMemberMeeting, type MeetingState, meetingState } from './member-meeting.ts';
import { createMemberNear, type MemberSteps, type PlaceState, placeState } from './member-near.ts';
import { createMemberSay, said } from './member-say.ts';
import { isNeed } from './needs.ts';

export const directoryState = z.union([placeState, meetingState]);
export type DirectoryState = z.infer<typeof directoryState>;

/** Words that lead where they always lead, whoever somebody is speaking with. */
const UNIVERSAL: Heard['word'][] = ['help', 'menu', 'language', 'person', 'stop', 'forget', 'held'];
/** Another room asks for what is near, or near a place that was named, perhaps with what is looked for there. */
const asked = z.object({ show: z.literal('near'), place: z.string().optional(), need: z.string().optional() });

/**
 * The members' side of the directory: who can help near them, and meeting the organiser of their region.
 *
 * @example
 * > /near leeds
 * < *Near Leeds* … *PAFRAS* … [Introduce me] [What I need] [Another place]
 */
export function createMemberFlow(deps: DirectoryDeps): Required<Pick<Feature<DirectoryState>, 'claims' | 'think'>> {
  const { introductions, words, say: desk } = deps;
  const say = createMemberSay(words);
  const near = createMemberNear(deps, say);
  const meeting = createMemberMeeting(deps, say);
  const steps: MemberSteps = {
    ...near.steps,
    ...meeting.steps,
    /** Where all this comes from, and under which licences: their own words, which are English. */
    data: ({ language }: Heard) =>
      said([
        say.reply(language, 'aboutData', {}, [say.button(language, 'near', 'near')]),
        { text: desk('directory.licences'), language: 'en' },
      ]),
  };

  return {
    async claims(heard) {
      if (heard.place !== 'private') return false;
      const { content, word } = heard;
      if (word === 'near' || (content.kind === 'command' && content.name === 'near')) return true;
      return (await talkingIn(heard)) !== undefined;
    },

    async think(heard, state) {
      const { content, word } = heard;
      if (content.kind === 'choice') {
        const [, name = '', ...rest] = content.choiceId.split(':');
        return take(name, heard, rest);
      }
      const handedOver = asked.safeParse(heard.handedOver);
      if (handedOver.success) return nearPlace(heard, handedOver.data);
      if (content.kind === 'command' && content.name === 'near' && content.argument !== '')
        return near.answerPlace({ ...heard, text: content.argument });
      if (word === 'near' || content.kind === 'command') return take('near', heard, []);
      if (isPlace(state)) return near.answerPlace(heard);
      const found = await talkingIn(heard);
      if (!found) return take('near', heard, []);
      return word === 'back'
        ? take('back', heard, [])
        : meeting.passOn(heard, found, isMeeting(state) ? state : undefined);
    },
  };

  /** Who has said before where they live does not live in every place that they ask about. */
  async function nearPlace(heard: Heard, { place, need = '' }: z.infer<typeof asked>): Promise<FeatureTurn> {
    if (place === undefined) return take('near', heard, []);
    const { learnt, ...turn } = await near.answerPlace({ ...heard, text: place }, isNeed(need) ? { need } : {});
    const { council, outcode } = heard.sender;
    return { ...turn, ...(learnt && !council && !outcode && { learnt }) };
  }

  function take(name: string, heard: Heard, rest: string[]): FeatureTurn | Promise<FeatureTurn> {
    return (Object.hasOwn(steps, name) ? steps[name]?.(heard, rest) : undefined) ?? lost(heard);
  }

  function lost({ language }: Heard): FeatureTurn {
    return said({ text: words.say(language, 'choice.gone'), language });
  }

  /** The introduction whose organiser a member's words are for. */
  async function talkingIn({ sender, content, word }: Heard): Promise<Introduction | undefined> {
    if (sender.isIntroduced === false || UNIVERSAL.includes(word)) return undefined;
    if (!['text', 'edit', 'media'].includes(content.kind)) return undefined;
    const found = await introductions.currentOf(sender.personId);
    return found?.isOpen ? found : undefined;
  }
}

function isPlace(state: DirectoryState | undefined): state is PlaceState {
  return state?.asked === 'place';
}

function isMeeting(state: DirectoryState | undefined): state is MeetingState {
  return state?.asked === 'nothing';
}
