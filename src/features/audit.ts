import type { Seal } from '../database/seal.ts';
import type { FeatureWrite } from './feature.ts';

/** What is written down of what staff do: who, what and when, never the words. Each has its name in `locales/en/staff.json`. */
export const auditedActs = [
  'claim',
  'handOver',
  'reassign',
  'note',
  'send',
  'takeBack',
  'setDeadline',
  'setMatter',
  'close',
  'reopen',
  'readCase',
  'readFile',
  'search',
  'reveal',
  'readAudit',
  'invite',
  'changeStaff',
  'changeRole',
  'changeLevel',
  'away',
  'back',
  'leave',
  'changeSettings',
  'publishAction',
  'changeAction',
  'cancelAction',
  'checkIn',
  'readAttendance',
  'claimIntroduction',
  'replyIntroduction',
  'passToCaseworker',
  'closeIntroduction',
  'editEntry',
  'hideEntry',
  'confirmEntry',
  'sendBroadcast',
  'agreeToBroadcast',
  'pauseBroadcast',
  'resumeBroadcast',
  'cancelBroadcast',
  'takeBackBroadcast',
  'retryBroadcast',
] as const;
export type AuditedAct = (typeof auditedActs)[number];

export interface Audited {
  /** Who did it; undefined for what the settings of the process did. */
  staffId?: string | undefined;
  what: AuditedAct;
  caseId?: string | undefined;
  /** The colleague to whom it was done: who was handed a case, invited, changed. */
  aboutStaffId?: string | undefined;
  actionId?: string | undefined;
  /** Why an address was revealed. Sealed, and in no list. */
  reason?: string | undefined;
}

/** Writes an act down in the transaction of what it is about: neither is ever true without the other. */
export function audit(event: Audited, seal: Seal): FeatureWrite {
  const { staffId, what, caseId, aboutStaffId, actionId, reason } = event;
  return {
    label: `audit_event (${what})`,
    apply: transaction =>
      transaction.auditEvent.create({
        data: {
          what,
          ...(staffId && { staffId }),
          ...(caseId && { caseId }),
          ...(aboutStaffId && { aboutStaffId }),
          ...(actionId && { actionId }),
          ...(reason && { reasonSealed: seal.seal(reason) }),
        },
      }),
  };
}
