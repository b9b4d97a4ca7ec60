import { audit } from '../audit.ts';
import type { CaseFile } from './case-file.ts';
import { titleLine } from './case-lines.ts';
import { toColleague } from './desk-post.ts';
import { done, lineIn, onCase, tell } from './desk-say.ts';
import { type DeskAct, type DeskDeps, type DeskStep, deskId } from './desk-step.ts';

const REASON_CHARS_MIN = 10;
const REASON_CHARS_MAX = 1000;
/** It is shown to whoever asked, now, or not at all. */
const SHOWN_SECONDS = 60;

/**
 * A member's address, for a lead, when somebody's safety needs it: with a reason, in a window alone, and never without a second lead who is
 * told. Where there is none it is refused: nobody could ask what it was for.
 */
export function revealStep(deps: DeskDeps): DeskStep {
  const { say, prisma, seal, colleagues } = deps;
  return onCase(deps, {
    async press(act) {
      const refusal = await refusalFor(act);
      if (refusal) return done(tell(act.heard, say('desk.reveal.title'), refusal));
      const { file } = act;
      return done({
        text: [titleLine(file), say('desk.reveal.intro')].join('\n\n'),
        language: 'en',
        form: {
          id: deskId('reveal', file.id),
          title: say('desk.reveal.title'),
          language: 'en',
          submit: say('desk.reveal.submit'),
          leadsOn: true,
          fields: [{ kind: 'text', name: 'reason', label: say('desk.reveal.reason'), charsMax: REASON_CHARS_MAX }],
        },
      });
    },

    async submit(act, values) {
      const { heard, file, who } = act;
      const reason = lineIn(values, 'reason') ?? '';
      const refusal =
        (await refusalFor(act)) ?? (reason.length < REASON_CHARS_MIN ? say('desk.reveal.whyNot') : undefined);
      const address = refusal ? undefined : await addressOf(file);
      if (refusal || !address)
        return done(tell(heard, say('desk.reveal.title'), refusal ?? say('desk.reveal.goneAddress')));
      const shown = say('desk.reveal.shown', { channel: say(`desk.channel.${file.channel}`), address });
      const told = say('desk.reveal.told', { name: who.name, title: titleLine(file), reason });
      return done(tell(heard, say('desk.reveal.title'), shown, { expiresAfterSeconds: SHOWN_SECONDS }), {
        writes: [audit({ staffId: who.staffId, what: 'reveal', caseId: file.id, reason }, seal)],
        posts: (await otherLeads(who.staffId)).map(lead => toColleague(lead, { text: told })),
      });
    },
  });

  async function refusalFor({ who, heard }: DeskAct): Promise<string | undefined> {
    if (who.role !== 'lead') return say('desk.onlyLeads');
    if (!heard.hasWindow) return say('desk.reveal.onlyInWindow');
    return (await otherLeads(who.staffId)).length === 0 ? say('desk.reveal.noSecondLead') : undefined;
  }

  async function otherLeads(staffId: string) {
    return (await colleagues.all()).filter(colleague => colleague.role === 'lead' && colleague.staffId !== staffId);
  }

  async function addressOf({ conversationId }: CaseFile): Promise<string | undefined> {
    const found = await prisma.conversation.findUnique({
      where: { id: conversationId },
      select: { addressSealed: true },
    });
    return found ? String(seal.open(found.addressSealed)) : undefined;
  }
}
