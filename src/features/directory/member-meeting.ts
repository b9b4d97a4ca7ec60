import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Reply } from '../../messages/reply.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { handleOf } from '../handle.ts';
import { organiserOf } from '../organiser-rooms.ts';
import { kindsInWords, strike } from '../personal-details.ts';
import type { DirectoryDeps } from './directory-deps.ts';
import { endIntroduction } from './end-introduction.ts';
import type { Introduction } from './introduction.ts';
import { introductionCard, toRoom, underCard } from './introduction-card.ts';
import type { MemberSteps } from './member-near.ts';
import { type MemberSay, said } from './member-say.ts';
import { isNeed } from './needs.ts';

/** When they were last told that their words go to the organiser. */
export const meetingState = z.object({ version: z.literal(1), asked: z.literal('nothing'), saidAtMs: z.number() });
export type MeetingState = z.infer<typeof meetingState>;

/** So long nobody needs to hear again where their words go: an hour. */
const SAY_AGAIN_MS = 3_600_000;

/** A member meets the organiser of their region: with a plain yes, by the handle alone, and for as long as they wish. */
export function createMemberMeeting(deps: DirectoryDeps, say: MemberSay) {
  const { prisma, introductions, settings, areaOf, drawHandle, findPersonalDetails, words: own, say: desk, now } = deps;

  const steps: MemberSteps = {
    /** What the organiser would see, before anything is shown to them. */
    async meet(heard, [need]) {
      const { language, sender } = heard;
      if (await introductions.currentOf(sender.personId)) return goesOn(heard);
      const organiser = organiserOf(await settings(), areaOf(sender)?.region);
      if (!organiser) return said(say.reply(language, 'nobodyToMeet', {}, [say.person(language)]));
      const choices = [
        say.button(language, 'agree', 'agree', ...(need ? [need] : [])),
        say.button(language, 'notNow', 'notNow'),
      ];
      return said(say.reply(language, 'consent', {}, choices));
    },
    agree,
    notNow: ({ language }) => said(say.reply(language, 'notMet')),
    goOn: goesOn,
    /** The bot answers again; the organiser can still write. */
    async back(heard) {
      const found = await introductions.currentOf(heard.sender.personId);
      const { language } = heard;
      if (!found) return said(say.reply(language, 'noMeeting', {}, [say.button(language, 'near', 'near')]));
      const choices = [say.button(language, 'toOrganiser', 'goOn'), say.button(language, 'endMeeting', 'end')];
      return said(say.reply(language, 'paused', {}, choices), {
        writes: [introductions.setOpen(found, false)],
        shows: [`directory:card:${found.id}`],
      });
    },
    async end(heard) {
      const found = await introductions.currentOf(heard.sender.personId);
      const { language } = heard;
      const reply = say.reply(language, 'ended', {}, [say.button(language, 'near', 'near')]);
      if (!found) return said(reply);
      return said(reply, endIntroduction(deps, found));
    },
  };

  async function agree(heard: Heard, [need = '']: string[]): Promise<FeatureTurn> {
    const { language, sender, channel } = heard;
    if (await introductions.currentOf(sender.personId)) return goesOn(heard);
    const { personId, conversationId, nation, outcode, council } = sender;
    const region = areaOf(sender)?.region;
    const organiser = organiserOf(await settings(), region);
    if (!organiser) return said(say.reply(language, 'nobodyToMeet', {}, [say.person(language)]));
    const introduction: Introduction = {
      id: randomUUID(),
      personId,
      conversationId,
      channel,
      language,
      handle: await handleOf(prisma, drawHandle, personId),
      place: { ...(nation && { nation }), ...(outcode && { outcode }), ...(council && { council }) },
      ...(region && { region }),
      roomId: organiser.roomId,
      interests: isNeed(need) ? { need } : {},
      openedAt: now(),
      isOpen: true,
    };
    return said(say.reply(language, 'met', {}, ways(language)), {
      writes: [introductions.open(introduction)],
      posts: [toRoom(introduction, introductionCard(introduction, { say: desk, areaOf, ownerName: undefined }))],
      shows: [`directory:card:${introduction.id}`],
    });
  }

  /** They write to the organiser again. */
  async function goesOn(heard: Heard): Promise<FeatureTurn> {
    const { language, sender } = heard;
    const found = await introductions.currentOf(sender.personId);
    if (!found) return said(say.reply(language, 'noMeeting', {}, [say.button(language, 'near', 'near')]));
    return said(say.reply(language, 'goesOn', {}, ways(language)), {
      writes: [introductions.setOpen(found, true)],
      shows: [`directory:card:${found.id}`],
    });
  }

  /**
   * What they write goes below the card, and stands on it until they write again. By a made-up name alone is an organiser to know them:
   * what tells who they are is left out, and they hear of it.
   */
  async function passOn(heard: Heard, found: Introduction, state: MeetingState | undefined): Promise<FeatureTurn> {
    const { language, content, sender } = heard;
    const written = heard.text?.trim();
    if (content.kind === 'media' || !written)
      return said(say.reply(language, 'onlyWords', {}, [say.person(language), ...ways(language)]));
    const details = findPersonalDetails(written, now());
    const text = strike(written, details);
    const at = heard.sentAtMs;
    const isNews = !state || at - state.saidAtMs >= SAY_AGAIN_MS;
    const words: Reply = { text, language: heard.writtenIn?.language ?? language };
    const shown =
      content.kind === 'edit' ? { text: desk('directory.card.corrected'), language: 'en', sections: [words] } : words;
    return {
      replies: [
        ...(details.length > 0
          ? [say.reply(language, 'leftOut', { what: kindsInWords(own, language, details) }, [say.person(language)])]
          : []),
        ...(isNews ? [say.reply(language, 'passedOn', {}, ways(language))] : []),
      ],
      next: { wait: { version: 1, asked: 'nothing', saidAtMs: isNews ? at : state.saidAtMs } satisfies MeetingState },
      writes: [introductions.said(found, sender.conversationId, { ...found.interests, words: text })],
      posts: [underCard(found, randomUUID(), shown)],
      shows: [`directory:card:${found.id}`],
    };
  }

  function ways(language: string) {
    return [say.button(language, 'bot', 'back'), say.button(language, 'endMeeting', 'end')];
  }

  return { steps, passOn };
}
