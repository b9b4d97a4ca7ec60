import type { MediaRef } from './inbound.ts';
import type { Choice } from './reply.ts';

/** What every field has. Only a person who looks at the whole form may leave out what is not optional. */
interface FieldBase {
  /** The key of its value, unique in its form: letters only. */
  name: string;
  /** Asked as a question: it stands above the field, or is the message where questions are asked one at a time. */
  label: string;
  hint?: string;
  /** May be left empty, or skipped. @default false */
  optional?: boolean;
}

/** One question of a form. */
export type Field = FieldBase &
  (
    | { kind: 'line' | 'text'; initial?: string; charsMax?: number }
    /** One of the options; its value is the option's id. */
    | { kind: 'choice'; options: Choice[]; initial?: string }
    /** Any number of the options. */
    | { kind: 'choices'; options: Choice[]; initial?: string[] }
    /** Its value is YYYY-MM-DD. */
    | { kind: 'date'; initial?: string }
    /** Somebody who uses the same workspace: only in a window, elsewhere it is left out. Its value is the platform's id of them. */
    | { kind: 'colleague' }
    | { kind: 'files'; filesMax: number }
    /** Only read: nothing is asked. */
    | { kind: 'words' }
  );

/**
 * Questions that belong together. Where windows can be opened it is one (Slack's modal); elsewhere the spine asks one question at a time
 * (`conversation/take-form.ts`). No feature knows which: it hears `content: { kind: 'form', formId, values }` in the end. Who cancels the
 * questions presses, as it were, a choice of the feature's, `<form id>:cancel`; a window that is closed tells nothing.
 */
export interface Form {
  /** What comes back with the answers; its first part is the feature's name, and what follows may carry ids: `cases:reply:<caseId>`. */
  id: string;
  /** At most 24 characters, the most that Slack shows above a modal. */
  title: string;
  language: string;
  fields: Field[];
  /** The button that sends it. Without one the window can only be closed. */
  submit?: string;
  /** The turn that takes the answers shows another form in the same window, which waits for it. @default false */
  leadsOn?: boolean;
}

/** The answers: what was left empty or skipped is missing. */
export type FormValues = Record<string, string | string[] | MediaRef[]>;
