import type { Form } from '../../messages/form.ts';
import { audit } from '../audit.ts';
import type { Colleague } from '../colleagues.ts';
import { toColleague, toMember } from './desk-post.ts';
import { done, lineIn, showsOf, tell } from './desk-say.ts';
import { type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

/** All open cases of somebody who is away go to somebody else, at once. For leads. */
export function reassignStep(deps: DeskDeps): DeskStep {
  const { say, cases, writes, seal, colleagues, news } = deps;
  return {
    async press({ heard, who }) {
      if (who.role !== 'lead') return done(tell(heard, say('desk.title'), say('desk.onlyLeads')));
      const staff = await colleagues.all();
      const open = await cases.where({ closedAt: null, ownerId: { not: null } });
      const busy = staff.filter(({ staffId }) => open.some(({ ownerId }) => ownerId === staffId));
      if (busy.length === 0) return done(tell(heard, say('desk.title'), say('desk.reassign.none')));
      return done({ text: say('desk.reassign.intro'), language: 'en', form: formFor(staff, busy) });
    },

    async submit({ heard, who, at }, values) {
      const staff = await colleagues.all();
      const from = staff.find(({ staffId }) => staffId === lineIn(values, 'from'));
      const to = staff.find(({ staffId, role }) => staffId === lineIn(values, 'to') && role !== 'organiser');
      const answer = (key: string, filled = {}) => tell(heard, say('desk.title'), say(key, filled));
      if (who.role !== 'lead') return done(answer('desk.onlyLeads'));
      if (!from || !to || from.staffId === to.staffId) return done(answer('desk.reassign.same'));
      const files = await cases.where({ closedAt: null, ownerId: from.staffId });
      const { staffId } = who;
      const told = { count: files.length, from: from.name, to: to.name };
      const act = { staffId, at, text: say('desk.handOver.entry', { name: to.name, note: '' }).trim() };
      return done(answer('desk.reassign.done', told), {
        writes: files.flatMap(file => [
          writes.handOver(file, { ownerId: to.staffId }, act),
          audit({ staffId, what: 'reassign', caseId: file.id, aboutStaffId: to.staffId }, seal),
        ]),
        posts: [
          ...files.flatMap(file => toMember(file, news.handedOver(file, to.name))),
          ...(files.length > 0 ? [toColleague(to, { text: say('desk.reassign.told', told) })] : []),
        ],
        shows: [...new Set(files.flatMap(file => showsOf(file.id, from.staffId, to.staffId)))],
      });
    },
  };

  function formFor(staff: Colleague[], busy: Colleague[]): Form {
    const label = ({ name, away }: Colleague) => (away ? say('desk.handOver.away', { name }) : name);
    const asOptions = (some: Colleague[]) =>
      some.map(colleague => ({ id: colleague.staffId, label: label(colleague) }));
    const awayFirst = busy.toSorted((a, b) => Number(b.away) - Number(a.away));
    const able = staff.filter(({ role, away }) => role !== 'organiser' && !away);
    return {
      id: deskId('reassign'),
      title: say('desk.button.reassign'),
      language: 'en',
      submit: say('desk.button.reassign'),
      fields: [
        { kind: 'choice', name: 'from', label: say('desk.reassign.from'), options: asOptions(awayFirst) },
        { kind: 'choice', name: 'to', label: say('desk.reassign.to'), options: asOptions(able) },
      ],
    };
  }
}
