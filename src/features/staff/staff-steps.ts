import type { DeskWords } from '../../words/desk-words.ts';
import type { Colleague, Colleagues } from '../colleagues.ts';
import type { FeatureTurn } from '../feature.ts';
import { isId } from '../is-id.ts';
import { type Asked, ask, filledIn, oneOf, type Step, tell, wordsFields } from './asked.ts';
import type { DetailsForm } from './details-form.ts';
import type { StaffStore } from './staff-store.ts';

interface StaffStepsDeps {
  desk: DeskWords;
  colleagues: Colleagues;
  store: StaffStore;
  detailsForm: DetailsForm;
  /** Who somebody in Slack is to us, if they have ever written or been invited. */
  findPerson(slackId: string): Promise<string | undefined>;
}

/** A Slack member's id (https://docs.slack.dev/reference/objects/user-object). */
const SLACK_ID = /^[UW][A-Z0-9]{2,20}$/;

/** Lets people in, changes what is known of them, and lets them go. */
export function createStaffSteps(deps: StaffStepsDeps): Record<'invite' | 'edit' | 'leave' | 'away' | 'back', Step> {
  const { desk, colleagues, store, detailsForm } = deps;
  const say = (key: string, values = {}) => desk.say(`staff.${key}`, values);

  async function invite(asked: Asked): Promise<FeatureTurn> {
    const { who, values, argument } = asked;
    const slackId = argument[0] ?? (values && oneOf(values, 'colleague'));
    const form = { id: 'staff:invite', title: say('invite.title'), submit: say('invite.submit') };
    const ofWhom = { kind: 'colleague' as const, name: 'colleague', label: say('invite.who') };
    if (!values) return ask(asked.heard, { ...form, fields: [ofWhom, ...detailsForm.fields()] });
    if (!slackId || !SLACK_ID.test(slackId))
      return ask(asked.heard, {
        ...form,
        fields: [...wordsFields('fault', [say('invite.nobody')]), ofWhom, ...filledIn(detailsForm.fields(), values)],
      });
    const known = await deps.findPerson(slackId);
    const already = known && (await colleagues.find(known));
    if (already)
      return tell(asked.heard, { title: form.title, lines: [say('invite.already', { name: already.name })] });
    const read = detailsForm.read(values);
    if ('faults' in read) return askAgain(asked, { ...form, id: `staff:invite:${slackId}` }, read.faults);
    const { details } = read;
    return {
      ...tell(asked.heard, {
        title: form.title,
        lines: [say('invite.done', { name: details.name })],
        writes: [store.invite(slackId, details, who.staffId)],
      }),
      posts: [
        {
          to: { channel: 'slack', roomId: slackId },
          reply: { text: say('invite.welcome', { name: details.name }), language: 'en' },
        },
      ],
    };
  }

  async function edit(asked: Asked): Promise<FeatureTurn> {
    const { who, values, heard } = asked;
    const before = await subject(asked);
    if (!before) return gone(asked);
    const form = { id: `staff:edit:${before.staffId}`, title: say('edit.title'), submit: say('save') };
    if (!values) return ask(asked.heard, { ...form, fields: detailsForm.fields(before) });
    const read = detailsForm.read(values, heard.hasWindow ? undefined : before);
    if ('faults' in read) return askAgain(asked, form, read.faults);
    if (before.role === 'lead' && read.details.role !== 'lead' && (await isLastLead(before)))
      return askAgain(asked, form, [say('lastLead')]);
    const count = read.details.role === 'organiser' ? await store.openCases(before.staffId) : 0;
    if (count > 0) return askAgain(asked, form, [say('edit.cases', { name: before.name, count })]);
    return tell(asked.heard, {
      title: form.title,
      lines: [say('edit.done', { name: read.details.name })],
      writes: [store.change(before, read.details, who.staffId)],
    });
  }

  async function leave(asked: Asked): Promise<FeatureTurn> {
    const { who, values } = asked;
    const leaving = await subject(asked);
    if (!leaving) return gone(asked);
    const { staffId, name } = leaving;
    const title = say('leave.title');
    if (await isLastLead(leaving)) return tell(asked.heard, { title, lines: [say('lastLead')] });
    const count = await store.openCases(staffId);
    if (count > 0)
      return tell(asked.heard, {
        title,
        lines: [say('leave.cases', { name, count })],
        choices: [{ id: `cases:desk:reassign:${staffId}`, label: say('leave.reassign'), opensForm: true }],
      });
    if (!values)
      return ask(asked.heard, {
        id: `staff:leave:${staffId}`,
        title,
        submit: say('leave.submit'),
        fields: wordsFields('meaning', [say('leave.meaning', { name })]),
      });
    return tell(asked.heard, {
      title,
      lines: [say('leave.done', { name })],
      writes: [store.leave(staffId, who.staffId)],
    });
  }

  /** Anybody for themselves; a lead for anybody. */
  const setAway =
    (away: boolean): Step =>
    async asked => {
      const { who, argument } = asked;
      const whom = argument[0] && who.role === 'lead' ? await subject(asked) : who;
      if (!whom) return gone(asked);
      const state = away ? 'away' : 'back';
      const count = away ? await store.openCases(whom.staffId) : 0;
      const lines = [say(`${state}.done`, { name: whom.name }), ...(count > 0 ? [say('away.cases', { count })] : [])];
      const back = { id: ['staff', away ? 'back' : 'away', ...argument].join(':'), label: say(`${state}.undo`) };
      const reassign = {
        id: `cases:desk:reassign:${whom.staffId}`,
        label: say('leave.reassign'),
        opensForm: true,
      };
      return tell(asked.heard, {
        title: say(`${state}.title`),
        lines,
        choices: count > 0 && who.role === 'lead' ? [back, reassign] : [back],
        writes: whom.away === away ? [] : [store.setAway(whom.staffId, away, who.staffId)],
      });
    };

  function askAgain(
    { heard, values = {} }: Asked,
    form: { id: string; title: string; submit: string },
    faults: string[],
  ) {
    return ask(heard, {
      ...form,
      fields: [...wordsFields('fault', faults), ...filledIn(detailsForm.fields(), values)],
    });
  }

  async function subject({ argument: [staffId = ''] }: Asked): Promise<Colleague | undefined> {
    return isId(staffId) ? colleagues.find(staffId) : undefined;
  }

  function gone(asked: Asked): FeatureTurn {
    return tell(asked.heard, { title: say('list.title'), lines: [say('gone')] });
  }

  async function isLastLead({ staffId, role }: Colleague): Promise<boolean> {
    if (role !== 'lead') return false;
    return (await colleagues.all()).every(other => other.role !== 'lead' || other.staffId === staffId);
  }

  return { invite, edit, leave, away: setAway(true), back: setAway(false) };
}
