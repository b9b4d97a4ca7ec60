import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import type { LookupHash } from '../../database/lookup-hash.ts';
import type { Seal } from '../../database/seal.ts';
import type { Topic } from '../../knowledge/card.ts';
import type { DeskWords } from '../../words/desk-words.ts';
import { type Audited, audit } from '../audit.ts';
import { caseSettingsStore } from '../case-settings-store.ts';
import type { Colleagues } from '../colleagues.ts';
import type { Feature, FeatureTurn, Heard } from '../feature.ts';
import { type Step, tell } from './asked.ts';
import { createReadAudit } from './audit-log.ts';
import { createAuditSteps } from './audit-steps.ts';
import { createDetailsForm } from './details-form.ts';
import { helpStep } from './help-step.ts';
import { createOrganiserSteps } from './organiser-steps.ts';
import { createPersonAt } from './person-at.ts';
import { createSettingsChanges } from './settings-changes.ts';
import { createTellSettings } from './settings-lines.ts';
import { createSettingsSteps } from './settings-steps.ts';
import { createStaffList } from './staff-list.ts';
import { createStaffSteps } from './staff-steps.ts';
import { createStaffStore } from './staff-store.ts';
import type { StaffWarnings } from './staff-warnings.ts';

interface StaffDeps {
  database: Pick<Database, 'prisma'>;
  seal: Seal;
  hash: LookupHash;
  colleagues: Colleagues;
  desk: DeskWords;
  /** What everybody else is told, in their language. */
  refusal: (language: string) => string;
  warnings: StaffWarnings;
  /** Those the bot speaks (BCP 47): staff work in them. */
  languages: string[];
  /** What staff call a topic. */
  topicName: (topic: Topic) => string;
  /** The reference of a case as it was drawn, from what somebody typed: `mistyped`, or undefined, where it is none. */
  readReference: (typed: string) => string | undefined;
}

/** Commands of ours, and the step that each leads to. */
const STEP_OF_COMMAND: Record<string, string> = { staff: 'open', settings: 'settings', audit: 'audit', help: 'help' };
/** What everybody on the staff may do, for themselves. */
const FOR_EVERYBODY = new Set(['away', 'back', 'help']);

/**
 * Who works here, and how: for leads. Everything that is changed or looked at is in the audit.
 *
 * @example
 * > /folding-chair staff
 * < Who works here: Caseworker 1 · caseworker · ar, en … [Look after a colleague] [Invite somebody] [Audit] [Settings]
 */
export function createStaff(deps: StaffDeps): Feature {
  const { database, seal, hash, colleagues, desk, refusal, warnings, languages, topicName, readReference } = deps;
  const { prisma } = database;
  const store = createStaffStore(database, seal, createPersonAt({ hash, seal }));
  const writeAudit = (event: Audited) => audit(event, seal);

  async function findPerson(slackId: string): Promise<string | undefined> {
    const found = await prisma.conversation.findUnique({
      where: { channel_addressHash: { channel: 'slack', addressHash: hash('slack', slackId) } },
      select: { personId: true },
    });
    return found?.personId ?? undefined;
  }

  async function findCase(typed: string): Promise<string | undefined> {
    const reference = readReference(typed);
    const found = reference && (await prisma.case.findUnique({ where: { reference }, select: { id: true } }));
    return found ? found.id : undefined;
  }

  const staffSteps = createStaffSteps({
    desk,
    colleagues,
    store,
    detailsForm: createDetailsForm(desk, languages),
    findPerson,
  });
  const auditSteps = createAuditSteps({
    desk,
    store,
    readAudit: createReadAudit(database),
    findCase,
    audit: writeAudit,
  });
  const organiserSteps = createOrganiserSteps({ desk, database, audit: writeAudit });
  const settingsSteps = createSettingsSteps({
    desk,
    organisers: organiserSteps.organisers,
    readStored: () => caseSettingsStore.readStored(prisma),
    changeOf: createSettingsChanges(desk, topicName),
    tellSettings: roomHere => createTellSettings(desk, topicName, roomHere),
    audit: writeAudit,
  });
  const others = { ...staffSteps, ...auditSteps, ...settingsSteps, ...organiserSteps };
  const list = createStaffList(desk, colleagues, warnings, others);
  const steps: Record<string, Step> = { ...others, ...list, help: helpStep(desk) };

  function refuse(heard: Heard): FeatureTurn {
    const { language } = heard;
    const text = refusal(language);
    const window = { id: 'staff:said', title: desk.say('staff.list.title'), language, fields: [] };
    return { replies: [{ text, language, ...(heard.hasWindow && { form: window }) }], next: 'start' };
  }

  return {
    name: 'staff',
    state: z.unknown(),

    // Elsewhere than in Slack such a command is a member's slip of the thumb; and help is for members, too.
    async claims({ channel, content, sender }) {
      if (channel !== 'slack' || content.kind !== 'command') return false;
      if (content.name === 'help') return (await colleagues.find(sender.personId)) !== undefined;
      return Object.hasOwn(STEP_OF_COMMAND, content.name);
    },

    async think(heard) {
      const who = await colleagues.find(heard.sender.personId);
      if (!who) return refuse(heard);
      const title = desk.say('staff.list.title');
      const [name, argument] = whatIsAsked(heard);
      if (who.role !== 'lead' && !FOR_EVERYBODY.has(name)) {
        const own = who.away ? 'back' : 'away';
        const choices = [{ id: `staff:${own}`, label: desk.say(`staff.button.${own}`) }];
        return tell(heard, { title, lines: [desk.say('staff.onlyLeads')], choices });
      }
      const step = (Object.hasOwn(steps, name) ? steps[name] : undefined) ?? list.open;
      const { content } = heard;
      const turn = await step({ heard, who, argument, ...(content.kind === 'form' && { values: content.values }) });
      // Where others read along nobody is asked one question at a time.
      const isLost = heard.place === 'room' && !heard.hasWindow && turn.replies.some(({ form }) => form);
      return isLost ? tell(heard, { title, lines: [desk.say('staff.noWindow')] }) : turn;
    },
  };
}

/** The step, and what follows in the id: `staff:edit:<staffId>`. */
function whatIsAsked({ content }: Heard): [string, string[]] {
  if (content.kind === 'command') return [STEP_OF_COMMAND[content.name] ?? '', []];
  const id = content.kind === 'choice' ? content.choiceId : content.kind === 'form' ? content.formId : '';
  const [, name = '', ...argument] = id.split(':');
  return [name, argument];
}
