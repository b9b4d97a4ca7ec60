import type { FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import { audit } from '../audit.ts';
import type { FeatureTurn } from '../feature.ts';
import { isSaid, titleLine, whenLine } from './action-lines.ts';
import { overtakenBy } from './desk-change.ts';
import type { DeskDeps } from './desk-deps.ts';
import { byOf, done, inThread, onAction, showsOf, tell } from './desk-say.ts';
import { type ActionAct, type DeskStep, deskId } from './desk-step.ts';
import { firstDayOf, scopeFields, scopeIn } from './scope.ts';
import { cancelFollowing } from './series-writes.ts';

/** Calls an action off, or those that follow it too. Everybody who registered or waits is told by the members' side. */
export function cancelStep(deps: DeskDeps): DeskStep {
  const { say, actionWrites, deskActions, seal } = deps;
  return onAction(deps, {
    press: act => ifStands(act, () => done(window(act))),
    submit: (act, values) =>
      ifStands(act, async () => {
        const overtaken = await overtakenBy(deps, act, act.rest[1]);
        return overtaken ? done(window(act, overtaken)) : cancel(act, values);
      }),
  });

  async function cancel(act: ActionAct, values: FormValues): Promise<FeatureTurn> {
    const { action, who, at, heard } = act;
    const { file } = action;
    const scope = scopeIn(values);
    const from = await firstDayOf(action, scope, deskActions, at);
    const write = from ? cancelFollowing(action, from, byOf(act)) : actionWrites.cancel(action, byOf(act));
    const others = from && file.seriesId ? await deskActions.upcoming(file.seriesId, at) : [];
    const values_ = { name: who.name, scope: say(`actions.scope.${scope}`) };
    return done(tell(heard, say('actions.cancel.title'), say('actions.cancel.done')), {
      writes: [write, audit({ staffId: who.staffId, what: 'cancelAction', actionId: file.id }, seal)],
      posts: inThread(file, say('actions.cancel.inThread', values_)),
      shows: showsOf(...new Set([file.id, ...others.map(({ id }) => id)])),
    });
  }

  function window({ action }: ActionAct, notice?: string): Reply {
    const { file, revision } = action;
    return {
      text: [titleLine(file), whenLine(file), notice && `⚠️ ${notice}`, say('actions.cancel.intro')]
        .filter(isSaid)
        .join('\n'),
      language: 'en',
      form: {
        id: deskId('cancel', file.id, revision),
        title: say('actions.cancel.title'),
        language: 'en',
        submit: say('actions.cancel.submit'),
        leadsOn: true,
        fields: scopeFields(action, say),
      },
    };
  }

  async function ifStands(act: ActionAct, then: () => FeatureTurn | Promise<FeatureTurn>): Promise<FeatureTurn> {
    const { file } = act.action;
    if (file.status === 'published' && file.endsAt > act.at) return then();
    const key = file.status === 'published' ? 'actions.cancel.over' : `actions.is.${file.status}`;
    return done(tell(act.heard, say('actions.title'), say(key)));
  }
}
