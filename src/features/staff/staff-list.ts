import type { Choice } from '../../messages/reply.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import type { Colleague, Colleagues } from '../colleagues.ts';
import type { FeatureTurn } from '../feature.ts';
import { type Asked, ask, oneOf, type Step, tell, wordsFields } from './asked.ts';
import type { StaffWarnings } from './staff-warnings.ts';

/** Slack's menus end at 100. */
const OPTIONS_MAX = 100;

/** What can be done about one of them, and without any. */
const ofOne = ['edit', 'leave'] as const;
const ofNobody = ['invite', 'audit', 'settings'] as const;

/** Shows who works here and what a lead should see to, and leads on to what can be done about it. @param steps by their names. */
export function createStaffList(
  desk: DeskWords,
  colleagues: Colleagues,
  warnings: StaffWarnings,
  steps: Record<(typeof ofOne)[number] | (typeof ofNobody)[number], Step>,
): Record<'open' | 'pick', Step> {
  const say = (key: string, values = {}) => desk.say(`staff.list.${key}`, values);

  /** One line for one of them: `*Caseworker 1* · caseworker · en, ar · Wales · level 2 until 2027-03-31 · away`. */
  function line({ name, role, languages, regions, iaaLevel, iaaExpires, away, onCall }: Colleague): string {
    const parts = [
      `*${name}*`,
      desk.say(`staff.details.roles.${role}`),
      languages.join(', '),
      regions.join(', '),
      iaaLevel > 0 && say('level', { level: iaaLevel, expires: iaaExpires ?? '' }),
      onCall && desk.say('staff.details.now.onCall'),
      away && desk.say('staff.details.now.away'),
    ];
    return parts.filter(part => part).join(' · ');
  }

  async function lines(): Promise<string[]> {
    const [all, warned] = await Promise.all([colleagues.all(), warnings(new Date())]);
    return [...warned.map(warning => `⚠️ ${warning}`), ...all.map(line)];
  }

  async function pick(asked: Asked): Promise<FeatureTurn> {
    const { heard, who, values = {} } = asked;
    const act = oneOf(values, 'act');
    const staffId = oneOf(values, 'colleague');
    const general = ofNobody.find(name => name === act);
    if (general) return steps[general]({ heard, who, argument: [] });
    const about = ofOne.find(name => name === act);
    if (about && staffId) return steps[about]({ heard, who, argument: [staffId] });
    const all = await colleagues.all();
    return ask(heard, {
      id: 'staff:pick',
      title: say('title'),
      submit: desk.say('staff.next'),
      fields: [
        ...wordsFields('fault', about ? [say('nobody')] : []),
        ...wordsFields('who', await lines()),
        {
          kind: 'choice',
          name: 'act',
          label: say('what'),
          options: [...ofOne, ...ofNobody].map(id => ({ id, label: say(id) })),
          initial: about ?? 'edit',
        },
        {
          kind: 'choice',
          name: 'colleague',
          label: say('which'),
          optional: true,
          options: all.slice(0, OPTIONS_MAX).map(({ staffId: id, name }) => ({ id, label: name })),
        },
      ],
    });
  }

  return {
    pick,
    /** In a window the list leads on; in a message there are buttons below it. */
    async open(asked) {
      if (asked.heard.hasWindow) return pick(asked);
      return tell(asked.heard, { title: say('title'), lines: await lines(), choices: staffChoices(desk) });
    },
  };
}

/** What a lead can do about the staff. */
export function staffChoices(desk: DeskWords): Choice[] {
  return ['pick', 'invite', 'audit', 'settings'].map(step => ({
    id: `staff:${step}`,
    label: desk.say(`staff.button.${step}`),
    opensForm: true,
  }));
}
