/** What a SARIF run could not look at or has no room for: its reader must not take a result that is missing for one that passed. */
import type { Notification } from "sarif";
import type { Gap } from "../../../core/inventory/gap.ts";
import { formatGap, uniqueGaps } from "../../../core/inventory/gap-words.ts";
import { clean } from "../../../core/text/clean.ts";

export const sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json";

/** Code scanning takes no more results of a run, and shows the first 5,000 of them: the worst stand first. */
export const mostResults = 25_000;

/** @returns a notification for each gap, and one for each check that was not assessed. */
export function unseenNotifications(gaps: Iterable<Gap>, checkIds: Iterable<string>): Notification[] {
  return [
    ...uniqueGaps(gaps).map((gap) => notification(`gap/${gap.reason}`, `Not seen: ${formatGap(gap)}.`)),
    ...[...checkIds].map((id) => notification("check/notAssessed", `The check ${id} was not assessed.`)),
  ];
}

/** @returns what there was no room for, in a notification. */
export function cutNotifications(left: number): Notification[] {
  return left === 0
    ? []
    : [
        notification(
          "results/cut",
          `${left} finding${left === 1 ? "" : "s"} of lower severity ${left === 1 ? "is" : "are"} left out.`,
        ),
      ];
}

export function notification(id: string, text: string): Notification {
  return { level: "warning", descriptor: { id }, message: { text: clean(text) } };
}
