/** Keys of what is to be shown anew, as a message keeps them in one column: none of them holds a space. */
export function writeShows(keys: string | string[]): string | null {
  return [keys].flat().join(' ') || null;
}

export function readShows(kept: string | null): string[] {
  return kept?.split(' ') ?? [];
}
