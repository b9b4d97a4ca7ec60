import { GrammyError, HttpError } from 'grammy';
import { SendError } from '../send-error.ts';

/**
 * What the Bot API's refusals mean for the outbox (https://core.telegram.org/api/errors).
 *
 * @returns undefined when the "failure" means that there is nothing left to do.
 */
export function toSendError(error: unknown): SendError | undefined {
  if (error instanceof HttpError) return new SendError({ code: 'no answer', retryable: true, maybeSent: true });
  if (!(error instanceof GrammyError)) throw error;
  const { error_code: status, description, parameters } = error;
  if (status === 429)
    return new SendError({ code: '429', retryable: true, retryAfterSeconds: parameters.retry_after ?? 1 });
  if (status === 403) return new SendError({ code: '403', retryable: false, recipientGone: true });
  if (status === 400 && /chat not found|user not found|PEER_ID_INVALID|deactivated/i.test(description)) {
    return new SendError({ code: '400 chat not found', retryable: false, recipientGone: true });
  }
  if (status === 400 && /message is not modified/i.test(description)) return undefined;
  // 401 and 409 are ours to mend (token, second poller): what waits should outlive the repair.
  const retryable = status >= 500 || status === 401 || status === 404 || status === 409;
  return new SendError({ code: String(status), retryable });
}

/** True when a message that was to be replaced cannot be edited any more: then a new one is kinder than none. */
export function cannotEdit(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /can't be edited|message to edit not found|MESSAGE_ID_INVALID/i.test(error.description)
  );
}
