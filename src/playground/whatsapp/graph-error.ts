/** What the Cloud API refuses with: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes. */
const KNOWN = {
  2: [503, 'Service temporarily unavailable'],
  4: [400, 'Application request limit reached'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Invalid OAuth access token'],
  130429: [400, 'Rate limit hit'],
  131000: [500, 'Something went wrong'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131026: [400, 'Message undeliverable'],
  131047: [400, 'Re-engagement message'],
  131053: [400, 'Media upload error'],
  131056: [400, '(Business Account, Consumer Account) pair rate limit hit'],
  132000: [400, 'Number of parameters does not match the expected number of params'],
  132001: [400, 'Template name does not exist in the translation'],
  132015: [400, 'Template is Paused'],
} satisfies Record<number, [status: number, title: string]>;

export type GraphErrorCode = keyof typeof KNOWN;

/** A refusal in the Graph API's own words. The texts are Meta's, so they do not follow this house's rule for errors. */
export class GraphError extends Error {
  readonly code: number;
  readonly title: string;
  readonly details: string;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: GraphErrorCode, details = '', { status, retryAfterSeconds }: Partial<GraphError> = {}) {
    const [usualStatus, title] = KNOWN[code];
    super(`(#${code}) ${title}`);
    this.code = code;
    this.title = title;
    this.details = details || title;
    this.status = status ?? usualStatus;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** As the body of an answer. */
  toJSON() {
    return {
      error: {
        message: this.message,
        type: 'OAuthException',
        code: this.code,
        error_data: { messaging_product: 'whatsapp', details: this.details },
        fbtrace_id: 'AFoldingChairOfOurOwn00',
      },
    };
  }

  /** As it stands in a status that a webhook brings. */
  inStatus() {
    return { code: this.code, title: this.title, message: this.title, error_data: { details: this.details } };
  }
}
