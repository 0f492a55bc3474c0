/** The assertions of several files, told apart by the names of their files. */
import type { Assertion } from "../../core/rbac/assertions/assertion.ts";
import { readAssertionFile } from "./assertion-file.ts";

export interface NamedFile {
  readonly name: string;
  readonly yaml: string;
}

/** @returns each assertion as `FILE/NAME`. A file that this release does not read any more says nothing here; its page says so. */
export function assertionsOfFiles(files: readonly NamedFile[]): readonly Assertion[] {
  return files.flatMap(({ name, yaml }) => {
    const read = readAssertionFile(yaml);
    return read.ok ? read.value.map((assertion) => ({ ...assertion, name: `${name}/${assertion.name}` })) : [];
  });
}
