import { createAfterClosing } from './after-closing.ts';
import { createCrisisCase } from './crisis-case.ts';
import { createCurrentCase } from './current-case.ts';
import { createHeldBack } from './held-back.ts';
import { createMemberAsk } from './member-ask.ts';
import type { MemberDeps } from './member-deps.ts';
import { createFilesOf } from './member-files.ts';
import { createMemberSay } from './member-say.ts';
import { createOpenCase } from './open-case.ts';
import { createPassOn } from './pass-on.ts';
import { createSendHeld } from './send-held.ts';

/** What the members' side is put together from. */
export type MemberParts = ReturnType<typeof createMemberParts>;

export function createMemberParts(deps: MemberDeps) {
  const say = createMemberSay(deps);
  const openCase = createOpenCase(deps);
  const passOn = createPassOn(deps, say);
  const filesOf = createFilesOf(deps, say);
  const heldBack = createHeldBack(deps, say);
  const ask = createMemberAsk(deps, say, { openCase, heldBack });
  return {
    say,
    passOn,
    filesOf,
    heldBack,
    ask,
    sendHeld: createSendHeld(deps, say, { ask, passOn, heldBack }),
    crisisCase: createCrisisCase(deps, say, { openCase, passOn, filesOf }),
    afterClosing: createAfterClosing(deps, say),
    currentCase: createCurrentCase(deps.cases),
  };
}
