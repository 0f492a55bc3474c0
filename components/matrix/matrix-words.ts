import type { Matrix } from "#contracts/access.ts";
import { counted } from "../access/subject-words.ts";

/**
 * @param matrix counts readers of secrets among the subjects that the filter leaves, hidden defaults included
 * @returns the answer in a sentence; where not all was seen it says "at least", and never "none"
 */
export function matrixTitle({
  secretReaders,
  rows,
  hiddenDefaults,
  complete,
}: Pick<Matrix, "secretReaders" | "rows" | "hiddenDefaults" | "complete">): string {
  const all = rows + hiddenDefaults;
  if (all === 1)
    return `The one subject shown ${secretReaders > 0 ? "can" : complete ? "cannot" : "is not known to"} read all secrets of a namespace.`;
  const among = counted(all, "subject");
  if (secretReaders > 0)
    return `${complete ? "" : "At least "}${secretReaders.toLocaleString("en")} of ${among} can read all secrets of at least one namespace.`;
  return complete
    ? `None of ${among} can read all secrets of any namespace.`
    : `None of the ${among} is known to read all secrets of a namespace.`;
}

/** @returns what a file of the matrix holds, and what it does not. */
export function exportWords(
  { rows, hiddenDefaults, complete }: Pick<Matrix, "rows" | "hiddenDefaults" | "complete">,
  pivot: "subjects" | "resources" | "namespaces" = "subjects",
) {
  const hidden =
    hiddenDefaults === 0 ? "" : `; ${counted(hiddenDefaults, "hidden subject")}, with only what Kubernetes itself creates`;
  const unseen = complete ? "" : ", and what could not be read";
  if (pivot === "namespaces")
    return {
      inside: `Each namespace, a line for each capability with the number of its holders${unseen}.`,
      outside: `Not in it: who the holders are${hidden}.`,
    };
  const order = pivot === "resources" ? "by resource, a line for each subject" : "a line for each resource";
  return {
    inside: `Rights of ${counted(rows, "subject")}, ${order}${unseen}.`,
    outside: `Not in it: by which binding and role each right is held${hidden}.`,
  };
}
