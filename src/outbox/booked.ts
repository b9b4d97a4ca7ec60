import { SendError } from '../channels/send-error.ts';
import { SealError } from '../database/seal.ts';
import { log } from '../log.ts';

/**
 * Waits for our own database during a delivery. What it cannot do at this moment is no fault of the message, which is tried again.
 *
 * @param maybeSent true when the platform has the message already.
 * @throws SendError that is retryable; SealError as it is.
 */
export async function booked<T>(work: Promise<T>, { maybeSent = false } = {}): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof SealError) throw error;
    log.error({ err: error }, 'the database failed during a delivery: it is tried again');
    throw new SendError({ code: 'database', retryable: true, maybeSent });
  }
}
