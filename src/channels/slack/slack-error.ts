import { webApi } from '@slack/bolt';
import type { Trouble } from '../keep-trying.ts';
import { SendError, type SendErrorFacts } from '../send-error.ts';

/** What Slack's codes mean: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const GONE = new Set([
  'cannot_dm_bot',
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'user_disabled',
  'user_not_found',
  'user_not_visible',
]);
const TOKEN_REFUSED = new Set([
  'account_inactive', // of whoever the token is for, not of whom we write to
  'invalid_auth',
  'not_allowed_token_type',
  'not_authed',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'user_removed_from_team',
]);
/** Slack says of these two that part of it may have succeeded. */
const HALF_DONE = new Set(['fatal_error', 'internal_error']);
const PASSING = new Set(['ratelimited', 'rate_limited', 'request_timeout', 'service_unavailable', 'team_added_to_org']);
/** The request cannot have left: nobody was there to take it. */
const NEVER_LEFT = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** A page of a proxy is no code of Slack, and must not stand where one is kept. */
const CODE = /^[a-z_]{1,60}$/;
const ROOM_CLOSED = new Set(['channel_not_found', 'is_archived', 'not_in_channel', 'user_not_in_channel']);
const CANNOT_UPDATE = new Set(['cant_update_message', 'edit_window_closed', 'message_not_found']);

const CLIENT_ERRORS = [
  webApi.WebAPIPlatformError,
  webApi.WebAPIRateLimitedError,
  webApi.WebAPIHTTPError,
  webApi.WebAPIRequestError,
];

/** Slack's code, for the log and as a message's fate. */
export function codeOf(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError && CODE.test(error.data.error)) return error.data.error;
  if (error instanceof webApi.WebAPIRateLimitedError) return 'ratelimited';
  return error instanceof webApi.WebAPIHTTPError ? String(error.statusCode) : 'no answer';
}

/** True for what Slack's client throws; everything else is a fault of ours. */
export function isOfSlack(error: unknown): boolean {
  return CLIENT_ERRORS.some(kind => error instanceof kind);
}

/** What a failure of one of Slack's methods means for the outbox. */
export function toSendError(error: unknown): SendError {
  return new SendError({ code: codeOf(error), ...factsOf(error) });
}

/** The same for a call before the message itself: whatever became of it, nothing was sent. */
export function toSendErrorBefore(error: unknown): SendError {
  return new SendError({ code: codeOf(error), ...factsOf(error), maybeSent: false });
}

function factsOf(error: unknown): Omit<SendErrorFacts, 'code'> {
  const code = codeOf(error);
  if (error instanceof webApi.WebAPIRateLimitedError) return { retryable: true, retryAfterSeconds: error.retryAfter };
  if (error instanceof webApi.WebAPIHTTPError) return { retryable: error.statusCode >= 500 };
  if (code === 'no answer') return { retryable: true, maybeSent: !hasNeverLeft(error) };
  if (GONE.has(code)) return { retryable: false, recipientGone: true };
  return { retryable: PASSING.has(code) || HALF_DONE.has(code), maybeSent: HALF_DONE.has(code) };
}

function hasNeverLeft(error: unknown): boolean {
  if (!(error instanceof webApi.WebAPIRequestError)) return false;
  const { cause } = error.original;
  return typeof cause === 'object' && cause !== null && 'code' in cause && NEVER_LEFT.has(String(cause.code));
}

/** @param setting the one whose token the call was made with. */
export function troubleOf(error: unknown, setting: string): Trouble {
  const retryAfterSeconds = error instanceof webApi.WebAPIRateLimitedError ? error.retryAfter : undefined;
  return { code: codeOf(error), retryAfterSeconds, remedy: remedyOf(codeOf(error), setting) };
}

/** What to change where no patience mends it. */
export function remedyOf(code: string, setting: string): string | undefined {
  if (TOKEN_REFUSED.has(code)) {
    return `Slack refuses ${setting} (${code}): copy the token again from the app's page on https://api.slack.com/apps.`;
  }
  if (code !== 'missing_scope') return undefined;
  return `The token in ${setting} lacks a scope: compare the app with docs/slack-app-manifest.yaml, and install it again.`;
}

/** True when nothing can be said to one person in that room: they or the bot are not in it, or it is closed. */
export function isRoomClosed(error: unknown): boolean {
  return ROOM_CLOSED.has(codeOf(error));
}

/** True when a message that was to be replaced cannot be changed any more: then a new one is kinder than none. */
export function cannotUpdate(error: unknown): boolean {
  return CANNOT_UPDATE.has(codeOf(error));
}
