import type { ChannelName } from '../../messages/address.ts';
import type { Section } from '../../messages/reply.ts';
import { audit } from '../audit.ts';
import type { FeatureTurn } from '../feature.ts';
import { isQuiet, whenNotQuiet } from '../quiet-hours.ts';
import { type BroadcastFile, originalOf } from './broadcast-file.ts';
import {
  languageInWords,
  missingIn,
  missingLines,
  momentInWords,
  peopleInWords,
  segmentLine,
  sumOf,
} from './broadcast-lines.ts';
import type { PeopleCount } from './broadcast-store.ts';
import { broadcastWrites as writes } from './broadcast-writes.ts';
import { button, cardOf, done, onBroadcast, tell } from './desk-say.ts';
import { type BroadcastAct, type DeskDeps, type DeskSteps, deskId } from './desk-step.ts';
import { readWhen, whenFields } from './when-form.ts';

/** Where nobody would get it, it is still to be seen. */
const CHANNEL_OF_NOBODY: ChannelName = 'telegram';

/** Shows a broadcast exactly as it will arrive, with what is to be decided below it. */
export type Look = (act: BroadcastAct, notices?: string[]) => Promise<FeatureTurn>;

export function createLook(deps: DeskDeps): Look {
  const { say, store, settings, messages, preview, words } = deps;

  return async ({ file, who, at, heard }, notices = []) => {
    const people = await store.countPeople(file);
    const { quietHours, secondPersonAbove } = await settings();
    const size = sumOf(people);
    const isForSecond = file.status === 'waiting';
    const lines = [
      segmentLine(file, say),
      say('broadcasts.card.size', { people: peopleInWords(size, say) }),
      ...missingLines(file, people, say),
      ...(!isForSecond && size > secondPersonAbove
        ? [say('broadcasts.look.second', { count: secondPersonAbove })]
        : []),
      ...(isQuiet(quietHours, at)
        ? [say('broadcasts.look.quiet', { at: momentInWords(whenNotQuiet(quietHours, at)) })]
        : []),
      ...notices,
    ];
    const sections = [...sectionsOf(file, people), ...endsInOwn(file, people), ...translateSections(file, people)];
    if (file.status !== 'draft' && !isForSecond)
      return done({ ...tell(heard, say('broadcasts.title'), lines.join('\n')), sections });
    if (isForSecond && file.authorId === who.staffId)
      return done({
        ...tell(heard, say('broadcasts.title'), [...lines, say('broadcasts.look.notYours')].join('\n')),
        sections,
      });
    const step = isForSecond ? 'agree' : 'send';
    return done({
      text: lines.join('\n'),
      language: 'en',
      sections,
      form: {
        id: deskId(step, file.id, String(file.version)),
        title: say('broadcasts.look.title'),
        language: 'en',
        submit: say(`broadcasts.look.${step}`),
        leadsOn: true,
        fields: isForSecond
          ? [{ kind: 'words', name: 'agree', label: say('broadcasts.look.agreeHint') }]
          : whenFields(at, say),
      },
    });
  };

  /** A machine is offered for what is missing, where there is one. */
  function translateSections(file: BroadcastFile, people: PeopleCount[]): Section[] {
    const isOffered = deps.translate && file.status === 'draft' && originalOf(file);
    if (!isOffered || missingIn(file, people, words.languages).length === 0) return [];
    return [{ text: say('broadcasts.translate.offer'), choices: [button(say, 'translate', [file.id])] }];
  }

  /** Who reads the English words reads in their own language how to hear no more. */
  function endsInOwn(file: BroadcastFile, people: PeopleCount[]): Section[] {
    const areInEnglish =
      file.segment.withoutWords === 'english' && file.texts.some(({ language }) => language === 'en');
    const languages = areInEnglish ? missingIn(file, people, words.languages) : [];
    if (languages.length === 0) return [];
    const named = languages.map(languageInWords).join(', ');
    return [
      { text: say('broadcasts.look.inEnglish', { languages: named }) },
      ...languages.map(language => ({ text: words.say(language, 'broadcasts.optOut'), language })),
    ];
  }

  /** Language by language, and apart for platforms that show it differently. */
  function sectionsOf(file: BroadcastFile, people: PeopleCount[]): Section[] {
    const used = [...new Set(people.map(({ channel }) => channel as ChannelName))];
    const channels = used.length > 0 ? used : [CHANNEL_OF_NOBODY];
    return file.texts.flatMap(({ language }) => {
      const message = messages.message(file, language);
      if (!message) return [];
      const shown = Map.groupBy(channels, channel => JSON.stringify(preview(message, channel)));
      return [...shown].flatMap(([chunks, names]): Section[] => {
        const platforms = names.map(name => say(`desk.channel.${name}`)).join(', ');
        const head = say('broadcasts.look.arrives', { channels: platforms, language: languageInWords(language) });
        const buttons = (message.choices ?? []).map(({ label }) => ({ text: `[${label}]`, language }));
        return [{ text: head }, ...(JSON.parse(chunks) as string[]).map(text => ({ text, language })), ...buttons];
      });
    });
  }
}

/** Looking at it, trying it out on oneself, sending it, and agreeing to what somebody else has written. */
export function lookSteps(deps: DeskDeps, look: Look): DeskSteps {
  const { say, store, settings, messages, seal, news } = deps;

  return {
    look: onBroadcast(deps, { press: act => look(act) }),

    test: onBroadcast(deps, {
      press({ file, who, heard }) {
        const all = file.texts.flatMap(({ language }) => messages.message(file, language) ?? []);
        if (all.length === 0) return done(tell(heard, say('broadcasts.title'), say('broadcasts.words.none')));
        return done(tell(heard, say('broadcasts.title'), say('broadcasts.tested')), {
          posts: all.map(reply => ({ to: { conversationId: who.conversationId }, reply })),
        });
      },
    }),

    send: onBroadcast(deps, {
      async submit(act, values) {
        const { file, who, at, heard, rest } = act;
        const answer = (key: string, more: Record<string, string> = {}) =>
          done(tell(heard, say('broadcasts.title'), say(key, more)));
        if (file.status !== 'draft') return answer('broadcasts.isSent');
        if (rest[1] !== String(file.version)) return look(act, [say('broadcasts.look.changed')]);
        if (file.texts.length === 0) return answer('broadcasts.words.none');
        const { quietHours, secondPersonAbove } = await settings();
        const when = readWhen(values, at, quietHours);
        if ('wrong' in when) return look(act, [say(`broadcasts.when.${when.wrong}`)]);
        const size = sumOf(await store.countPeople(file));
        if (size === 0) return answer('broadcasts.nobody');
        const needsSecond = size > secondPersonAbove;
        const starts = whenNotQuiet(quietHours, when.at);
        const said = needsSecond
          ? 'broadcasts.sent.waiting'
          : starts > at
            ? 'broadcasts.sent.later'
            : 'broadcasts.sent.now';
        return {
          ...answer(said, { at: momentInWords(starts) }),
          writes: [
            writes.send(file, when.at, needsSecond),
            audit({ staffId: who.staffId, what: 'sendBroadcast' }, seal),
          ],
          posts: needsSecond ? news({ ...file, status: 'waiting' }) : [],
          shows: cardOf(file),
          feeds: ['broadcasts'],
        };
      },
    }),

    agree: onBroadcast(deps, {
      async submit(act) {
        const { file, who, at, heard, rest } = act;
        const answer = (key: string, more: Record<string, string> = {}) =>
          done(tell(heard, say('broadcasts.title'), say(key, more)));
        if (file.status !== 'waiting') return answer('broadcasts.isAgreed');
        if (rest[1] !== String(file.version)) return look(act, [say('broadcasts.look.changed')]);
        if (file.authorId === who.staffId) return answer('broadcasts.look.notYours');
        const { quietHours } = await settings();
        const starts = whenNotQuiet(quietHours, file.sendAt && file.sendAt > at ? file.sendAt : at);
        return {
          ...answer(starts > at ? 'broadcasts.sent.later' : 'broadcasts.sent.now', { at: momentInWords(starts) }),
          writes: [writes.agree(file, who.staffId), audit({ staffId: who.staffId, what: 'agreeToBroadcast' }, seal)],
          shows: cardOf(file),
          feeds: ['broadcasts'],
        };
      },
    }),
  };
}
