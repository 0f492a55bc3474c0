/**
 * Looks at the first bytes of an upload before anything of it is kept. It refuses only what cannot be any form that is read:
 * whether the rest is one, only reading it shows.
 */
import { err, ok, type Result } from "#core/result.ts";
import { type Bytes, peek } from "./bytes.ts";
import { refuse, type SnapshotRefused } from "./refused.ts";
import { formOf } from "./upload.ts";

/** Neither YAML nor JSON may hold these; a UTF-8 text has none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const binary = /[\u0000-\u0008\u000e-\u001f]/;

/** @returns the same bytes, or why they cannot be a snapshot or manifests. */
export async function beginUpload(source: Bytes): Promise<Result<Bytes, SnapshotRefused>> {
  const { head, all } = await peek(source);
  const form = formOf(head);
  if (form === "empty") return err(refuse("snapshotEmpty").failure);
  const text = head.toString("latin1");
  const hopeless = form === "text" && (binary.test(text) || !/[:{[#]/.test(text));
  return hopeless ? err(refuse("notASnapshot").failure) : ok(all);
}
