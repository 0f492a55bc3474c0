/** What kubelets say of themselves, by a file that somebody gathered. Nothing else of the file is kept. */

import { err, type Failure, ok, type Result } from "../../core/result.ts";
import { KubeletFile, type ReadKubelets } from "../../core/upgrade/evidence/kubelet-file.ts";
import { type LinesError, readLines } from "../text/read-lines.ts";

export type KubeletsError = Failure<LinesError["code"]>;

export interface KubeletsOptions {
  /** Bytes after unpacking. */
  readonly most: number;
  /** RFC 3339. */
  readonly now: string;
}

/** @returns the kubelets of which something is known, or why the file cannot be read or holds none. */
export async function readKubelets(
  chunks: AsyncIterable<Uint8Array>,
  { most, now }: KubeletsOptions,
): Promise<Result<ReadKubelets, KubeletsError>> {
  const file = new KubeletFile();
  const done = await readLines(chunks, { most, read: (line) => file.add(line?.toString("utf8") ?? "{") });
  if (!done.ok) return err({ ...failures[done.error.code], code: done.error.code });
  const read = file.result(now);
  return read.kubelets.length === 0 ? err({ ...empty, code: "unreadable" }) : ok(read);
}

const remedy = "Gather it with the command that the cluster's page shows.";
const failures = {
  tooLarge: {
    message: "The file is larger than 256 MB.",
    remedy: "Send only the lines that the command on the cluster's page keeps.",
  },
  unreadable: { message: "The file is compressed and cannot be unpacked.", remedy },
};
const empty = { message: "The file names no node of which it says anything that is asked for.", remedy };
