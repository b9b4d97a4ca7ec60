/** A run of words as they are drawn, whatever they were written in. */
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'em' | 's' | 'u'; inlines: Inline[] }
  | { kind: 'link'; url: string; inlines: Inline[] }
  | { kind: 'user'; id: string }
  | { kind: 'channel'; id: string; name: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'emoji'; name: string }
  | { kind: 'date'; timestampSeconds: number; format: string; fallback: string; url?: string | undefined };

/** What stands below one another. */
export type Passage =
  | { kind: 'words' | 'quote'; inlines: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'heading'; inlines: Inline[] }
  | { kind: 'list'; ordered: boolean; indent: number; first: number; items: Inline[][] };
