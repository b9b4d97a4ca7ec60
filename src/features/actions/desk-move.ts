import type { FormValues } from '../../messages/form.ts';
import type { Reply } from '../../messages/reply.ts';
import type { FeatureTurn } from '../feature.ts';
import { londonDayAfter, londonInstant } from '../london-time.ts';
import { isSaid, titleLine, whenLine } from './action-lines.ts';
import { changeTurn, overtakenBy } from './desk-change.ts';
import type { DeskDeps } from './desk-deps.ts';
import { done, onAction, tell } from './desk-say.ts';
import { type ActionAct, type DeskStep, deskId } from './desk-step.ts';
import { filled } from './form-part.ts';
import { firstDayOf, type Scope, scopeFields, scopeIn } from './scope.ts';
import { continuedFrom, daysBetween, timeOf } from './series-rules.ts';
import type { SeriesChange } from './series-writes.ts';
import { type TimesAnswers, timesPart, timesValues } from './times-part.ts';

/** Another time, for one or for those that follow. Everybody who registered or waits is told, and asked again. */
export function moveStep(deps: DeskDeps): DeskStep {
  const { say, deskActions } = deps;
  return onAction(deps, {
    press: act => ifStands(act, () => done(window(act))),

    submit: (act, values) =>
      ifStands(act, async () => {
        const overtaken = await overtakenBy(deps, act, act.rest[1]);
        const read = timesPart(say, act.at).read(values);
        if ('faults' in read || overtaken)
          return done(window(act, values, [overtaken, ...('faults' in read ? read.faults : [])].filter(isSaid)));
        const { startsAt, endsAt } = read.answers;
        const scope = scopeIn(values);
        const series = await movedSeries(act, scope, read.answers);
        if (series && 'fault' in series) return done(window(act, values, [series.fault]));
        const when = whenLine({ startsAt, endsAt });
        const reply = tell(act.heard, say('actions.move.title'), say('actions.move.done', { when }));
        const what = say('actions.move.inThread', { when, scope: say(`actions.scope.${scope}`) });
        const times = { startsAt, endsAt };
        return changeTurn(deps, act, { patch: content => content, times, scope, ...series }, what, reply);
      }),
  });

  /** All that moves does so by as many days. */
  async function movedSeries(
    { action, at }: ActionAct,
    scope: Scope,
    { startsOn, minutes }: TimesAnswers,
  ): Promise<{ moved: NonNullable<SeriesChange['moved']> } | { fault: string } | undefined> {
    const { seriesDay } = action.file;
    const from = await firstDayOf(action, scope, deskActions, at);
    if (!from || !seriesDay || !action.recurrence) return undefined;
    const firstDay = londonDayAfter(from, daysBetween(seriesDay, startsOn.slice(0, 10)));
    const moved = { startsOn: `${firstDay}T${timeOf(startsOn)}`, minutes };
    if (!continuedFrom(action.recurrence, from, moved)) return { fault: say('actions.fault.daysNamed') };
    if (londonInstant(firstDay, timeOf(startsOn)) <= at) return { fault: say('actions.fault.past') };
    return { moved };
  }

  function window({ action }: ActionAct, typed?: FormValues, notices: string[] = []): Reply {
    const { file, revision } = action;
    const fields = [...timesPart(say, deps.now()).fields, ...scopeFields(action, say)];
    return {
      text: [titleLine(file), whenLine(file), ...notices.map(notice => `⚠️ ${notice}`), say('actions.move.intro')].join(
        '\n',
      ),
      language: 'en',
      form: {
        id: deskId('move', file.id, revision),
        title: say('actions.move.title'),
        language: 'en',
        submit: say('actions.move.submit'),
        leadsOn: true,
        fields: filled(fields, typed ?? timesValues(file)),
      },
    };
  }

  async function ifStands(act: ActionAct, then: () => FeatureTurn | Promise<FeatureTurn>): Promise<FeatureTurn> {
    const { file } = act.action;
    if (file.status !== 'published')
      return done(tell(act.heard, say('actions.title'), say(`actions.is.${file.status}`)));
    const isOver = file.startsAt <= act.at;
    return isOver ? done(tell(act.heard, say('actions.title'), say('actions.move.over'))) : then();
  }
}
