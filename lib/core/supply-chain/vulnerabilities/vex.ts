/** Which statements about exploitability hold for a finding, and what they come to. A statement is its author's word. */
import type { VexProduct, VexStatement, VexStatus } from "../documents/document.ts";
import type { Digest } from "../images/digest.ts";
import { type PackageRef, readPurl } from "../packages/package-url.ts";
import { aliasesOf } from "./vulnerability-id.ts";

/** A statement with where it stands. */
export interface StatedVex extends VexStatement {
  readonly document: string;
  /** Of statements that are attested to an image: they say nothing of any other, whatever their products are. */
  readonly attestedTo?: readonly Digest[];
}

export interface AppliedVex {
  readonly document: string;
  readonly status: VexStatus;
  readonly justification?: string;
  readonly text?: string;
  readonly author?: string;
  readonly at?: string;
}

/** What the statements come to. `disputed`: their authors differ. Only `notAffected` and `fixed` close a finding. */
export type Standing = "open" | "notAffected" | "fixed" | "underInvestigation" | "affected" | "disputed";

export interface VexImage {
  readonly digests: ReadonlySet<Digest>;
  /** Registry and repository, of each name under which it runs. */
  readonly repositories: ReadonlySet<string>;
}

/** Statements by the ids of their flaws. */
export type VexIndex = ReadonlyMap<string, readonly StatedVex[]>;

/** @returns the statements, to be found by each id that they name. */
export function vexIndex(statements: Iterable<StatedVex>): VexIndex {
  const index = new Map<string, StatedVex[]>();
  for (const statement of statements)
    for (const id of statement.ids) {
      const known = index.get(id);
      if (known === undefined) index.set(id, [statement]);
      else known.push(statement);
    }
  return index;
}

/** @returns the newest statement of each author that holds for a package of the image. */
export function appliedVex(
  index: VexIndex,
  { ids, package: ref, image }: { readonly ids: readonly string[]; readonly package: PackageRef; readonly image: VexImage },
): readonly AppliedVex[] {
  const named = new Set(ids.flatMap((id) => index.get(id) ?? []));
  const newest = new Map<string, StatedVex>();
  for (const statement of named) {
    if (statement.attestedTo?.some((digest) => image.digests.has(digest)) === false) continue;
    if (!statement.products.some((product) => concerns(product, ref, image))) continue;
    const author = statement.author ?? statement.document;
    const before = newest.get(author);
    if (before === undefined || (before.at ?? "") <= (statement.at ?? "")) newest.set(author, statement);
  }
  return [...newest.values()].map(({ ids: _, products: __, attestedTo: ___, ...said }) => said);
}

/** A product that is no image names a package, wherever it is; one without anything that can be read concerns nothing. */
function concerns({ digests, repository, packages }: VexProduct, ref: PackageRef, image: VexImage): boolean {
  const ofImage = digests.length > 0 || repository !== undefined;
  if (ofImage) {
    const same = digests.some((digest) => image.digests.has(digest)) || image.repositories.has(repository ?? "");
    return same && (packages.length === 0 || packages.some((one) => covers(one, ref)));
  }
  return packages.some((one) => covers(one, ref));
}

/** A package without a version means every version; a qualifier that the statement names must be the package's, too. */
function covers(stated: PackageRef, ref: PackageRef): boolean {
  if (stated.type !== ref.type || stated.name !== ref.name) return false;
  if (stated.version !== undefined && stated.key !== ref.key) return false;
  const asked = Object.entries(readPurl(stated.purl ?? "")?.qualifiers ?? {});
  if (asked.length === 0) return true;
  const has = readPurl(ref.purl ?? "")?.qualifiers ?? {};
  return asked.every(([name, value]) => Object.hasOwn(has, name) && has[name] === value);
}

const standings: Readonly<Record<VexStatus, Standing>> = {
  not_affected: "notAffected",
  affected: "affected",
  fixed: "fixed",
  under_investigation: "underInvestigation",
};

/** @returns what statements come to; those that say that somebody still looks decide nothing against others. */
export function standingOf(applied: readonly AppliedVex[]): Standing {
  const said = new Set(applied.map(({ status }) => standings[status]));
  if (said.size > 1) said.delete("underInvestigation");
  const [only = "open"] = said;
  return said.size > 1 ? "disputed" : only;
}

/** @returns whether a finding is one that somebody has to deal with. */
export function isOpen(standing: Standing): boolean {
  return standing !== "notAffected" && standing !== "fixed";
}

/** @returns the flaws of statements, for grouping ids with their aliases. */
export function flawsOf(statements: readonly VexStatement[]) {
  return statements.flatMap(({ ids: [id, ...rest] }) => (id === undefined ? [] : [{ id, aliases: aliasesOf(id, rest) }]));
}
