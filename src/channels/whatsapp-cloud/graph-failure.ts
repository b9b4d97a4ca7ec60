import { z } from 'zod';

/** What the Graph API answers with when it refuses: https://developers.facebook.com/docs/graph-api/guides/error-handling. */
const refusal = z.object({ error: z.object({ code: z.number() }) });

/** A call that was not answered well: refused, or answered by something that is not the Graph API. */
export class GraphFailure extends Error {
  override name = 'GraphFailure';
  readonly status: number;
  /** Meta's code; undefined when the answer had none. */
  readonly code: number | undefined;
  readonly retryAfterSeconds: number | undefined;

  private constructor(status: number, code: number | undefined, retryAfterSeconds: number | undefined) {
    super(`WhatsApp answered ${code ?? status}: look it up among the error codes of the Cloud API.`);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Reads an answer that is not ok. Its words may be of a person, and are not kept. */
  static async of(response: Response): Promise<GraphFailure> {
    const body: unknown = await response.json().catch(() => undefined);
    const parsed = refusal.safeParse(body);
    const retryAfterSeconds = Number(response.headers.get('retry-after')) || undefined;
    return new GraphFailure(response.status, parsed.success ? parsed.data.error.code : undefined, retryAfterSeconds);
  }
}

/** No answer came: in time, or at all. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  /** Nobody was there to take the call: it cannot have done anything. */
  readonly neverLeft: boolean;

  constructor(neverLeft: boolean) {
    super('WhatsApp did not answer: is WHATSAPP_CLOUD_API_ROOT right, and the network up?');
    this.neverLeft = neverLeft;
  }
}
