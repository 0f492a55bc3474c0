/** CSAF 2.0 documents of the profile VEX: a vendor says which of its products a flaw concerns. */
import { type Digest, parseDigest } from "../images/digest.ts";
import { listAt, present, textAt, valueAt } from "../provenance/read-json.ts";
import { readVulnerabilityId } from "../vulnerabilities/vulnerability-id.ts";
import { emptySubject, type SecurityDocument, type VexProduct, type VexStatement, type VexStatus } from "./document.ts";
import { nameAt, timeAt, wordsAt } from "./parts.ts";
import { productOf } from "./vex-product.ts";

type Products = ReadonlyMap<string, readonly VexProduct[]>;

export function readCsaf(json: unknown): SecurityDocument {
  const products = productsOf(json);
  const author = nameAt(json, "document", "publisher", "name");
  const at = timeAt(json, "document", "tracking", "current_release_date");
  const statements = listAt(json, "vulnerabilities").flatMap((one) => statementsOf(one, products));
  return {
    format: "csaf-vex",
    formatVersion: textAt(json, "document", "csaf_version") ?? "2.0",
    subject: emptySubject(),
    ...present({ madeAt: at }),
    statements: statements.map((statement) => ({ ...statement, ...present({ author, at }) })),
    notes: [],
  };
}

/** @returns what each product's id stands for; a component of a product is the component, inside the product where that is an image. */
function productsOf(json: unknown): Products {
  const named = [...listAt(json, "product_tree", "full_product_names"), ...branchesOf(listAt(json, "product_tree", "branches"))];
  const products = new Map<string, readonly VexProduct[]>();
  for (const one of named) products.set(textAt(one, "product_id") ?? "", identified(one));
  for (const relation of listAt(json, "product_tree", "relationships")) {
    const component = products.get(textAt(relation, "product_reference") ?? "") ?? [];
    const whole = products.get(textAt(relation, "relates_to_product_reference") ?? "") ?? [];
    products.set(textAt(relation, "full_product_name", "product_id") ?? "", related(component, whole));
  }
  return products;
}

function branchesOf(branches: readonly unknown[]): readonly unknown[] {
  return branches.flatMap((one) => {
    const product = valueAt(one, "product");
    return [...(product === undefined ? [] : [product]), ...branchesOf(listAt(one, "branches"))];
  });
}

function identified(one: unknown): readonly VexProduct[] {
  const helper = ["product_identification_helper"] as const;
  const purls = [textAt(one, ...helper, "purl"), ...listAt(one, ...helper, "purls").map((purl) => textAt([purl], 0))];
  const digests = listAt(one, ...helper, "hashes")
    .flatMap((hash) => listAt(hash, "file_hashes"))
    .flatMap((hash): Digest[] => {
      const digest = parseDigest(`${textAt(hash, "algorithm")?.toLowerCase()}:${textAt(hash, "value")?.toLowerCase()}`);
      return digest ? [digest] : [];
    });
  return [
    ...purls.flatMap((purl) => (purl === undefined ? [] : [productOf(purl, [])])),
    ...(digests.length > 0 ? [{ digests, packages: [] }] : []),
  ];
}

function related(components: readonly VexProduct[], wholes: readonly VexProduct[]): readonly VexProduct[] {
  const images = wholes.filter(({ digests, repository }) => digests.length > 0 || repository !== undefined);
  if (images.length === 0) return components;
  const packages = components.flatMap((component) => component.packages);
  return packages.length === 0 ? components : images.map((image) => ({ ...image, packages }));
}

const statusLists: Readonly<Record<string, VexStatus>> = {
  known_not_affected: "not_affected",
  known_affected: "affected",
  first_affected: "affected",
  last_affected: "affected",
  fixed: "fixed",
  first_fixed: "fixed",
  under_investigation: "under_investigation",
};

function statementsOf(one: unknown, products: Products): readonly VexStatement[] {
  const ids = [textAt(one, "cve"), ...listAt(one, "ids").map((id) => textAt(id, "text"))].flatMap(
    (id) => readVulnerabilityId(id) ?? [],
  );
  if (ids.length === 0) return [];
  const flags = wordsByProduct(listAt(one, "flags"), (flag) => nameAt(flag, "label"));
  const impacts = listAt(one, "threats").filter((threat) => textAt(threat, "category") === "impact");
  const texts = wordsByProduct(impacts, (threat) => wordsAt(threat, "details"));
  return Object.entries(statusLists).flatMap(([list, status]) => {
    const named = listAt(one, "product_status", list).map((id) => textAt([id], 0) ?? "");
    const groups = Map.groupBy(named, (id) => JSON.stringify([flags.get(id), texts.get(id)]));
    return [...groups.values()].flatMap((group) => {
      const [first = ""] = group;
      const meant = group.flatMap((id) => products.get(id) ?? []);
      const said = present({ justification: flags.get(first), text: texts.get(first) });
      return meant.length === 0 ? [] : [{ ids: [...new Set(ids)], status, products: meant, ...said }];
    });
  });
}

function wordsByProduct(
  list: readonly unknown[],
  wordsOf: (one: unknown) => string | undefined,
): ReadonlyMap<string, string | undefined> {
  return new Map(list.flatMap((one) => listAt(one, "product_ids").map((id) => [textAt([id], 0) ?? "", wordsOf(one)] as const)));
}
