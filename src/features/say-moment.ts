/** A day and a time as people in a language say them, in the hours of the United Kingdom: "Monday 30 November, 17:00". */
export function sayMoment(at: Date, language: string): string {
  return sayTime(at, language, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
}

/** A day as people in a language say it, in a list: "Thu 14 Jan". */
export function sayDay(at: Date, language: string): string {
  return sayTime(at, language, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** The time alone: "17:00". */
export function sayClock(at: Date, language: string): string {
  return sayTime(at, language, { hour: '2-digit', minute: '2-digit' });
}

function sayTime(at: Date, language: string, parts: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: 'Europe/London',
    // Persian would count the years and months of another calendar than the letters that people get here.
    calendar: 'gregory',
    hourCycle: 'h23',
    ...parts,
  });
  return format.format(at);
}
