import type { DeskWords } from '../../words/desk-words.ts';
import type { Audited } from '../audit.ts';
import type { FeatureTurn, FeatureWrite } from '../feature.ts';
import { londonTime } from '../london-time.ts';
import { type Asked, ask, oneOf, type Step, tell, wordsFields } from './asked.ts';
import type { AuditFilter, AuditLine, ReadAudit } from './audit-log.ts';
import type { StaffStore } from './staff-store.ts';

interface AuditStepsDeps {
  desk: DeskWords;
  store: StaffStore;
  readAudit: ReadAudit;
  /** The id of the case whose reference somebody typed. */
  findCase(typed: string): Promise<string | undefined>;
  audit(event: Audited): FeatureWrite;
}

/** Slack's menus end at 100. */
const OPTIONS_MAX = 100;

/** Lets a lead look at who did what, by case or by colleague. That they looked is written down too. */
export function createAuditSteps(deps: AuditStepsDeps): Record<'audit' | 'seek', Step> {
  const { desk, store, readAudit, findCase, audit } = deps;
  const say = (key: string, values = {}) => desk.say(`staff.audit.${key}`, values);

  /** `2026-11-27 07:31 · Caseworker 1 · handed over · case K7M-4XP · Caseworker 2` */
  function line({ at, staffId, what, aboutStaffId, caseId, reference }: AuditLine, names: Map<string, string>): string {
    const nameOf = (id: string) => names.get(id) ?? say('nobody');
    const { date, time } = londonTime(at);
    const parts = [
      `${date} ${time}`,
      staffId ? nameOf(staffId) : say('itself'),
      say(`acts.${what}`),
      caseId && (reference ? say('case', { reference }) : say('deletedCase')),
      aboutStaffId && aboutStaffId !== staffId && nameOf(aboutStaffId),
    ];
    return parts.filter(part => part).join(' · ');
  }

  async function linesFor(filter: AuditFilter, names: Map<string, string>): Promise<string[]> {
    const found = await readAudit(filter);
    return found.length > 0 ? found.map(each => line(each, names)) : [say('none')];
  }

  function form({ heard }: Asked, names: Map<string, string>, lines: string[]): FeatureTurn {
    const options = [...names].map(([id, label]) => ({ id, label })).toSorted((a, b) => a.label.localeCompare(b.label));
    return ask(heard, {
      id: 'staff:seek',
      title: say('title'),
      submit: say('submit'),
      fields: [
        ...wordsFields('act', lines),
        { kind: 'line', name: 'reference', label: say('byCase'), optional: true, charsMax: 20 },
        ...(options.length > 0
          ? [
              {
                kind: 'choice' as const,
                name: 'colleague',
                label: say('byColleague'),
                optional: true,
                options: options.slice(0, OPTIONS_MAX),
              },
            ]
          : []),
      ],
    });
  }

  function withTrace(turn: FeatureTurn, { who }: Asked, { caseId, staffId }: AuditFilter = {}): FeatureTurn {
    return { ...turn, writes: [audit({ staffId: who.staffId, what: 'readAudit', caseId, aboutStaffId: staffId })] };
  }

  return {
    async audit(asked) {
      const names = await store.names();
      const lines = await linesFor({}, names);
      if (asked.heard.hasWindow) return withTrace(form(asked, names, lines), asked);
      const choices = [{ id: 'staff:seek', label: say('seek'), opensForm: true }];
      return withTrace(tell(asked.heard, { title: say('title'), lines, choices }), asked);
    },

    async seek(asked) {
      const { values } = asked;
      const names = await store.names();
      if (!values) return form(asked, names, [say('ask')]);
      const typed = oneOf(values, 'reference');
      const caseId = typed && (await findCase(typed));
      if (typed && !caseId) return form(asked, names, [say('noCase')]);
      const colleague = oneOf(values, 'colleague') ?? '';
      const filter: AuditFilter = { caseId, staffId: names.has(colleague) ? colleague : undefined };
      const lines = await linesFor(filter, names);
      const turn = asked.heard.hasWindow
        ? form(asked, names, lines)
        : tell(asked.heard, { title: say('title'), lines });
      return withTrace(turn, asked, filter);
    },
  };
}
