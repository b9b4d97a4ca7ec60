interface Details {
  /** What is wrong, and where: `must be less than 3001 characters [json-pointer:/blocks/0/text/text]`. */
  problems?: string[];
  /** Whole seconds to wait; makes it a 429. */
  retryAfterSeconds?: number;
  /** What else the answer holds, e.g. `needed` of `missing_scope`. */
  extra?: Record<string, unknown>;
}

/** A refusal in Slack's own words. They are codes, so they do not follow this house's rule for errors. */
export class SlackError extends Error {
  readonly code: string;
  readonly problems: string[];
  readonly retryAfterSeconds: number | undefined;
  readonly extra: Record<string, unknown>;

  constructor(code: string, { problems = [], retryAfterSeconds, extra = {} }: Details = {}) {
    super(code);
    this.code = code;
    this.problems = problems;
    this.retryAfterSeconds = retryAfterSeconds;
    this.extra = extra;
  }

  /** The body of the answer. */
  body(): Record<string, unknown> {
    return {
      ok: false,
      error: this.code,
      ...this.extra,
      ...(this.problems.length > 0 && {
        errors: this.problems,
        response_metadata: { messages: this.problems.map(problem => `[ERROR] ${problem}`) },
      }),
    };
  }
}
