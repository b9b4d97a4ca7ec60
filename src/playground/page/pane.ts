/** One platform's part of the page. Its server half has the same name (`src/playground/pane.ts`). */
export interface PanePart {
  name: string;
  label: string;
  element: HTMLElement;
  /** Where one writes. @default message */
  fieldId?: string;
  /** Shows everything anew. */
  load(state: unknown): void;
  /** Shows what has just happened. */
  hear(event: unknown): void;
}
