import { log } from '../../log.ts';
import type { Trouble } from '../keep-trying.ts';
import { SendError, type SendErrorFacts } from '../send-error.ts';
import { GraphFailure, NoAnswer } from './graph-failure.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes */
const NOT_ON_WHATSAPP = 131026;
const WINDOW_CLOSED = 131047;
/** After so many seconds it may be tried again: to one person, in all, by the app, or because people complained. */
const WAITS = new Map([
  [131056, 6],
  [130429, 1],
  [4, 60],
  [80007, 60],
  [131048, 600],
]);
const PASSING = new Set([1, 2, 131000, 131016, 131057, 133004]);
/** Ours to mend: what waits should outlive the repair. */
const REMEDIES = new Map([
  [190, 'WhatsApp refuses WHATSAPP_CLOUD_TOKEN: make a new one for the system user, under Business settings.'],
  [0, 'WhatsApp refuses WHATSAPP_CLOUD_TOKEN: make a new one for the system user, under Business settings.'],
  [3, 'The app of WHATSAPP_CLOUD_TOKEN lacks whatsapp_business_messaging: give it to the system user.'],
  [10, 'The app of WHATSAPP_CLOUD_TOKEN lacks whatsapp_business_messaging: give it to the system user.'],
  [200, 'The app of WHATSAPP_CLOUD_TOKEN lacks whatsapp_business_messaging: give it to the system user.'],
  [368, 'Meta has restricted the WhatsApp account: see Account quality in its business settings.'],
  [131031, 'Meta has locked the WhatsApp account: see Account quality in its business settings.'],
  [131042, 'Meta lacks a way of being paid: add one to the WhatsApp account in its business settings.'],
  [131045, 'The number is not registered with the Cloud API: register it with its PIN.'],
  [133010, 'The number is not registered with the Cloud API: register it with its PIN.'],
]);
const REPAIR_SECONDS = 60;

/** What one of Meta's codes means for the outbox, whether it is answered at once or comes with a status. */
export function factsOfCode(code: number): SendErrorFacts {
  const name = String(code);
  const remedy = REMEDIES.get(code);
  if (remedy) {
    log.error({ code }, remedy);
    return { code: name, retryable: true, retryAfterSeconds: REPAIR_SECONDS };
  }
  if (code === WINDOW_CLOSED) return { code: name, retryable: false, windowClosed: true };
  if (code === NOT_ON_WHATSAPP) return { code: name, retryable: false, recipientGone: true };
  const retryAfterSeconds = WAITS.get(code);
  if (retryAfterSeconds !== undefined) return { code: name, retryable: true, retryAfterSeconds };
  return { code: name, retryable: PASSING.has(code) };
}

/** What a failed call means for the outbox. A fault of ours is thrown as it is. */
export function toSendError(error: unknown): SendError {
  if (error instanceof NoAnswer) {
    const { neverLeft } = error;
    return new SendError({ code: 'no answer', retryable: true, maybeSent: !neverLeft });
  }
  if (!(error instanceof GraphFailure)) throw error;
  const { code, status, retryAfterSeconds } = error;
  const facts = code === undefined ? factsOfStatus(status) : factsOfCode(code);
  return new SendError({ ...facts, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
}

/** The same for a call before the message itself: whatever became of it, nothing was sent. */
export function toSendErrorBefore(error: unknown): SendError {
  const { code, retryable, retryAfterSeconds } = toSendError(error);
  return new SendError({ code, retryable, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
}

/** For starting: a token that is refused is mended by no patience. */
export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof GraphFailure)) return { code: error instanceof NoAnswer ? 'no answer' : 'unknown' };
  const { code, status, retryAfterSeconds } = error;
  const remedy =
    code === 100
      ? 'WhatsApp knows no WHATSAPP_CLOUD_PHONE_NUMBER_ID of that name: copy the id (not the number) from API setup.'
      : REMEDIES.get(code ?? Number.NaN);
  return { code: String(code ?? status), retryAfterSeconds, remedy };
}

/** Something between us and Meta has answered: what is broken there may have let the message through. */
function factsOfStatus(status: number): SendErrorFacts {
  const retryable = status >= 500 || [401, 403, 404, 429].includes(status);
  return { code: String(status), retryable, maybeSent: status >= 500 };
}
