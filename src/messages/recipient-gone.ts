/** Why a message never arrives: they have blocked us, or are not there any more. Whoever wrote it sees that. */
export const RECIPIENT_GONE = 'recipient gone';
