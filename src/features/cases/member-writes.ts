import type { Prisma } from '../../database/client/client.ts';
import { Overtaken } from '../../messages/turn.ts';
import type { FeatureWrite } from '../feature.ts';
import { keepHandle } from '../handle.ts';
import { afterClosing, type CaseChange, newEntry } from './case-change.ts';
import type { Level } from './case-clocks.ts';
import type { CaseFile, Helped, Intake, NewEntry } from './case-file.ts';
import { freeFromFormer } from './case-hands.ts';

/** What a member said, and what it changes. */
export interface Said {
  entry: NewEntry;
  /** Where it was said: from then on they are answered there. */
  conversationId: string;
  /** Raised to this. */
  level?: Level;
  intake?: Intake;
  deadline?: CaseFile['deadline'];
}

/** What members change of their cases. */
export interface MemberWrites {
  /** Gives the person their handle too. */
  open(file: CaseFile, entries: NewEntry[]): FeatureWrite;
  /** @param found the case as the turn read it. */
  said(found: CaseFile, said: Said): FeatureWrite;
  /** Opened again, in the hands that it was in, by what the member said, or by their wish alone (an entry `reopened`). */
  reopen(found: CaseFile, said: Said): FeatureWrite;
  withBot(found: CaseFile, withBot: boolean, at: Date): FeatureWrite;
  /** When the member was last told something: facts for the rules of when to say it again. */
  told(
    caseId: string,
    when: Partial<Pick<CaseFile, 'lastSaidAt' | 'outOfHoursSaidAt' | 'reopenOfferedAt' | 'delaySaidAt'>>,
  ): FeatureWrite;
  withdraw(found: CaseFile, at: Date): FeatureWrite;
  /** What they answer when it is closed; `askAgainAt` null: not, or not any more. */
  survey(caseId: string, answers: { helped?: Helped; askAgainAt?: Date | null }): FeatureWrite;
  /** They are asked again now, and never another time. */
  askedAgain(found: CaseFile): FeatureWrite;
}

export function createMemberWrites({
  change,
  add,
  setDue,
  keepFiles,
  seal,
  deadlineColumns,
}: CaseChange): MemberWrites {
  const columnsOf = ({ conversationId, level, intake, deadline }: Said) => ({
    conversationId,
    withBot: false,
    ...(level && { level }),
    ...(intake && { intakeSealed: seal(intake) }),
    ...(deadline && deadlineColumns(deadline)),
  });

  return {
    open: (file, entries) => ({
      label: 'support_case',
      async apply(transaction) {
        await keepHandle(transaction, file);
        if ((await transaction.case.count({ where: { reference: file.reference } })) > 0)
          throw new Overtaken('The reference was taken meanwhile: another is drawn.');
        const { id, reference, personId, conversationId, level, language, openedAt } = file;
        await transaction.case.create({
          data: {
            id,
            reference,
            personId,
            conversationId,
            level,
            language,
            openedAt,
            roomId: file.roomId ?? null,
            topic: file.topic ?? null,
            region: file.region ?? null,
            intakeSealed: seal(file.intake),
            ...deadlineColumns(file.deadline),
            waitingSince: file.waitingSince ?? null,
            lastSaidAt: file.lastSaidAt ?? null,
            outOfHoursSaidAt: file.outOfHoursSaidAt ?? null,
          },
        });
        await add(transaction, id, ...entries);
        await keepFiles(transaction, id, null);
        await setDue(transaction, id);
      },
    }),

    said: ({ id, deadline }, said) => ({
      label: 'case_entry (said)',
      async apply(transaction) {
        const { at } = said.entry;
        await change(transaction, id, { closedAt: null, ...(said.deadline && asFound(deadline)) }, columnsOf(said));
        await transaction.case.updateMany({ where: { id, waitingSince: null }, data: { waitingSince: at } });
        await add(transaction, id, said.entry);
        await keepFiles(transaction, id, null);
        await setDue(transaction, id);
      },
    }),

    reopen: ({ id, closedAt }, said) => ({
      label: 'support_case (reopened)',
      async apply(transaction) {
        const { at } = said.entry;
        const data = {
          ...columnsOf(said),
          closedAt: null,
          openedAt: at,
          waitingSince: at,
          firstRepliedAt: null,
          climbed: 0,
          helped: null,
          askAgainAt: null,
          reopenOfferedAt: null,
          delaySaidAt: null,
        };
        await change(transaction, id, { closedAt: closedAt ?? null }, data);
        await freeFromFormer(transaction, id);
        await setDue(transaction, id);
        await add(
          transaction,
          id,
          ...(said.entry.kind === 'reopened' ? [] : [newEntry('reopened', { at })]),
          said.entry,
        );
        await keepFiles(transaction, id, null);
      },
    }),

    withBot: ({ id, withBot }, becomes, at) => ({
      label: 'support_case (with bot)',
      async apply(transaction) {
        await change(transaction, id, { closedAt: null, withBot }, { withBot: becomes });
        await add(transaction, id, newEntry(becomes ? 'withBot' : 'withPerson', { at }));
      },
    }),

    told: (id, when) => ({
      label: 'support_case (told)',
      apply: transaction => transaction.case.updateMany({ where: { id }, data: when }),
    }),

    withdraw: ({ id }, at) => ({
      label: 'support_case (withdrawn)',
      async apply(transaction) {
        await change(transaction, id, { closedAt: null }, { closedAt: at, waitingSince: null });
        await add(transaction, id, { ...newEntry('closed', { at }), mark: 'withdrawn' });
        await keepFiles(transaction, id, afterClosing(at));
      },
    }),

    survey: (id, answers) => ({
      label: 'support_case (survey)',
      apply: transaction => transaction.case.updateMany({ where: { id }, data: answers }),
    }),

    askedAgain: ({ id, askAgainAt }) => ({
      label: 'support_case (asked again)',
      async apply(transaction) {
        const asFound = { closedAt: { not: null }, askAgainAt: askAgainAt ?? null };
        await change(transaction, id, asFound, { askAgainAt: null });
      },
    }),
  };
}

/** What a caseworker has confirmed meanwhile is not overwritten by what was only found. */
function asFound(deadline: CaseFile['deadline']): Prisma.CaseWhereInput {
  return { deadlineIsSure: deadline?.isSure ?? false };
}
