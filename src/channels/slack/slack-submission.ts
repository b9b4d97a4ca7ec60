import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Arrival, NOTHING, placeIn } from './arrival.ts';
import { formState, readSlackForm } from './read-slack-form.ts';
import { FORM_CALLBACK, readWindowFacts } from './slack-view.ts';
import { writeWindowName } from './window-name.ts';

const id = z.string().min(1);
const body = z.object({
  user: z.object({ id }),
  view: z.object({
    id,
    hash: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: formState }),
  }),
});

/**
 * Reads a form that was sent (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission).
 *
 * @throws ZodError or SyntaxError when it has not the shape of one.
 */
export function readSlackSubmission(raw: unknown): Arrival {
  const { user, view } = body.parse(raw);
  if (view.callback_id !== FORM_CALLBACK) return NOTHING;
  const { formId, leadsOn, roomId, language } = readWindowFacts(view.private_metadata);
  if (formId === undefined) return NOTHING;
  const values = readSlackForm(view.state.values);
  // Who is told that it did not arrive sends it again: the same view, with the same answers.
  const answers = createHash('sha256').update(JSON.stringify(values)).digest('base64url');
  const externalId = `${view.id}/${view.hash}/${answers}`;
  const nextWindow = { facts: { language, ...(roomId && { roomId }) }, externalId: `next:${externalId}` };
  return {
    userId: user.id,
    inbounds: [
      {
        from: { channel: 'slack', id: user.id },
        externalId,
        ...placeIn(roomId),
        ...(leadsOn && { windowId: writeWindowName({ viewId: view.id, roomId, ...nextWindow }) }),
        sentAtMs: Date.now(), // Slack tells no time
        content: { kind: 'form', formId, values },
      },
    ],
    ...(leadsOn && { nextWindow }),
  };
}
