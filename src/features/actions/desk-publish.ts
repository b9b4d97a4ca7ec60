import { audit } from '../audit.ts';
import type { FeatureTurn } from '../feature.ts';
import { staffText } from './action-lines.ts';
import type { DeskDeps } from './desk-deps.ts';
import { previewReply } from './desk-preview.ts';
import { createRooms } from './desk-rooms.ts';
import { byOf, done, showsOf, tell } from './desk-say.ts';
import type { ActionAct } from './desk-step.ts';
import { firstOf } from './draft-forms.ts';
import { faultOfRule } from './series-rules.ts';

/** Publishes exactly what was shown: what has changed since, or may not be published, is shown again. */
export async function publishTurn(deps: DeskDeps, act: ActionAct): Promise<FeatureTurn> {
  const { say, actionWrites, seal } = deps;
  const { action, heard, at, rest, who } = act;
  const { file, revision, recurrence } = action;
  const roomId = file.roomId || (await createRooms(deps)(heard))(file.region ?? null);
  const [firstDay = ''] = firstOf(action).startsOn.split('T');
  const notices = [
    ...(String(revision) === rest[1] ? [] : [say('actions.preview.changed')]),
    ...(file.startsAt > at ? [] : [say('actions.fault.past')]),
    ...(roomId ? [] : [say('actions.fault.room')]),
    ...(staffText(file)?.place || file.onlineLink ? [] : [say('actions.fault.place')]),
    ...(recurrence && faultOfRule(recurrence.rule, firstDay) ? [say('actions.fault.repeatsOtherDay')] : []),
  ];
  if (notices.length > 0) return done(previewReply(deps, action, notices));
  const text = say('actions.published', { title: staffText(file)?.title ?? '', code: file.code });
  return done(tell(heard, say('actions.title'), text), {
    writes: [
      actionWrites.publish(action, roomId, byOf(act)),
      audit({ staffId: who.staffId, what: 'publishAction', actionId: file.id }, seal),
    ],
    shows: showsOf(file.id),
  });
}
