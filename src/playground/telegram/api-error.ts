/** A refusal in the Bot API's own words. The texts are Telegram's, so they do not follow this house's rule for errors. */
export class ApiError extends Error {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, description: string, retryAfterSeconds?: number) {
    super(description);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
