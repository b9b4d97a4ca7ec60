/** Nothing but space. */
export function isPlain(gap: string | undefined): boolean {
  return gap !== undefined && /^\s*$/u.test(gap);
}

/** The sentence or its part ends here. */
export function isBreak(gap: string | undefined): boolean {
  return gap !== undefined && /[,;!?،؛؟\n፡።፣]|[.:]\s/u.test(gap);
}

/** The words of one date are no further apart. */
export function isNear(gap: string | undefined): boolean {
  return gap !== undefined && gap.length <= 3 && /^[ \u00A0.,،\-–/'’\u200C]*$/u.test(gap);
}
