import { type AuditedAct, audit } from '../audit.ts';
import type { FeatureWrite } from '../feature.ts';
import type { BroadcastFile, BroadcastStatus } from './broadcast-file.ts';
import { cancellable, broadcastWrites as writes } from './broadcast-writes.ts';
import { cardOf, done, onBroadcast, tell } from './desk-say.ts';
import type { DeskDeps, DeskStep, DeskSteps } from './desk-step.ts';

interface Course {
  /** In which states it can be done. */
  from: BroadcastStatus[];
  write(file: BroadcastFile): FeatureWrite;
  what: AuditedAct;
}

const courses: Record<string, Course> = {
  pause: { from: ['sending'], write: writes.pause, what: 'pauseBroadcast' },
  resume: { from: ['paused'], write: writes.resume, what: 'resumeBroadcast' },
  cancel: { from: cancellable, write: writes.cancel, what: 'cancelBroadcast' },
  back: { from: ['waiting', 'scheduled'], write: writes.backToDraft, what: 'takeBackBroadcast' },
  retry: { from: ['done'], write: writes.retry, what: 'retryBroadcast' },
};

/** What is done to a broadcast on its way, at once: by a button each. */
export function courseSteps(deps: DeskDeps): DeskSteps {
  return Object.fromEntries(Object.entries(courses).map(([name, course]) => [name, stepOf(deps, name, course)]));
}

function stepOf(deps: DeskDeps, name: string, { from, write, what }: Course): DeskStep {
  const { say, seal } = deps;
  return onBroadcast(deps, {
    press({ file, who: { staffId }, heard }) {
      const answer = (key: string) => tell(heard, say('broadcasts.title'), say(key));
      if (!from.includes(file.status))
        return done(answer(`broadcasts.tooLate.${file.status}`), { shows: cardOf(file) });
      return done(answer(`broadcasts.did.${name}`), {
        writes: [write(file), audit({ staffId, what }, seal)],
        shows: cardOf(file),
        feeds: ['broadcasts'],
      });
    },
  });
}
