/** The five fields of a cron expression, as crontab(5) has them: lists, ranges, steps and English names, and nothing of later dialects. */

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Words for numbers, from `least` on. */
  readonly words?: readonly string[];
}

const fields: readonly Field[] = [
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day of the month", least: 1, most: 31 },
  {
    name: "month",
    least: 1,
    most: 12,
    words: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  },
  { name: "day of the week", least: 0, most: 7, words: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] },
];

const longest = 100;

/** @returns what is wrong with the five fields, in a sentence; nothing where they can be read. */
export function problemOfFields(cron: string): string | undefined {
  const parts = cron.trim().split(/\s+/);
  if (parts.length === 6 || parts.length === 7) return "Write five fields: a schedule has no seconds and no years.";
  if (parts.length !== fields.length || cron.length > longest)
    return "Write five fields: minute, hour, day of the month, month, day of the week.";
  for (const [index, field] of fields.entries()) {
    const problem = problemOfField(field, (parts[index] ?? "").toUpperCase());
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOfField(field: Field, text: string): string | undefined {
  for (const item of text.split(",")) {
    const problem = problemOfItem(field, item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOfItem(field: Field, item: string): string | undefined {
  const [range = "", step, ...more] = item.split("/");
  const [from = "", to, ...rest] = range.split("-");
  if (more.length > 0 || rest.length > 0) return unreadable(field, item);
  if (step !== undefined && !(numberOf(field, step) > 0)) return `The step of “${item}” is not a number from 1 to ${field.most}.`;
  if (range === "*") return undefined;
  if (step !== undefined && to === undefined)
    return `Write ${from}-${field.most}/${step} for “${item}”: a step needs * or a range.`;
  const [first, last] = [valueIn(field, from), valueIn(field, to ?? from)];
  if (first === undefined || last === undefined) return unreadable(field, item);
  if (first < field.least || last > field.most)
    return `The ${field.name} “${item}” is not between ${field.least} and ${field.most}.`;
  return first > last ? `The range “${item}” of the ${field.name} runs backwards.` : undefined;
}

function unreadable({ name }: Field, item: string): string {
  return `The ${name} “${item}” cannot be read. Write *, a number, a range such as 1-5, a list such as 1,3, or a step such as */2.`;
}

function valueIn({ words, least }: Field, text: string): number | undefined {
  const word = words?.indexOf(text) ?? -1;
  if (word >= 0) return word + least;
  return /^\d{1,2}$/.test(text) ? Number(text) : undefined;
}

function numberOf({ most }: Field, text: string): number {
  return /^\d{1,2}$/.test(text) && Number(text) <= most ? Number(text) : 0;
}
