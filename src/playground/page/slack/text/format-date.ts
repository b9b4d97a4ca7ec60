const day = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const styles: Record<string, Intl.DateTimeFormatOptions> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: day,
  date_short: { ...day, month: 'short' },
  date_long: { ...day, weekday: 'long' },
  day_divider_pretty: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/**
 * A date in the reader's time zone, by Slack's pattern, e.g. `{date_short_pretty} at {time}`
 * (https://docs.slack.dev/messaging/formatting-message-text#date-formatting).
 */
export function formatDate(timestampSeconds: number, format: string, fallback: string): string {
  const date = new Date(timestampSeconds * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const near = /_pretty$/.test(name) && nearDay(date);
    if (near) return near;
    const style = styles[name] ?? styles[name.replace(/_pretty$/, '')];
    return style ? new Intl.DateTimeFormat('en-GB', style).format(date) : whole;
  });
}

/** "today", "yesterday" or "tomorrow". */
export function nearDay(date: Date): string | undefined {
  const midnight = (of: Date) => new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime();
  const days = Math.round((midnight(date) - midnight(new Date())) / 86_400_000);
  return { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }[String(days)];
}
