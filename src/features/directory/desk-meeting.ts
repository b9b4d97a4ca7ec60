import { randomUUID } from 'node:crypto';
import { type AuditedAct, audit } from '../audit.ts';
import type { FeatureTurn } from '../feature.ts';
import { type DeskAct, type DeskStep, type DeskSteps, deskId, done, lineIn, mayOrganise, tell } from './desk-say.ts';
import type { DirectoryDeps } from './directory-deps.ts';
import type { Introduction } from './introduction.ts';
import { factsOf, underCard } from './introduction-card.ts';
import { createMemberSay } from './member-say.ts';
import { fingerprintOf, readSend, replyTo, sendId } from './organiser-reply.ts';

/** So long is what was just sent held back, and can be taken back. */
const UNDO_SECONDS = 10;
const WORDS_CHARS_MAX = 3000;

interface MeetingAct extends DeskAct {
  found: Introduction;
}

/** What organisers do with an introduction: claim, write with a preview, take back, pass to a caseworker, close. */
export function createDeskMeeting(deps: DirectoryDeps): DeskSteps {
  const { introductions, colleagues, words, say, seal, areaOf, now } = deps;
  const member = createMemberSay(words);
  const title = () => say('directory.title');
  const answer = ({ heard }: DeskAct, key: string, values: Record<string, string | number> = {}) =>
    done(tell(heard, title(), say(key, values)));
  const written = ({ who }: DeskAct, what: AuditedAct) => audit({ staffId: who.staffId, what }, seal);
  const shows = ({ id }: Introduction) => [`directory:card:${id}`];

  /** Finds what a button is about, for somebody whose region it is in. */
  const onOpen =
    (step: (act: MeetingAct) => FeatureTurn | Promise<FeatureTurn>): DeskStep =>
    async act => {
      const found = await introductions.byId(act.rest[0] ?? '');
      if (!found) return answer(act, 'directory.goneMeeting');
      if (!mayOrganise(act.who, found.region)) return answer(act, 'directory.otherRegion');
      if (found.closedAt) return answer(act, 'directory.isClosed', { handle: found.handle });
      return step({ ...act, found });
    };

  const claim = onOpen(async act => {
    const { found, who } = act;
    const { handle, ownerId } = found;
    if (ownerId === who.staffId) return answer(act, 'directory.claim.yours', { handle });
    const owner = ownerId && (await colleagues.find(ownerId));
    if (owner) return answer(act, 'directory.claim.taken', { handle, name: owner.name });
    return {
      ...answer(act, 'directory.claim.done', { handle }),
      writes: [introductions.claim(found, who.staffId), written(act, 'claimIntroduction')],
      shows: shows(found),
    };
  });

  /** The window in which a reply is written; with answers, what they would look like. */
  const reply = onOpen(act => {
    const { found, values } = act;
    return values ? preview(act, lineIn(values, 'words')) : write(found, '');
  });

  function write(found: Introduction, initial: string, notice = ''): FeatureTurn {
    const head = `*${found.handle}* · ${factsOf(found, areaOf, say)}`;
    const { words: lastWords } = found.interests;
    return done({
      text: [head, notice, say('directory.card.banner')].filter(line => line).join('\n\n'),
      language: 'en',
      ...(lastWords && {
        sections: [{ text: say('directory.card.words') }, { text: lastWords, language: found.language }],
      }),
      form: {
        id: deskId('reply', found.id),
        title: say('directory.reply.title'),
        language: 'en',
        submit: say('directory.reply.preview'),
        leadsOn: true,
        fields: [wordsField(initial)],
      },
    });
  }

  /** Exactly what arrives, and the words below it: changed, they are shown anew before they can be sent. */
  function preview(act: MeetingAct, text: string, replyId: string = randomUUID()): FeatureTurn {
    const { found, who } = act;
    if (text === '') return write(found, text, say('directory.reply.empty'));
    const arrives = replyTo(found, who.name, text, member);
    const { channel, language } = found;
    return done({
      text: say('directory.reply.arrives', { handle: found.handle, channel: say(`directory.channel.${channel}`) }),
      language: 'en',
      sections: deps.preview(arrives, channel).map(chunk => ({ text: chunk, language })),
      form: {
        id: sendId(found.id, replyId, text),
        title: say('directory.reply.previewTitle'),
        language: 'en',
        submit: say('directory.reply.send'),
        leadsOn: true,
        fields: [wordsField(text)],
      },
    });
  }

  const send = onOpen(async act => {
    const { found, heard, rest, values, who } = act;
    const { replyId, shown } = readSend(rest);
    const text = lineIn(values, 'words');
    if (await introductions.ofReply(replyId)) return answer(act, 'directory.reply.isSent');
    if (text === '' || shown !== fingerprintOf(replyId, text)) return preview(act, text, replyId);
    const sent = say('directory.reply.sent', { handle: found.handle, seconds: UNDO_SECONDS });
    const choices = [{ id: deskId('undo', replyId), label: say('directory.button.undo') }];
    const beside = heard.hasWindow ? [{ text: sent, language: 'en', choices }] : [];
    return done([tell(heard, title(), sent, { choices }), ...beside], {
      writes: [...(found.ownerId ? [] : [introductions.claim(found, who.staffId)]), written(act, 'replyIntroduction')],
      posts: [
        {
          to: { conversationId: found.conversationId },
          reply: replyTo(found, who.name, text, member),
          afterSeconds: UNDO_SECONDS,
          trackId: replyId,
          shows: `directory:reply:${replyId}`,
        },
        underCard(found, replyId, {
          text: say('directory.reply.wrote', { name: who.name, words: text }),
          language: 'en',
        }),
      ],
      shows: shows(found),
    });
  });

  const undo: DeskStep = async act => {
    const replyId = act.rest[0] ?? '';
    const sent = await introductions.ofReply(replyId);
    if (!sent) return answer(act, 'directory.goneMeeting');
    if (!mayOrganise(act.who, sent.introduction.region)) return answer(act, 'directory.otherRegion');
    if (sent.status !== 'queued') return answer(act, 'directory.reply.tooLate');
    return {
      ...answer(act, 'directory.reply.takenBack'),
      takesBack: [replyId],
      writes: [introductions.stillWaits(replyId), written(act, 'takeBack')],
    };
  };

  /** The member is told that a caseworker can help better, and decides: nobody opens a case over their head. */
  const adviser = onOpen(act => {
    const { found } = act;
    const { language, conversationId } = found;
    const offer = member.reply(language, 'adviser', {}, [member.person(language)]);
    return {
      ...answer(act, 'directory.adviser.done', { handle: found.handle }),
      writes: [written(act, 'passToCaseworker')],
      posts: [
        { to: { conversationId }, reply: offer },
        underCard(found, randomUUID(), { text: say('directory.adviser.said', { name: act.who.name }), language: 'en' }),
      ],
    };
  });

  const close = onOpen(act => {
    const { found, who } = act;
    const { language, conversationId } = found;
    const news = member.reply(language, 'closedMeeting', {}, [member.button(language, 'near', 'near')]);
    return {
      ...answer(act, 'directory.close.done', { handle: found.handle }),
      writes: [introductions.close(found, now()), written(act, 'closeIntroduction')],
      posts: [
        { to: { conversationId }, reply: news },
        underCard(found, randomUUID(), { text: say('directory.close.said', { name: who.name }), language: 'en' }),
      ],
      shows: shows(found),
    };
  });

  return { claim, reply, send, undo, adviser, close };

  function wordsField(initial: string) {
    return {
      kind: 'text' as const,
      name: 'words',
      label: say('directory.reply.words'),
      charsMax: WORDS_CHARS_MAX,
      ...(initial && { initial }),
    };
  }
}
