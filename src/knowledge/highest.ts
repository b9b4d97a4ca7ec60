/** Where the highest values stand, the highest first; of equal ones the earlier. */
export function highest(values: Float32Array | Float64Array, count: number): number[] {
  const best: number[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0;
    if (best.length === count && value <= (values[best[count - 1] ?? 0] ?? 0)) continue;
    let place = best.length;
    while (place > 0 && value > (values[best[place - 1] ?? 0] ?? 0)) place--;
    best.splice(place, 0, at);
    if (best.length > count) best.pop();
  }
  return best;
}
