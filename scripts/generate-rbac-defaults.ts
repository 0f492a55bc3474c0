/**
 * Writes lib/core/catalogues/rbac-defaults.json: the roles and bindings that Kubernetes itself creates, for each minor that
 * the product knows. They are read from the module k8s.io/kubernetes, where its own tests hold them as YAML. Needs Go; the
 * product does not.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const versions = ["1.24.2", "1.29.6", "1.30.14", "1.31.14", "1.32.13", "1.33.13", "1.34.4", "1.35.4", "1.36.3", "1.37.2"];
const folder = "plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata";
const files = [
  "cluster-roles.yaml",
  "cluster-roles-featuregates.yaml",
  "cluster-role-bindings.yaml",
  "controller-roles.yaml",
  "controller-role-bindings.yaml",
  "namespace-roles.yaml",
  "namespace-role-bindings.yaml",
];
const target = new URL("../lib/core/catalogues/rbac-defaults.json", import.meta.url);

interface Source {
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  rules?: object[] | null;
  aggregationRule?: { clusterRoleSelectors: object[] };
  roleRef?: { kind: string; name: string };
  subjects?: { kind: string; name: string; namespace?: string }[];
}

/** One content of an object, with the minors that have it. */
interface Variant {
  minors: string[];
  content: object;
}

function moduleFolder(version: string): string {
  const answer = execFileSync("go", ["mod", "download", "-json", `k8s.io/kubernetes@v${version}`], { encoding: "utf8" });
  return (JSON.parse(answer) as { Dir: string }).Dir;
}

function contentOf(source: Source): object {
  const aggregating = Object.keys(source.metadata.labels ?? {}).filter((label) => label.includes("/aggregate-to-"));
  return {
    ...(source.rules ? { rules: source.rules } : {}),
    ...(source.aggregationRule ? { aggregation: source.aggregationRule.clusterRoleSelectors } : {}),
    ...(aggregating.length > 0 ? { labels: Object.fromEntries(aggregating.map((label) => [label, "true"])) } : {}),
    ...(source.roleRef ? { roleRef: { kind: source.roleRef.kind, name: source.roleRef.name } } : {}),
    ...(source.subjects
      ? { subjects: source.subjects.map(({ kind, name, namespace }) => ({ kind, name, ...(namespace ? { namespace } : {}) })) }
      : {}),
  };
}

function addVersion(objects: Map<string, Map<string, Variant>>, version: string): void {
  const minor = version.split(".").slice(0, 2).join(".");
  const directory = moduleFolder(version);
  for (const file of files.map((name) => join(directory, folder, name)).filter((path) => existsSync(path))) {
    const list = parse(readFileSync(file, "utf8")) as { items: Source[] };
    for (const source of list.items) {
      const key = `${source.kind}/${source.metadata.namespace ?? ""}/${source.metadata.name}`;
      const variants = objects.get(key) ?? new Map<string, Variant>();
      objects.set(key, variants);
      const content = contentOf(source);
      const variant = variants.get(JSON.stringify(content)) ?? { minors: [], content };
      variants.set(JSON.stringify(content), variant);
      if (!variant.minors.includes(minor)) variant.minors.push(minor);
    }
  }
}

const objects = new Map<string, Map<string, Variant>>();
for (const version of versions) addVersion(objects, version);
const catalogue = {
  source: "k8s.io/kubernetes, plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata (Apache-2.0)",
  versions,
  objects: Object.fromEntries(
    [...objects]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, variants]) => [key, [...variants.values()].map(({ minors, content }) => ({ minors, ...content }))]),
  ),
};
const lines = Object.entries(catalogue.objects).map(
  ([key, variants]) => `    ${JSON.stringify(key)}: ${JSON.stringify(variants)}`,
);
const text = `{\n  "source": ${JSON.stringify(catalogue.source)},\n  "versions": ${JSON.stringify(versions)},\n  "objects": {\n${lines.join(",\n")}\n  }\n}\n`;
writeFileSync(target, text);
console.log(`${objects.size} objects of ${versions.length} minors, ${text.length} bytes`);
