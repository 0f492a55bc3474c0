/** Sentences about what Trivy Operator and Clair report. */
import type { ClairView, OperatorView } from "#contracts/vulnerabilities.ts";
import { counted } from "../../access/subject-words.ts";

/** @returns what of the reports is joined with what runs. */
export function joinedSentence({ reports, images, waits }: OperatorView): string {
  if (reports === 0) return "no report";
  return `${counted(reports, "report")}, of ${counted(images, "image")} that run${waits ? "; being taken in" : ""}`;
}

/** @returns what was joined with nothing, and why; one sentence for each cause. */
export function notJoined({ undigested, older, elsewhere }: OperatorView): readonly string[] {
  return [
    ...(undigested === 0 ? [] : [`${counted(undigested, "report")} without a digest`]),
    ...(older === 0 ? [] : [`${counted(older, "report")} from before the image was built`]),
    ...(elsewhere === 0 ? [] : [`${counted(elsewhere, "report")} of digests that are not known to run there`]),
  ];
}

/** @returns what Clair knows of what runs, in a sentence; where nobody asks one, that nobody looked. */
export function clairSentence({ asked, images, known, unknown, failed }: ClairView): string {
  if (!asked && known === 0) return "not looked at: none is allowed under Settings, Forges";
  const left = images - known - unknown - failed;
  const parts = [
    `${known.toLocaleString("en")} of ${counted(images, "image")} known`,
    ...(unknown === 0 ? [] : [`${counted(unknown, "image")} of which it knows no manifest, which says nothing of them`]),
    ...(failed === 0 ? [] : [`${counted(failed, "image")} about which it gave no answer`]),
    ...(left <= 0 ? [] : [`${counted(left, "image")} not looked at yet`]),
  ];
  return `${parts.join("; ")}${asked ? "" : "; it is asked no more"}`;
}

/** @returns how many clusters serve no such reports, in words; undefined where none is so. */
export function withoutOperator(operators: readonly OperatorView[]): string | undefined {
  const absent = operators.filter(({ state }) => state === "absent").length;
  if (absent === 0) return undefined;
  if (absent === operators.length) return "No cluster that was scanned serves reports of Trivy Operator.";
  return `${counted(absent, "other cluster")} ${absent === 1 ? "serves" : "serve"} none.`;
}
