import type { Choice, Reply } from '../../messages/reply.ts';
import type { Heard } from '../feature.ts';
import { type LinkedChat, platformName, platformNames } from '../linked-chats.ts';
import type { PrivacyDeps } from './privacy-flow.ts';

/** What is stored of somebody, in plain words, and what they can do about it. @param others their other chats */
export type HeldReply = (heard: Heard, others: LinkedChat[]) => Promise<Reply>;

export function createHeldReply({
  words,
  countKept,
  areaOf,
  consents: agreed,
  keepMessagesDays,
}: Pick<PrivacyDeps, 'words' | 'countKept' | 'areaOf' | 'consents' | 'keepMessagesDays'>): HeldReply {
  return async (heard, others) => {
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
      others.length > 0 && say('held.linked', { platforms: platformNames(words, heard.language, others) }),
      say('held.address'),
    ].filter(line => line);
    const not = heard.channel.startsWith('whatsapp') ? 'held.notOnWhatsapp' : 'held.not';
    const text = [say('held'), lines.map(line => `– ${line}`).join('\n'), say(not)].join('\n\n');
    return {
      text,
      language: heard.language,
      choices: [...(await linkChoices(heard, others)), { id: 'privacy:forget', label: say('button.forget') }],
    };
  };

  /** What can be done about their chats (`linking`). */
  async function linkChoices(heard: Heard, others: LinkedChat[]): Promise<Choice[]> {
    const { language, sender } = heard;
    const choice = (key: string, step: string, values = {}): Choice => ({
      id: `linking:${step}`,
      label: words.say(language, `linking.button.${key}`, values),
    });
    const link = choice('link', 'begin');
    if (others.length === 0) return [link];
    const mayReach = (await agreed.of(sender.personId)).some(({ kind }) => kind === 'reachElsewhere');
    return [
      link,
      mayReach ? choice('reachOff', 'mayNotReach') : choice('reachOn', 'reach'),
      choice('unlinkThis', `unlink:${sender.conversationId}`),
      ...others.map(({ conversationId, channel }) =>
        choice('unlinkOther', `unlink:${conversationId}`, { platform: platformName(words, language, channel) }),
      ),
    ];
  }
}
