import type { Words } from '../../words/words.ts';
import { sayClock, sayMoment } from '../say-moment.ts';
import { originalText } from './action-content.ts';
import type { ActionFile, ActionText } from './action-file.ts';
import { createMemberSay } from './member-say.ts';

/** An action as a member reads it: in their language, where somebody has written it in that. */
export interface ActionWords {
  /** The words of an action in a language, else in English, else in the first that there is. */
  text(action: ActionFile, language: string): ActionText;
  /** When it is: "Thursday 14 January, 18:30 – 20:30". */
  when(action: ActionFile, language: string): string;
  /** All that anybody may know of it. */
  describe(action: ActionFile, language: string): string;
  /** What somebody needs, or is offered, in words: "food, childcare". */
  needs(needs: string[], language: string): string;
  /** That a computer translated it, or that it is not in their language. */
  caveat(action: ActionFile, language: string): string | undefined;
}

const DAY_MS = 86_400_000;

export function createActionWords(words: Words): ActionWords {
  const say = createMemberSay(words);

  const text: ActionWords['text'] = ({ id, texts }, language) => {
    const of = (wanted: string) => texts.find(each => each.language === wanted);
    const found = of(language) ?? of('en') ?? texts[0];
    if (!found) throw new Error(`Action ${id} has no words: write them before it is published.`);
    return found;
  };

  const when: ActionWords['when'] = ({ startsAt, endsAt }, language) => {
    const isWithinADay = endsAt.getTime() - startsAt.getTime() < DAY_MS;
    return `${sayMoment(startsAt, language)} – ${isWithinADay ? sayClock(endsAt, language) : sayMoment(endsAt, language)}`;
  };

  const caveat: ActionWords['caveat'] = (action, language) => {
    const found = text(action, language);
    if (found.isMachine) return words.say(language, isFromEnglish(action) ? 'answer.machine' : 'answer.byMachine');
    return found.language === language ? undefined : say(language, 'otherLanguage');
  };

  const needs: ActionWords['needs'] = (all, language) => all.map(need => say(language, `need.${need}`)).join(', ');

  return {
    text,
    when,
    caveat,
    needs,

    describe(action, language) {
      const { title, words: about, place, exactPlace } = text(action, language);
      const { kind, needsOffered, interpreterLanguages, photos, onlineLink } = action;
      const interpreters = interpreterLanguages.map(each => nameOf(words, each)).join(', ');
      const lines = [
        say(language, 'when', { when: when(action, language) }),
        place && say(language, 'where', { place }),
        exactPlace && say(language, 'where.later'),
        onlineLink && say(language, 'online'),
        needsOffered.length > 0 && say(language, 'offers', { needs: needs(needsOffered, language) }),
        interpreters && say(language, 'interpreters', { languages: interpreters }),
        say(language, `photos.${photos}`),
      ];
      return [
        `*${title}*`,
        say(language, `kind.${kind}`),
        about,
        lines.filter(line => line).join('\n'),
        caveat(action, language),
      ]
        .filter(part => part)
        .join('\n\n');
    },
  };
}

function isFromEnglish(action: ActionFile): boolean {
  return originalText(action)?.language === 'en';
}

/** A language by its own name, where the bot speaks it. */
export function nameOf(words: Words, language: string): string {
  if (words.languages.includes(language)) return words.say(language, 'language.name');
  return new Intl.DisplayNames('en-GB', { type: 'language' }).of(language) ?? language;
}
