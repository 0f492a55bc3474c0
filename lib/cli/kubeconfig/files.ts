/** Which kubeconfig files are read, as kubectl decides it. */
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { err, type Failure, ok, type Result } from "#core/result.ts";

export interface KubeconfigPlaces {
  /** `--kubeconfig`: this file alone, and it has to be there. */
  readonly file?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a file is there. */
  exists(path: string): boolean;
}

export type KubeconfigFilesFailure = Failure<"kubeconfigMissing">;

/** @returns the files in the order in which they count; of several files the ones that are not there are left out. */
export function kubeconfigFiles({ file, env, exists }: KubeconfigPlaces): Result<readonly string[], KubeconfigFilesFailure> {
  if (file !== undefined) return exists(file) ? ok([file]) : err(missing(`There is no kubeconfig at ${file}.`));
  const listed = (env.KUBECONFIG ?? "").split(delimiter).filter((path) => path !== "");
  const files = listed.length > 0 ? [...new Set(listed)] : [join(env.HOME || homedir(), ".kube", "config")];
  const present = files.filter(exists);
  if (present.length > 0) return ok(present);
  return err(missing(`There is no kubeconfig: ${files.join(" and ")} ${files.length > 1 ? "are" : "is"} not there.`));
}

function missing(message: string): KubeconfigFilesFailure {
  return {
    code: "kubeconfigMissing",
    message,
    remedy: "Name one with --kubeconfig FILE, or look at a snapshot with --snapshot.",
  };
}
