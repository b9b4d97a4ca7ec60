import type { Topic } from '../../knowledge/card.ts';
import type { IaaLevel } from '../colleagues.ts';
import { londonTime } from '../london-time.ts';

/**
 * What a case is about in law, once a caseworker has said it: no relevant matter, a straightforward application, harder casework, an
 * appeal or a hearing. A claim for asylum and anything about bail or removal are never straightforward.
 */
export type Matter = 'none' | 'application' | 'casework' | 'appeal';

/** What the gate knows of somebody on the staff. */
export interface Adviser {
  staffId: string;
  iaaLevel: IaaLevel;
  /** The last day of their registration, as in 2027-03-31. Without one a level counts as none. */
  iaaExpires?: string | undefined;
  away?: boolean | undefined;
}

/** What somebody is about to send: a fact that holds for everybody, or what this member should do. */
export type ReplyMark = 'information' | 'advice';

export type GateVerdict =
  /** `level` is to be recorded with the reply: the sender's, as it counts today. */
  | { allowed: true; level: IaaLevel }
  | {
      allowed: false;
      reason: 'no-level' | 'level-expired' | 'level-too-low';
      levelNeeded: IaaLevel;
      /** Who could send it, those who are there before those who are away. */
      couldSend: Adviser[];
    };

/**
 * By topic alone: `always` a relevant matter, `perhaps` (an eviction is none, "no recourse to public funds" is a condition of leave),
 * or `never` unless a caseworker says so: the doctor, the school and the home are what the law leaves to anyone.
 */
const isRelevant: Record<Topic, 'always' | 'perhaps' | 'never'> = {
  asylum: 'always',
  immigration: 'always',
  detention: 'always',
  safety: 'perhaps',
  legal: 'perhaps',
  money: 'perhaps',
  work: 'perhaps',
  everyday: 'perhaps',
  organising: 'perhaps',
  housing: 'never',
  healthcare: 'never',
  education: 'never',
};

const levelOfMatter: Record<Matter, IaaLevel> = { none: 0, application: 1, casework: 2, appeal: 3 };
/** Where nobody has said what the matter is, it may be the hardest. */
const UNKNOWN_MATTER: Matter = 'appeal';

/**
 * The level that advice on a case needs under sections 82 and 84 of the Immigration and Asylum Act 1999; 0 when its topic is no relevant
 * matter. Where the law or the levels leave a doubt, the stricter.
 *
 * @param topic undefined when the member did not say: then it may be any.
 * @param matter undefined until a caseworker has said it.
 */
export function levelForAdvice(topic: Topic | undefined, matter: Matter | undefined): IaaLevel {
  const relevant = topic ? isRelevant[topic] : 'perhaps';
  if (relevant === 'never') return levelOfMatter[matter ?? 'none'];
  if (relevant === 'perhaps') return levelOfMatter[matter ?? UNKNOWN_MATTER];
  if (matter === undefined || matter === 'none') return levelOfMatter[UNKNOWN_MATTER];
  return topic !== 'immigration' && matter === 'application' ? levelOfMatter.casework : levelOfMatter[matter];
}

/** A person's level as it counts at a moment: on the last day of the registration still, and not on the next. */
export function levelAt({ iaaLevel, iaaExpires }: Adviser, at: Date): IaaLevel {
  return iaaExpires !== undefined && londonTime(at).date <= iaaExpires ? iaaLevel : 0;
}

/**
 * Whether a reply may be sent: information by anyone on the staff, advice on a relevant matter only by someone of the level it needs.
 * A refusal says why, and who could.
 */
export function adviceGate(reply: {
  mark: ReplyMark;
  topic: Topic | undefined;
  matter: Matter | undefined;
  sender: Adviser;
  staff: Adviser[];
  at: Date;
}): GateVerdict {
  const { mark, topic, matter, sender, staff, at } = reply;
  const level = levelAt(sender, at);
  const levelNeeded = mark === 'advice' ? levelForAdvice(topic, matter) : 0;
  if (level >= levelNeeded) return { allowed: true, level };
  return {
    allowed: false,
    reason: level > 0 ? 'level-too-low' : sender.iaaLevel > 0 ? 'level-expired' : 'no-level',
    levelNeeded,
    couldSend: staff
      .filter(other => levelAt(other, at) >= levelNeeded)
      .toSorted((a, b) => Number(a.away ?? false) - Number(b.away ?? false)),
  };
}
