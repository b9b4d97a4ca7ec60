import type { Write } from '../messages/turn.ts';
import type { Database } from './database.ts';
import type { Transaction } from './transaction.ts';

/**
 * Forgets a person, as part of the turn in which they ask for it: what was said, the files, where they live and how they are found go with
 * the turn's commit. What waits at that moment is answered still, the turn's own reply included; then the rest goes too. From the commit
 * on, a message of theirs is a stranger's.
 */
export function forgetPerson(personId: string): Write<Transaction> {
  return {
    label: 'person (forgotten)',
    async apply(transaction) {
      const theirs = { conversation: { personId } };
      await forgetCases(transaction, personId);
      await givePlacesBack(transaction, personId);
      await transaction.consent.deleteMany({ where: { personId } });
      await transaction.chatLink.deleteMany({ where: theirs });
      await forgetIntroductions(transaction, personId);
      await transaction.attachment.deleteMany({ where: theirs });
      await transaction.storedFile.deleteMany({ where: theirs });
      await transaction.inboundMessage.deleteMany({ where: { ...theirs, status: { not: 'waiting' } } });
      await transaction.outboundMessage.deleteMany({
        where: { ...theirs, status: { in: ['sent', 'failed', 'expired', 'takenBack'] } },
      });
      await transaction.person.update({
        where: { id: personId },
        data: {
          forgottenAt: new Date(),
          nation: null,
          outcode: null,
          council: null,
          isDiscreet: false,
          reportingSealed: null,
        },
      });
      // Nobody's hash has this length, so that their next message finds no conversation.
      await transaction.$executeRaw`
        UPDATE conversation SET address_hash = decode(replace(id::text, '-', ''), 'hex'), state_sealed = NULL,
          danger_at = NULL, danger_sealed = NULL
        WHERE person_id = ${personId}::uuid`;
    },
  };
}

/**
 * What they told our team goes too, and with it what of it was posted, or is about to be, where staff read; and what staff wrote of it
 * in their forms.
 */
async function forgetCases(transaction: Transaction, personId: string): Promise<void> {
  await transaction.$executeRaw`
    DELETE FROM outbound_message o USING support_case s
    WHERE s.person_id = ${personId}::uuid AND o.status <> 'sending'
      AND o.conversation_id NOT IN (SELECT id FROM conversation WHERE person_id = ${personId}::uuid)
      AND (o.track_id = s.id OR o.track_id IN (SELECT id FROM case_entry WHERE case_id = s.id))`;
  const theirs = await transaction.$queryRaw<{ id: string }[]>`
    SELECT id FROM support_case WHERE person_id = ${personId}::uuid
    UNION ALL SELECT e.id FROM case_entry e JOIN support_case s ON s.id = e.case_id WHERE s.person_id = ${personId}::uuid
    UNION ALL SELECT id FROM introduction WHERE person_id = ${personId}::uuid`;
  const ids = theirs.map(({ id }) => id);
  // Who works here, and their rooms: what other members are told is theirs.
  await transaction.$executeRaw`
    WITH of_staff AS (
      SELECT c.id FROM conversation c LEFT JOIN staff s ON s.person_id = c.person_id
      WHERE c.person_id IS NULL OR s.person_id IS NOT NULL
    ), written AS (
      DELETE FROM inbound_message i USING of_staff WHERE i.conversation_id = of_staff.id AND i.about_ids && ${ids}::uuid[]
    )
    DELETE FROM outbound_message o USING of_staff
    WHERE o.conversation_id = of_staff.id AND o.status <> 'sending' AND o.about_ids && ${ids}::uuid[]`;
  await transaction.case.deleteMany({ where: { personId } });
}

/** Whoever waits for their places gets them. Actions are locked in one order, so that two who are forgotten at once wait for each other. */
async function givePlacesBack(transaction: Transaction, personId: string): Promise<void> {
  await transaction.$executeRaw`
    SELECT a.id FROM action a JOIN registration r ON r.action_id = a.id WHERE r.person_id = ${personId}::uuid
    ORDER BY a.id FOR UPDATE OF a`;
  await transaction.$executeRaw`
    UPDATE action a SET taken = a.taken - 1 - r.guests FROM registration r
    WHERE r.action_id = a.id AND r.person_id = ${personId}::uuid AND r.status IN ('registered', 'offered')`;
  await transaction.registration.deleteMany({ where: { personId } });
}

/** What was posted of an introduction has its id. */
async function forgetIntroductions(transaction: Transaction, personId: string): Promise<void> {
  await transaction.$executeRaw`
    DELETE FROM outbound_message o USING introduction i
    WHERE i.person_id = ${personId}::uuid AND o.status <> 'sending' AND o.track_id = i.id
      AND o.conversation_id NOT IN (SELECT id FROM conversation WHERE person_id = ${personId}::uuid)`;
  await transaction.introduction.deleteMany({ where: { personId } });
}

/**
 * Deletes what is left of people who have asked to be forgotten, once nothing of theirs waits to be answered or delivered.
 *
 * @returns how many people are gone.
 */
export async function deleteForgotten(database: Database): Promise<number> {
  return database.prisma.$transaction(async transaction => {
    // A message that arrives at this moment holds a lock on its conversation: the count below sees it, or it sees no conversation.
    await transaction.$executeRaw`
      SELECT c.id FROM conversation c JOIN person p ON p.id = c.person_id WHERE p.forgotten_at IS NOT NULL FOR UPDATE OF c`;
    return transaction.$executeRaw`
      DELETE FROM person p
      WHERE p.forgotten_at IS NOT NULL
        -- Whoever works here is in the audit.
        AND NOT EXISTS (SELECT FROM staff s WHERE s.person_id = p.id)
        AND NOT EXISTS (
        SELECT FROM conversation c
        WHERE c.person_id = p.id AND (
          EXISTS (SELECT FROM inbound_message i WHERE i.conversation_id = c.id AND i.status = 'waiting')
          OR EXISTS (SELECT FROM outbound_message o WHERE o.conversation_id = c.id AND o.status IN ('queued', 'sending'))
        )
      )`;
  });
}
