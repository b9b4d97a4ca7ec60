import { z } from 'zod';
import { SendError } from '../../send-error.ts';

/** What goes over the line between the bot and the process that has WhatsApp's page open: calls, their answers, and what is merely told. */
const spoken = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), callId: z.number(), call: z.unknown() }),
  z.object({ kind: z.literal('answer'), callId: z.number(), value: z.unknown() }),
  z.object({
    kind: z.literal('failure'),
    callId: z.number(),
    facts: z.object({
      code: z.string(),
      retryable: z.boolean(),
      recipientGone: z.boolean().optional(),
      maybeSent: z.boolean().optional(),
    }),
  }),
  z.object({ kind: z.literal('told'), news: z.unknown() }),
]);

type Spoken = z.infer<typeof spoken>;

/** One end of the line. */
export interface Line<Call, News> {
  /**
   * Asks the other end to do something.
   *
   * @param answer what its answer has to be.
   * @throws SendError as the other end gives it; `maybeSent` when no answer came in time, or the line was cut before.
   */
  ask<T>(call: Call, answer: z.ZodType<T>, patienceSeconds: number): Promise<T>;
  tell(news: News): void;
  /** Takes what came over the line. */
  take(message: unknown): void;
  /** Nobody is at the other end any more: what was asked gets no answer. */
  cut(): void;
}

interface Ends<HeardCall, HeardNews> {
  /** @returns false when nobody is at the other end. */
  post(message: Spoken): boolean;
  calls: z.ZodType<HeardCall>;
  news: z.ZodType<HeardNews>;
  /** Does what the other end asks. What it throws but a SendError is told by its name alone. */
  answer(call: HeardCall): Promise<unknown>;
  hear(news: HeardNews): void;
}

const LOST = { code: 'no answer', retryable: true, maybeSent: true };

/** Makes one end of a line: everything that comes over it is parsed. */
export function createLine<Call, News, HeardCall, HeardNews>(ends: Ends<HeardCall, HeardNews>): Line<Call, News> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  let callsMade = 0;

  async function answer(callId: number, call: unknown): Promise<void> {
    try {
      const value = await ends.answer(ends.calls.parse(call));
      ends.post({ kind: 'answer', callId, value });
    } catch (error) {
      const { code, retryable, recipientGone, maybeSent } = error instanceof SendError ? error : unexpected(error);
      ends.post({ kind: 'failure', callId, facts: { code, retryable, recipientGone, maybeSent } });
    }
  }

  return {
    ask(call, schema, patienceSeconds) {
      callsMade += 1;
      const callId = callsMade;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => settle(() => reject(new SendError(LOST))), patienceSeconds * 1000);
        const settle = (then: () => void) => {
          clearTimeout(timer);
          waiting.delete(callId);
          then();
        };
        waiting.set(callId, {
          resolve: value => settle(() => resolve(schema.parse(value))),
          reject: error => settle(() => reject(error)),
        });
        const isPosted = ends.post({ kind: 'call', callId, call });
        if (!isPosted) settle(() => reject(new SendError({ code: 'not connected', retryable: true })));
      });
    },

    tell(news) {
      ends.post({ kind: 'told', news });
    },

    take(message) {
      const heard = spoken.parse(message);
      if (heard.kind === 'told') return ends.hear(ends.news.parse(heard.news));
      if (heard.kind === 'call') return void answer(heard.callId, heard.call);
      const asked = waiting.get(heard.callId);
      if (heard.kind === 'answer') asked?.resolve(heard.value);
      else asked?.reject(new SendError(factsOf(heard.facts)));
    },

    cut() {
      for (const { reject } of waiting.values()) reject(new SendError(LOST));
    },
  };
}

function factsOf({
  code,
  retryable,
  recipientGone = false,
  maybeSent = false,
}: z.infer<(typeof spoken.options)[2]>['facts']) {
  return { code, retryable, recipientGone, maybeSent };
}

/** The message of an error may quote somebody: its name says enough. */
function unexpected(error: unknown) {
  const code = error instanceof Error ? error.name : 'unknown';
  return { code, retryable: true, recipientGone: false, maybeSent: false };
}
