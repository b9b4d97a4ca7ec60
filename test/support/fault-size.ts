/** How often a fault is tried: as often as was promised with `FAULTS=full`, a part of that within the minutes that everybody has. */
export function faultSize(full: number, part: number): number {
  return process.env.FAULTS === 'full' ? full : part;
}
