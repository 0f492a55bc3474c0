/** OpenVEX 0.0.1 to 0.2.0: statements about whether a flaw matters in a product. */
import { listAt, present, textAt } from "../provenance/read-json.ts";
import { readVulnerabilityId } from "../vulnerabilities/vulnerability-id.ts";
import { emptySubject, type SecurityDocument, type VexProduct, type VexStatement, type VexStatus } from "./document.ts";
import { nameAt, timeAt, wordsAt } from "./parts.ts";
import { packageIn, productOf } from "./vex-product.ts";

const statuses: readonly VexStatus[] = ["not_affected", "affected", "fixed", "under_investigation"];

export function readOpenVex(json: unknown): SecurityDocument {
  const author = nameAt(json, "author");
  const madeAt = timeAt(json, "timestamp");
  const all = listAt(json, "statements");
  const statements = all.flatMap((one) => statementOf(one, { author, at: madeAt }));
  const unread = all.length - statements.length;
  return {
    format: "openvex",
    subject: emptySubject(),
    ...present({ madeAt }),
    statements,
    notes: unread === 0 ? [] : [`${unread} of its statements have no status or no flaw that can be read.`],
  };
}

function statementOf(
  one: unknown,
  { author, at }: { readonly author: string | undefined; readonly at: string | undefined },
): readonly VexStatement[] {
  const status = statuses.find((word) => word === textAt(one, "status"));
  const ids = [
    textAt(one, "vulnerability"),
    textAt(one, "vulnerability", "name"),
    ...listAt(one, "vulnerability", "aliases").map((alias) => textAt([alias], 0)),
  ].flatMap((id) => readVulnerabilityId(id) ?? []);
  if (status === undefined || ids.length === 0) return [];
  return [
    {
      ids: [...new Set(ids)],
      status,
      products: listAt(one, "products").flatMap(productsOf),
      ...present({
        justification: nameAt(one, "justification"),
        text: wordsAt(one, "impact_statement") ?? wordsAt(one, "status_notes") ?? wordsAt(one, "action_statement"),
        author: nameAt(one, "supplier") ?? author,
        at: timeAt(one, "timestamp") ?? at,
      }),
    },
  ];
}

/** A product is named by its id, by identifiers, or by the hash of the image. */
function productsOf(one: unknown): readonly VexProduct[] {
  const packages = listAt(one, "subcomponents").flatMap((part) => namesOf(part).flatMap(packageIn));
  const unread = listAt(one, "subcomponents").length > 0 && packages.length === 0;
  if (unread) return [];
  const hash = textAt(one, "hashes", "sha-256");
  return [...namesOf(one), ...(hash === undefined ? [] : [`sha256:${hash}`])].map((name) => productOf(name, packages));
}

function namesOf(one: unknown): readonly string[] {
  const names = [typeof one === "string" ? one : undefined, textAt(one, "@id"), textAt(one, "identifiers", "purl")];
  return [...new Set(names.filter((name) => name !== undefined))];
}
