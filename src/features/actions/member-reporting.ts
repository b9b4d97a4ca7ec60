import type { FormValues } from '../../messages/form.ts';
import type { FeatureTurn, Heard } from '../feature.ts';
import { londonTime } from '../london-time.ts';
import type { MemberDeps } from './member-deps.ts';
import { type MemberSay, said } from './member-say.ts';
import { reportingRhythms } from './reporting-day.ts';

/** "My reporting day": told only by who wants to be warned of a clash, and forgotten with one tap. */
export interface MemberReporting {
  /** What is kept, with what can be done about it. */
  look(heard: Heard): Promise<FeatureTurn>;
  ask(heard: Heard): FeatureTurn;
  take(heard: Heard, values: FormValues): FeatureTurn;
  forget(heard: Heard): FeatureTurn;
}

export function createMemberReporting({ reporting, words, now }: MemberDeps, say: MemberSay): MemberReporting {
  function ask({ language }: Heard): FeatureTurn {
    const options = reportingRhythms.map(every => ({ id: every, label: say(language, `reporting.${every}`) }));
    const form = {
      id: 'actions:reporting',
      title: say(language, 'reporting.title'),
      language,
      submit: words.say(language, 'button.send'),
      fields: [
        { kind: 'date' as const, name: 'date', label: say(language, 'reporting.date') },
        { kind: 'choice' as const, name: 'every', label: say(language, 'reporting.every'), options },
      ],
    };
    return said({ text: say(language, 'reporting.before'), language, form });
  }

  return {
    ask,

    async look(heard) {
      const { language, sender } = heard;
      const day = await reporting.of(sender.personId);
      if (!day) return ask(heard);
      const { date, every } = day;
      const choices = [{ ...say.button(language, 'report'), opensForm: true }, say.button(language, 'noReport')];
      const text = say(language, 'reporting.kept', { date, every: say(language, `reporting.${every}`) });
      return said({ text, language, choices });
    },

    take(heard, values) {
      const { language, sender } = heard;
      const { date } = values;
      const every = reportingRhythms.find(known => known === values.every);
      const isSoon = typeof date === 'string' && date >= londonTime(now()).date;
      if (!every || !isSoon) return said(say.reply(language, 'reporting.past', {}, [say.button(language, 'report')]));
      return said(say.reply(language, 'reporting.done'), {
        writes: [reporting.keep(sender.personId, { date, every })],
      });
    },

    forget: ({ language, sender }) =>
      said(say.reply(language, 'reporting.forgotten'), { writes: [reporting.keep(sender.personId, undefined)] }),
  };
}
